"""Which of several values holds: sizes that changed, versions in words, hosts that are named, what was only asked."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.facts.extractor import FactExtractor


def read(extractor: FactExtractor, text: str, language: str, question: str | None = None) -> dict[str, Any]:
    """Facts and entities of `text`, what follows from gazetteers left out."""
    found = extractor.extract(text, language, question)
    names = {name: value for name, value in found.entities.items() if name != "version"}
    return {name: value for name, value in {**found.facts, **names}.items() if not name.endswith("_status")}


@pytest.mark.parametrize(
    "language, text, size",
    [
        ("en", "last year 32SC, in May we cut it down to 16", 16),
        ("de", "voriges Jahr 48SC, inzwischen auf 24 reduziert", 24),
        ("it", "prima 64 chiamate simultanee, a marzo siamo scesi a 32", 32),
        ("fr", "on avait 96SC et au printemps on est descendus à 48", 48),
        ("ru", "было 64SC, весной урезали до 32", 32),
        ("el", "είχαμε 48SC και τον Μάιο κατεβήκαμε στις 16", 16),
        ("pt", "eram 32SC e em junho baixamos para 16", 16),
        ("es", "eran 64SC y en mayo bajamos a 32", 32),
        ("en", "We had 24 simultaneous calls. Since Friday it is 64.", 64),
        ("fr", "J'avais écrit 16SC, erreur : la licence est à 32", 32),
    ],
)
def test_a_size_that_changed_is_the_one_it_came_to(
    extractor: FactExtractor, language: str, text: str, size: int
) -> None:
    assert read(extractor, text, language) == {"simultaneous_calls": size}


@pytest.mark.parametrize(
    "language, text, version",
    [
        ("en", "twenty, update four", "V20 Update 4"),
        ("de", "zwanzig Punkt null Punkt sieben", "V20 Update 7"),
        ("it", "la venti con l'update sei", "V20 Update 6"),
        ("fr", "dix-huit, update neuf", "V18 Update 9"),
        ("ru", "двадцатая, пятый апдейт", "V20 Update 5"),
        ("el", "είκοσι, update τρία", "V20 Update 3"),
        ("pt", "a dezoito, update sete", "V18 Update 7"),
        ("es", "la veinte, update dos", "V20 Update 2"),
    ],
)
def test_a_version_may_be_told_in_words(extractor: FactExtractor, language: str, text: str, version: str) -> None:
    assert read(extractor, text, language, "version")["version"] == version


@pytest.mark.parametrize(
    "language, text",
    [
        ("en", "it's 3CX that runs the box for us"),
        ("de", "die Anlage betreibt 3CX selber"),
        ("it", "il centralino lo gestisce 3CX"),
        ("fr", "c'est 3CX elle-même qui héberge le standard"),
        ("ru", "станцию держит сама 3CX"),
        ("el", "το κέντρο το τρέχει η ίδια η 3CX"),
        ("pt", "quem hospeda é a própria 3CX"),
        ("es", "la centralita la aloja la misma 3CX"),
    ],
)
def test_3cx_may_be_named_as_the_host_in_any_order(extractor: FactExtractor, language: str, text: str) -> None:
    assert read(extractor, text, language)["hosting"] == "hosted_by_3cx"


@pytest.mark.parametrize(
    "language, text",
    [
        ("en", "we're a gold partner, how long does a reply take?"),
        ("de", "wir sind Goldpartner, wie lange dauert eine Antwort?"),
        ("it", "siamo partner gold, quanto ci mette la risposta?"),
        ("fr", "on est partenaire gold, combien de temps pour une réponse ?"),
        ("ru", "мы золотой партнёр, сколько ждать ответа?"),
        ("el", "είμαστε gold partner, πόσο αργεί η απάντηση;"),
        ("pt", "somos parceiro gold, quanto demora a resposta?"),
        ("es", "somos partner gold, ¿cuánto tarda la respuesta?"),
    ],
)
def test_who_tells_before_he_asks_has_told(extractor: FactExtractor, language: str, text: str) -> None:
    assert read(extractor, text, language) == {"requester": "partner", "partner_level_claimed": "gold"}


@pytest.mark.parametrize(
    "language, text, count",
    [
        ("en", "25 users on the system", 25),
        ("de", "in der Anlage sind 25 Benutzer angelegt", 25),
        ("it", "siamo 25 utenti", 25),
        ("fr", "25 utilisateurs créés dans la console", 25),
        ("ru", "заведено 25 пользователей", 25),
        ("el", "έχουμε 25 χρήστες", 25),
        ("pt", "são 25 utilizadores criados", 25),
        ("es", "somos 25 usuarios", 25),
        ("en", "25 users complain since noon", None),
        ("de", "25 Benutzer können sich nicht anmelden", None),
        ("es", "se quejan 25 usuarios", None),
    ],
)
def test_users_who_are_counted_are_extensions(
    extractor: FactExtractor, language: str, text: str, count: int | None
) -> None:
    """Not those to whom something happens."""
    assert read(extractor, text, language).get("extensions") == count


def test_numbers_of_papers_are_no_licence_keys(extractor: FactExtractor) -> None:
    assert read(extractor, "the invoice says 4021-7788-1200-0345", "en") == {}
    assert read(extractor, "licence key 4021-7788-1200-0345", "en")["licence_key"] == "4021-7788-1200-0345"


def test_codes_in_a_row_are_codes_and_those_of_web_pages_are_none(extractor: FactExtractor) -> None:
    assert read(extractor, "the trunk answers 500, then 503", "en")["sip_codes"] == [500, 503]
    assert read(extractor, "Login-Seite zeigt Fehler 504", "de") == {}


def test_words_of_an_address_say_nothing(extractor: FactExtractor) -> None:
    address = "https://www.3cx.com/community/threads/drop-a-post-about-azure.104221/"
    assert read(extractor, f"like {address} exactly", "en") == {"thread_url": address}


@pytest.mark.parametrize(
    "language, text",
    [
        ("en", "a remote session is not needed, please ring me"),
        ("it", "una sessione remota non serve, chiamatemi al telefono"),
        ("es", "no hace falta una sesión remota, llámenme por teléfono"),
    ],
)
def test_what_is_not_needed_is_not_requested(extractor: FactExtractor, language: str, text: str) -> None:
    """Not even where the sentence implies it (`bot.understanding.facts.verdict`)."""
    found = extractor.extract(text, language)
    assert found.facts["requests"] == ["phone_support"]
    assert "remote_session" in found.negated["requests"]
