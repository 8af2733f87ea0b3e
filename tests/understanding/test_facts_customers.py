"""Customers who deny to be partners, trials before a purchase, and what was said between the writer and a firm."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "Partner sind wir keiner, wir haben ein Blumengeschäft", "end_customer"),
        ("de", "wir probieren das grad aus bevor wir uns zum Kauf entschließen", "evaluation"),
        ("de", "ein Ticketpaket ist auf unsere Firma abgeschlossen", "package_holder"),
        ("en", "just a user of the system, no reseller at all", "end_customer"),
        ("en", "we are trying it before we decide to buy", "evaluation"),
        ("en", "a ticket package has been taken out for our firm", "package_holder"),
        ("es", "partners no somos, tenemos una floristería", "end_customer"),
        ("es", "lo estamos probando antes de decidir si lo compramos", "evaluation"),
        ("es", "hay un paquete de tickets contratado a nombre de nuestra empresa", "package_holder"),
        ("it", "partner non siamo, abbiamo un negozio di fiori", "end_customer"),
        ("it", "lo stiamo provando prima di decidere l'acquisto", "evaluation"),
        ("it", "c'è un pacchetto di ticket intestato alla nostra ditta", "package_holder"),
        ("fr", "partenaires on ne l'est pas, on a un magasin de fleurs", "end_customer"),
        ("fr", "on l'essaie avant de décider d'acheter", "evaluation"),
        ("fr", "un pack de tickets a été pris pour notre société", "package_holder"),
        ("ru", "партнёры мы никакие, у нас цветочный магазин", "end_customer"),
        ("ru", "пробуем её, прежде чем решить покупать", "evaluation"),
        ("ru", "тикет-пакет на нашу фирму оформлен", "package_holder"),
        ("el", "συνεργάτες δεν είμαστε, έχουμε ανθοπωλείο", "end_customer"),
        ("el", "το δοκιμάζουμε πριν αποφασίσουμε να το αγοράσουμε", "evaluation"),
        ("el", "έχει βγει πακέτο tickets για την εταιρεία μας", "package_holder"),
        ("pt", "parceiros não somos, temos uma florista", "end_customer"),
        ("pt", "estamos a experimentar antes de decidir comprar", "evaluation"),
        ("pt", "foi contratado um pacote de tickets para a nossa empresa", "package_holder"),
    ],
)
def test_writer(extractor: FactExtractor, language: str, text: str, value: object) -> None:
    assert extractor.extract(text, language).facts.get("requester") == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "Kunde", "end_customer"),
        ("en", "customer", "end_customer"),
        ("es", "cliente", "end_customer"),
        ("it", "cliente", "end_customer"),
        ("fr", "client", "end_customer"),
        ("ru", "клиент", "end_customer"),
        ("el", "πελάτης", "end_customer"),
        ("pt", "cliente", "end_customer"),
    ],
)
def test_bare_customer(extractor: FactExtractor, language: str, text: str, value: object) -> None:
    assert extractor.extract(text, language, "requester").facts.get("requester") == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "Trunk von Easybell meldet 403, deren Chat sagte ich soll neu starten", True),
        ("de", "snom haben wir noch nichts gesagt", False),
        ("en", "Gamma trunk gives 403, their chat told me to restart", True),
        ("en", "we have not told snom anything", False),
        ("es", "el trunk de Voztelecom da 403, su chat me dijo que reiniciara", True),
        ("es", "A snom aun no le dijimos nada", False),
        ("it", "trunk Messagenet dà 403, la loro chat mi ha detto di riavviare", True),
        ("it", "a snom non abbiamo detto ancora niente", False),
        ("fr", "le trunk OVH rend 403, leur chat m'a dit de redémarrer", True),
        ("fr", "à snom on n'a encore rien dit", False),
        ("ru", "транк Мегафона отдаёт 403, их чат сказал перезагрузиться", True),
        ("ru", "в snom пока ничего не говорили", False),
        ("el", "το trunk της Modulus δίνει 403, το chat τους μου είπε να κάνω επανεκκίνηση", True),
        ("el", "στη snom δεν έχουμε πει τίποτα ακόμα", False),
        ("pt", "o trunk da NOS dá 403, o chat deles mandou-me reiniciar", True),
        ("pt", "à snom ainda não dissemos nada", False),
    ],
)
def test_exchange(extractor: FactExtractor, language: str, text: str, value: object) -> None:
    assert extractor.extract(text, language).facts.get("vendor_contacted") == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "die Anleitung hab ich nur zur Hälfte befolgt", False),
        ("en", "followed the guide only half way, skipped the permissions part", False),
        ("es", "el manual de la integración lo hicimos a medias, nos saltamos la parte de los permisos", False),
        ("it", "la guida l'abbiamo seguita a metà, saltata la parte dei permessi", False),
        ("fr", "le guide on l'a suivi à moitié, on a sauté la partie des droits", False),
        ("ru", "инструкцию выполнили наполовину, пропустили часть про права", False),
        ("el", "το manual το κάναμε μισό, πηδήξαμε το κομμάτι με τα δικαιώματα", False),
        ("pt", "o manual fizemos só metade, saltámos a parte das permissões", False),
    ],
)
def test_half_followed_manual(extractor: FactExtractor, language: str, text: str, value: object) -> None:
    assert extractor.extract(text, language).facts.get("configured_per_manual") == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "mit 52 angemeldeten Telefonen drauf hält die Kiste das nicht aus", 52),
        ("de", "ich sag mal zwanzig, aber mit den Fahrern sind wir bei 31 angelegten", 31),
        ("en", "with 52 phones registered on it the box can't cope", 52),
        ("en", "I say twenty users but with the drivers we come to 31 set up in the system", 31),
        ("es", "con 52 teléfonos registrados en ella no aguanta", 52),
        ("es", "digo veinte usuarios pero con los conductores llegamos a 31 dados de alta", 31),
        ("it", "con 52 telefoni registrati sopra non regge", 52),
        ("it", "dico venti utenti ma con gli autisti arriviamo a 31 configurati", 31),
        ("fr", "avec 52 téléphones enregistrés dessus ça ne tient pas", 52),
        ("fr", "je dis vingt utilisateurs mais avec les chauffeurs on arrive à 31 créés", 31),
        ("ru", "говорю двадцать пользователей, но с водителями выходит 31 заведено", 31),
        ("el", "με 52 τηλέφωνα γραμμένα επάνω δεν αντέχεται", 52),
        ("el", "λέω είκοσι χρήστες αλλά με τους οδηγούς πάμε στους 31 ορισμένους στο σύστημα", 31),
        ("pt", "com 52 telefones registados nela não aguenta", 52),
        ("pt", "digo vinte utilizadores mas com os motoristas chegamos a 31 criados", 31),
    ],
)
def test_set_up_on_it(extractor: FactExtractor, language: str, text: str, value: object) -> None:
    assert extractor.extract(text, language).facts.get("extensions") == value
