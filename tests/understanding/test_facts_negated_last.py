"""Facts that a negation turns, wherever it stands, and wishes for a call of three or for a person."""

from __future__ import annotations

import pytest

from bot.settings import ROOT
from bot.understanding.facts.extractor import FactExtractor


@pytest.fixture(scope="module")
def extractor() -> FactExtractor:
    return FactExtractor.load(ROOT / "policy_kb", ROOT / "data")


@pytest.mark.parametrize(
    ("language", "fact", "value", "text"),
    [
        ("en", "vendor_contacted", False, "The carrier I have not asked so far"),
        ("en", "fee_accepted", False, "the 75 euro we do not pay, let's be clear"),
        ("en", "uses_stun", False, "home phones don't go over STUN, all on SBC"),
        ("en", "uses_stun", True, "all remote phones go over STUN and drop hourly"),
        ("en", "custom_template", False, "template is out of the box, by hand nobody changed anything in it"),
        ("en", "custom_template", True, "template edited by hand, since then the phones don't register"),
        ("de", "vendor_contacted", False, "den provider angerufen haben wir bislang noch nicht"),
        ("de", "vendor_contacted", True, "den provider angerufen haben wir, die wissen es auch nicht"),
        ("de", "fee_accepted", False, "die 75 euro zahl ich nicht, von mir aus schließt den fall"),
        ("de", "fee_accepted", True, "die 75 euro zahl ich, wenns nicht anders geht"),
        ("de", "uses_stun", False, "STUN benutzt bei uns keiner, alle über SBC"),
        ("de", "custom_template", False, "an der Vorlage geändert haben wir nichts"),
        ("de", "custom_template", True, "die Vorlage hab ich selbst geändert, seitdem geht der Hörer nicht"),
        ("it", "vendor_contacted", False, "il fornitore non l'ho ancora sentito"),
        ("it", "fee_accepted", False, "i 75 euro non li do"),
        ("it", "uses_stun", False, "i remoti non passano per STUN, tutti in tunnel"),
        ("it", "custom_template", False, "il template è quello di serie, a mano non ci abbiamo messo mano"),
        ("fr", "vendor_contacted", False, "l'opérateur, pas encore appelé"),
        ("fr", "fee_accepted", False, "les 75 euros je ne les paie pas"),
        ("fr", "uses_stun", False, "les postes distants ne passent pas par STUN, tout est en SBC"),
        ("fr", "custom_template", False, "le template est d'origine, personne n'y a rien modifié à la main"),
        ("ru", "vendor_contacted", False, "производителю писать пока не писал"),
        ("ru", "fee_accepted", False, "75 евро платить не буду"),
        ("ru", "uses_stun", False, "удалённые через STUN не ходят, все на SBC"),
        ("ru", "custom_template", False, "шаблон заводской, сами в нём ничего не меняли"),
        ("ru", "custom_template", True, "шаблон правили руками, заводской не подошёл"),
        ("el", "vendor_contacted", False, "τον πάροχο δεν τον πήρα ακόμα"),
        ("el", "fee_accepted", False, "75 ευρώ δεν τα πληρώνω"),
        ("el", "fee_accepted", True, "τα 75 ευρώ τα δίνω, ας τελειώνουμε"),
        ("el", "uses_stun", False, "τα απομακρυσμένα δεν περνάνε από STUN, όλα με SBC"),
        ("el", "custom_template", False, "το template εργοστασιακό, με το χέρι δεν πειράξαμε τίποτα"),
        ("pt", "vendor_contacted", False, "com o fabricante não falei ainda"),
        ("pt", "fee_accepted", False, "os 75 euros não pago"),
        ("pt", "uses_stun", False, "os remotos não vão por STUN, todos no SBC"),
        ("pt", "custom_template", False, "template de fábrica, à mão ninguém alterou nada"),
        ("es", "vendor_contacted", False, "al fabricante no le he preguntado"),
        ("es", "fee_accepted", False, "los 75 euros no los pago"),
        ("es", "uses_stun", False, "los teléfonos remotos no pasan por STUN"),
        ("es", "custom_template", False, "la plantilla es la de fábrica, a mano no tocamos nada"),
        ("de", "vendor_contacted", False, "beim hersteller angefragt hab ich bis jetzt nicht"),
        ("el", "fee_accepted", False, "Και τα 75 ευρώ δεν τα δίνω, ας το ξεκαθαρίσουμε"),
        ("es", "uses_stun", False, "los remotos del turno de noche no van por STUN, todos llevan túnel de la app."),
        ("pt", "uses_stun", False, "Telefones por STUN não há nenhum"),
        ("ru", "custom_template", False, "шаблон родной из коробки, руками в нём ничего не правили"),
    ],
)
def test_negation(extractor: FactExtractor, language: str, fact: str, value: bool, text: str) -> None:
    assert extractor.extract(text, language).facts.get(fact) is value


