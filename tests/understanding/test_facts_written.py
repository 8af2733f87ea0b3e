"""What is written in unusual places: a release candidate before its version, a ticket alone, a "no" behind a wish."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "installed the RC of V20 Update 9, chat is gone"),
        ("de", "haben den RC von V20 Update 9 drauf, Chat ist weg"),
        ("it", "messa su la RC della V20 Update 9, chat sparita"),
        ("fr", "on a mis la RC de la V20 Update 9, plus de chat"),
        ("ru", "поставили RC V20 Update 9, чат пропал"),
        ("el", "βάλαμε το RC της V20 Update 9, χάθηκε το chat"),
        ("pt", "instalamos o RC do V20 Update 9, sumiu o chat"),
        ("es", "pusimos la RC de la V20 Update 9 y se fue el chat"),
    ],
)
def test_release_candidate_may_stand_before_its_version(extractor: FactExtractor, language: str, text: str) -> None:
    assert extractor.extract(text, language).facts["version"] == "V20 Update 9 RC"


@pytest.mark.parametrize(
    ("language", "text", "ticket"),
    [
        ("en", "dead since yesterday (QEO-164)", "QEO-164"),
        ("de", "Seit gestern tot, steht schon in QEO-164", "QEO-164"),
        ("it", "ne avevamo scritto in QEO-164", "QEO-164"),
        ("fr", "on en parlait dans QEO-164", "QEO-164"),
        ("ru", "писали об этом в QEO-164", "QEO-164"),
        ("el", "τα γράψαμε στο QEO-164", "QEO-164"),
        ("pt", "já contei tudo no QEO-164", "QEO-164"),
        ("es", "ya lo contamos en QEO-164", "QEO-164"),
        ("en", "the Panasonic TPA-600 drops calls", None),
        ("de", "Fehler SUP-404 beim Anmelden", None),
    ],
)
def test_what_is_written_as_a_ticket_is_one_unless_it_numbers_something_else(
    extractor: FactExtractor, language: str, text: str, ticket: str | None
) -> None:
    assert extractor.extract(text, language).entities.get("ticket_id") == ticket


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "remote session no, house rules. Call me instead"),
        ("de", "Fernwartung nein, Hausordnung. Ruft mich lieber an"),
        ("it", "sessione remota no, regole interne. Chiamatemi piuttosto"),
        ("fr", "session à distance non, règlement interne. Appelez-moi plutôt"),
        ("ru", "удалённый сеанс нет, у нас запрет. Лучше позвоните мне"),
        ("el", "remote session όχι, το απαγορεύουν. Πάρτε με τηλέφωνο"),
        ("pt", "sessão remota não, são as regras. Liguem-me antes"),
        ("es", "sesión remota no, son las normas. Mejor llámenme"),
    ],
)
def test_a_wish_with_no_behind_it_is_refused(extractor: FactExtractor, language: str, text: str) -> None:
    found = extractor.extract(text, language)
    assert found.facts["requests"] == ["phone_support"]
    assert "remote_session" in found.negated["requests"]


@pytest.mark.parametrize(
    ("language", "text", "version"),
    [
        ("en", "we are still on V18 Update 9, they want us on V20 Update 8", "V18 Update 9"),
        ("de", "sind noch auf V18 Update 9, alle reden von V20 Update 8", "V18 Update 9"),
        ("fr", "on est encore en V18 Update 9, on nous parle de la V20 Update 8", "V18 Update 9"),
    ],
)
def test_the_version_that_somebody_is_still_on_runs(
    extractor: FactExtractor, language: str, text: str, version: str
) -> None:
    assert extractor.extract(text, language).facts["version"] == version


@pytest.mark.parametrize(
    ("text", "size"),
    [("PRO 24 with nine phones", 24), ("ENT 16 für neun Leute", 16), ("Windows 10 PRO 64 bit", None)],
)
def test_edition_in_capitals_has_its_size_behind_it(extractor: FactExtractor, text: str, size: int | None) -> None:
    assert extractor.extract(text, "en").facts.get("simultaneous_calls") == size


def test_addresses_of_threads_on_a_host_of_their_own(extractor: FactExtractor) -> None:
    text = "same as forum.3cx.at/threads/callback.7732 here"
    assert extractor.extract(text, "en").entities["thread_url"] == "forum.3cx.at/threads/callback.7732"
