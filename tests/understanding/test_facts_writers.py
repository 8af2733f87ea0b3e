"""Who writes by the trade that is told, levels of today, and who of the desk is asked onto the machine."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "requester"),
    [
        ("en", "we sell and install these systems across the county", "partner"),
        ("de", "verkaufen eure Anlagen seit 2014", "partner"),
        ("fr", "nous installons vos standards chez nos clients depuis dix ans", "partner"),
        ("ru", "ставим 3CX клиентам по всей области", "partner"),
        ("el", "εγκαθιστούμε 3CX σε πελάτες", "partner"),
        ("pt", "instalamos a 3CX em clientes na região toda", "partner"),
        ("en", "I'm the receptionist at a dental practice, nobody can hear us", "end_customer"),
        ("de", "ich bin die Praxismanagerin, wir telefonieren nur damit", "end_customer"),
        ("it", "sono la segretaria di uno studio legale", "end_customer"),
        ("fr", "nous sommes une imprimerie, nous utilisons juste le standard", "end_customer"),
        ("pt", "sou recepcionista de um hotel, ninguém nos ouve", "end_customer"),
        ("es", "soy la recepcionista de un hotel, nadie nos oye", "end_customer"),
        ("el", "είμαι η γραμματέας του ιατρείου", "end_customer"),
        ("it", "vendiamo mobili, il centralino ha 12 interni", None),
        ("es", "vendemos zapatos, tenemos 10 extensiones", None),
        ("fr", "c'est un hôtel de 40 chambres, notre client", None),
        ("ru", "мы клинику обслуживаем, там 30 номеров", None),
        ("de", "wir betreuen die Anlage für einen Zahnarzt", None),
    ],
)
def test_the_trade_tells_who_writes(extractor: FactExtractor, language: str, text: str, requester: str | None) -> None:
    assert extractor.extract(text, language).facts.get("requester") == requester


@pytest.mark.parametrize(
    ("language", "text", "level"),
    [
        ("en", "the portal still says silver, we've been gold since May", "gold"),
        ("fr", "je suis bronze si ça change quelque chose", "bronze"),
        ("it", "siamo silver da marzo ma lo sconto non c'è", "silver"),
        ("el", "ήμασταν bronze, τώρα είμαστε gold", "gold"),
        ("pt", "éramos prata, agora somos ouro", "gold"),
        ("es", "somos platinum en bogotá", "platinum"),
        ("en", "my brother-in-law is a platinum partner and says it's the router", None),
        ("de", "Ein Bekannter behauptet, Platinum-Partner hätten eine eigene Hotline", None),
        ("ru", "мой шурин золотой партнёр, говорит обновиться", None),
        ("es", "mi primo es partner gold y dice que es el router", None),
    ],
)
def test_the_level_of_today_and_nobody_elses(
    extractor: FactExtractor, language: str, text: str, level: str | None
) -> None:
    """A level that is claimed says that a partner writes."""
    found = extractor.extract(text, language)
    assert found.entities.get("partner_level_claimed") == level
    assert found.facts.get("requester") == ("partner" if level else None)


@pytest.mark.parametrize(
    ("language", "text", "requests"),
    [
        ("en", "one of your techs should dial in to the machine", ["remote_session"]),
        ("it", "potete dare un'occhiata sul server voi?", ["remote_session"]),
        ("fr", "un de vos techniciens pourrait-il venir sur la machine ?", ["remote_session"]),
        ("el", "μπορεί ένας τεχνικός σας να μπει στον server;", ["remote_session"]),
        ("es", "¿alguno de vosotros puede echar un ojo en el servidor?", ["remote_session"]),
        ("de", "ruft mich zurück und schaut danach gleich auf den Server", ["phone_support", "remote_session"]),
        ("pt", "entrem vocês no servidor, e no fim quero falar com um ser humano", ["remote_session", "human"]),
        ("de", "wir würden gern ein Gespräch zu dritt machen, Sie, wir und M-net", ["third_party_call"]),
        ("en", "our login for the partner forum doesn't work, could you let me in", ["forum"]),
        ("en", "users can't get into the system", None),
        ("de", "der Kunde geht auf die Anlage und sieht nichts", None),
        ("ru", "пользователи не могут зайти на сервер", None),
        ("fr", "tous les trois jours ça coupe, pouvez-vous regarder ?", None),
        ("es", "los tres teléfonos en la misma línea no suenan, por favor ayuda", None),
        ("el", "anydesk μη μου ζητήσετε, στο νοσοκομείο απαγορεύεται", None),
    ],
)
def test_what_the_desk_is_asked_to_do(
    extractor: FactExtractor, language: str, text: str, requests: list[str] | None
) -> None:
    """In the order of the text; what users can not do is no request."""
    assert extractor.extract(text, language).facts.get("requests") == requests


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Hello there. Silver"),
        ("de", "Guten Tag. Gold"),
        ("it", "Buongiorno. Bronze"),
        ("fr", "Bonjour. Silver"),
        ("ru", "Добрый день. Платина"),
        ("el", "Καλημέρα. Χρυσός"),
        ("pt", "Bom dia. Prata"),
        ("es", "Buenos días. Plata"),
    ],
)
def test_a_metal_that_ends_a_message_is_read_without_a_fault(
    extractor: FactExtractor, language: str, text: str
) -> None:
    """Nothing follows it that could be a town, and a greeting before it makes it no claim."""
    found = extractor.extract(text, language)
    assert (found.facts, found.entities) == ({}, {})