@pytest.mark.parametrize(
    ("language", "wanted", "text"),
    [
        ("en", ["third_party_call"], "BT blames you, you blame BT. Can we set up a call, the three of us?"),
        ("en", None, "does the three of us calling each other count as three sims?"),
        ("en", ["human"], "We ask for a named contact person rather than this chat, the ward phones are down"),
        ("en", None, "is anybody there? trunk down"),
        ("en", None, "one way audio after transferring"),
        (
            "de",
            ["third_party_call"],
            "Telekom und ihr schiebt euch das zu, kriegen wir das zu dritt hin in einem Telefonat?",
        ),
        ("de", ["human"], "Ich verlange eine Ansprechpartnerin statt dieses Chatbots"),
        ("de", None, "unser ansprechpartner beim provider ist im urlaub, der chat geht auch nicht"),
        ("de", None, "jemand da? anlage steht"),
        ("de", None, "der Fahrstuhl (Notruf) ruft an und keiner hört was"),
        ("de", ["phone_support"], "ruft an, 0171 5555555, ich sitz daneben"),
        ("it", ["third_party_call"], "si può fare una telefonata a tre, noi voi e Fastweb?"),
        ("it", ["human"], "chiediamo un referente al posto di questa chat, reparto fermo"),
        ("it", None, "c'è qualcuno? centralino giù"),
        ("fr", ["third_party_call"], "on peut se faire un appel à trois, vous, nous et Orange ?"),
        ("fr", ["human"], "Nous souhaitons un interlocuteur plutôt que ce chat"),
        ("fr", None, "il y a quelqu'un ? le trunk est mort"),
        ("ru", ["third_party_call"], "давайте созвонимся втроём: вы, мы и Мегафон"),
        ("ru", ["human"], "просим контактное лицо вместо этого чата"),
        ("ru", None, "есть кто-нибудь? всё лежит"),
        ("el", ["third_party_call"], "γίνεται να κάνουμε μια κλήση οι τρεις μας, εσείς, εμείς και η Cosmote;"),
        ("el", ["human"], "ζητάμε έναν υπεύθυνο αντί για αυτό το chat"),
        ("el", None, "είναι κανείς εδώ; έπεσε το κέντρο"),
        ("pt", ["third_party_call"], "conseguem juntar nós três na mesma chamada, vocês, eu e a Vivo?"),
        ("pt", ["human"], "pedimos um interlocutor em vez deste chat"),
        ("pt", None, "alguém aí? central caiu"),
        ("es", ["third_party_call"], "¿podemos hacer una llamada los tres juntos, vosotros, nosotros y Movistar?"),
        ("es", ["human"], "solicitamos un interlocutor en lugar de este chat"),
        ("es", None, "hay alguien? la central caída"),
        ("el", ["third_party_call"], "Βάλτε μια τριπλή κλήση εσείς, εγώ κι η Nova γιατί δεν αντέχω άλλο"),
        ("pt", ["third_party_call"], "dá pra botar nós três na mesma ligação e resolver??"),
        ("ru", ["third_party_call"], "их дежурный в курсе и не против общего созвона, организуете на троих?"),
        (
            "de",
            ["human"],
            "wir bitten um einen direkten Ansprechpartner anstelle dieses Chats; beim Kunden ist der",
        ),
        ("el", None, "λείπει το ντοσιέ, έχει κανείς απάντηση; είναι κανείς εδώ;"),
        ("ru", None, "есть кто? транк лежит"),
        ("pt", None, "fora do ar desde as 7, por favor alguém olha"),
        ("de", None, "die Gegensprechanlage (2N) ruft an, man hört den Paketboten"),
        (
            "de",
            None,
            "alle über SBC, kein STUN irgendwo. Trotzdem einseitiger Ton beim Weiterverbinden",
        ),
    ],
)
def test_wishes(extractor: FactExtractor, language: str, wanted: list[str] | None, text: str) -> None:
    assert extractor.extract(text, language).facts.get("requests") == wanted


