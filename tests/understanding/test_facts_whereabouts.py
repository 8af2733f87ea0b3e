"""Where the system stands, told by what is beside it, by an old one that is off, and by who keeps it."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor

_PREMISE, _HOSTED, _SELF, _SMB = "on_premise", "hosted_by_3cx", "self_hosted", "smb"


@pytest.mark.parametrize(
    ("language", "text", "hosting"),
    [
        ("en", "box sits in the porter's lodge next to the key safe, no audio since this morning", _PREMISE),
        ("en", "the phone system is in the cupboard under the stairs, no calls in since ten", _PREMISE),
        (
            "en",
            "Test box sits on our own esxi here in the office, evaluating for a law firm, clio doesn't pop",
            _PREMISE,
        ),
        ("de", "moin, läuft auf nem NUC im büro nebenan, u7, 408 im log", _PREMISE),
        ("de", "3CX selbst hängt im Schaltschrank in der Werkstatt auf einem Hutschienen-PC", _PREMISE),
        ("de", "die anlage steht in der pförtnerloge unterm tresen, seit heut früh kein ton", _PREMISE),
        ("it", "mini pc in cantina accanto al quadro elettrico, 8 sc, hotel, sveglie mute", _PREMISE),
        ("it", "il 3cx gira sul pc della portineria, citofono senza audio", _PREMISE),
        ("it", "la macchina è nell'officina, dentro l'armadio elettrico, audio a senso unico", _PREMISE),
        ("fr", "le 3cx tourne sur le pc de la loge du gardien, interphone sans son", _PREMISE),
        ("ru", "3cx крутится на компе охранника на проходной, домофон без звука", _PREMISE),
        ("el", "το 3cx τρεχει στο pc του θυρωρειου, το θυροτηλεφωνο δεν εχει ηχο", _PREMISE),
        ("pt", "mini PC na cave ao lado do quadro elétrico, hotel em Lagos, 8SC, despertares mudos", _PREMISE),
        ("es", "la 3cx corre en el pc de conserjería, el portero sin audio", _PREMISE),
        ("en", "it's one of those dedicated instances that 3cx looks after. recordings vanish", _HOSTED),
        ("en", "3cx keeps the machine for us, so no shell. backups fail since friday", _HOSTED),
        ("de", "betrieben wird das ding von euch, wir haben keinen root. backup schlägt fehl", _HOSTED),
        ("it", "istanza in casa vostra, registrazioni sparite", _HOSTED),
        ("fr", "vous l'exploitez vous-mêmes, on n'a que l'interface web. plus de messagerie par mail", _HOSTED),
        ("ru", "амосрм пишет звонки не на того менеджера, облако тридцэиксовское", _HOSTED),
        ("el", "το instance είναι σε εσάς, χάθηκαν ηχογραφήσεις", _HOSTED),
        ("pt", "instância do vosso lado, gravações sumiram", _HOSTED),
        ("es", "instancia en vuestra casa, grabaciones perdidas", _HOSTED),
        ("ru", "облако яндекса, v20 u7, нет звука", _SELF),
        ("de", "gehostet bei unserm systemhaus im eigenen rack in münchen, cdr leer", _SELF),
        ("fr", "la petite édition mutualisée, la file ne sonne pas", _SMB),
        ("it", "edizione piccola, la condivisa, coda che non squilla", _SMB),
        ("ru", "маленькая редакция, общая, очередь не звонит", _SMB),
    ],
)
def test_the_place_of_the_own_system(extractor: FactExtractor, language: str, text: str, hosting: str) -> None:
    assert extractor.extract(text, language).facts.get("hosting") == hosting


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the old Panasonic box still hangs in the basement, unplugged. fax still dead"),
        ("en", "three of us talking at the box office and callers hear engaged"),
        ("de", "die alte octopus hängt noch im keller, ist aber aus. fax geht nicht"),
        ("de", "türsprechstelle hängt am empfang und klingelt nicht"),
        ("de", "nächsten monat kommt das auf einen nuc im büro"),
        ("it", "il vecchio centralino panasonic è ancora appeso in cantina, spento. fax morto"),
        ("it", "stiamo provando 3cx in magazzino, non ancora comprato, blf spenti"),
        ("fr", "le mois prochain on le met sur un nuc au bureau"),
        ("fr", "enregistrements sur s3 chez aws, upload 403"),
        ("ru", "тестим 3cx на складе, ещё не купили, blf не горят"),
        ("ru", "у нас бесплатная линия 8 800, в очереди тишина"),
        ("el", "οι δίπλα το έχουν σε azure και μια χαρά, σε εμάς κόβεται στα 32"),
        ("pt", "no mês que vem vai para um nuc no escritório"),
        ("es", "grabaciones a s3 en aws, subida 403"),
    ],
)
def test_what_is_no_place_of_the_own_system(extractor: FactExtractor, language: str, text: str) -> None:
    assert "hosting" not in extractor.extract(text, language).facts