@pytest.mark.parametrize(
    ("language", "entity", "name", "text"),
    [
        ("en", "trunk", "Cablenet", "cablnet says all is fine on their side"),
        ("en", "gateway", "Patton SmartNode", "the Paton with the isdn lines is green"),
        ("en", "phone", "Mitel", "the Mitels in theatre show the wrong time"),
        ("en", "phone", "Grandstream", "Grandstream HT812 and two Grandstream phones both lose registration"),
        ("en", "licence_key", "QWRT-PLKJ-HGFD-ZXCV", "licence QWRT PLKJ HGFD ZXCV expired"),
        ("en", "licence_key", None, "our licence DOES WORK THIS TIME"),
        ("de", "headset", "Jabra", "mit dem Jabrra headset kein ton"),
        ("de", "gateway", "Mediatrix", "das Mediatrx am Aufzug meldet sich ab"),
        ("de", "phone", None, "mit dem patron aus dem lager hab ich geredet"),
        ("it", "gateway", "Patton SmartNode", "il Paton sui flussi isdn è verde"),
        ("it", "phone", "Mitel", "i Mitel della sala operatoria segnano l'ora di Londra"),
        ("it", "licence_key", "KWRZ-PQLM-TBNV-DSFG", "licenza KWRZ PQLM TBNV DSFG scaduta"),
        ("fr", "phone", "Mitel", "les Mitel du bloc sont à l'heure de Londres"),
        ("fr", "headset", "Plantronics", "le casque Plantronis ne décroche pas"),
        ("el", "trunk", "Modulus", "η moduls λέει ότι είναι όλα καλά"),
        ("pt", "phone", None, "há algo estranho nos telefones"),
        ("pt", "phone", "Mitel", "os Mitel do bloco operatório estão com a hora errada"),
        ("pt", "licence_key", "ZKRB-PLQW-SVFT-MNGH", "licença ZKRB PLQW SVFT MNGH não ativa"),
        ("es", "phone", None, "hay algo raro en los teléfonos"),
        ("es", "gateway", "Patton SmartNode", "el Paton del primario está en verde"),
        ("el", "trunk", "Modulus", "Η modullus το κοίταξε μετά από δικό μου mail και λέει δεν μας κόβει αυτή"),
        ("es", "gateway", "Patton SmartNode", "El Paton que convierte el primario lo tiene todo en verde"),
        ("it", "headset", "Jabra", "Le ragazze al banco hanno tutte la cuffia Jabbra, sospetto pure di quella"),
        ("pt", "gateway", "Mediatrix", "A linha do elevador entra por um Mediatrx"),
        ("pt", "crm", "Agendor", "integração com o Agendro parou de abrir o card do cliente"),
        ("en", "trunk", "Cablenet", "our provider cablnet rejects all inbound with 503"),
        ("en", "phone", "Algo", "We wrote our own provisioning template for the Algo horns in the yard"),
        ("es", "phone", "Mitel", "los Mitel de quirófano andan con la hora de Londres"),
        ("el", "crm", "Pylon", "Pylon και 3cx: δεν βρίσκει επαφές όταν έχουν +357 μπροστά."),
        (
            "en",
            "phone",
            None,
            "Grandstream HT812 out at the gate lodge, dial tone yes, ring-in no. Haven't talked to Grandstream",
        ),
        ("pt", "licence_key", "ZFRB-J32I-SVFI-364H", "Licença ZFRB J32I SVFI 364H, V20 update 3"),
        ("fr", "crm", "HubSpot", "HubSopt ne journalise plus aucun appel"),
    ],
)
def test_names(extractor: FactExtractor, language: str, entity: str, name: str | None, text: str) -> None:
    assert extractor.extract(text, language).entities.get(entity) == name
