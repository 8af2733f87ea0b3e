"""A key that is handed over with a report says nothing of the problem; a key that does not work does."""

from __future__ import annotations

import pytest

from bot.understanding.handed_over import without_keys

KEY = "[licence-key:3f2a9c1d]"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("nobody can call out, key {}, please hurry", "nobody can call out,"),
        ("kein Anruf geht raus, der Schlüssel ist {}", "kein Anruf geht raus,"),
        ("non si riesce a chiamare fuori, chiave {}", "non si riesce a chiamare fuori,"),
        ("plus aucun appel ne sort, la clé c'est {} !", "plus aucun appel ne sort,"),
        ("не можем позвонить наружу, ключ {}.", "не можем позвонить наружу,"),
        ("δεν βγαίνουν κλήσεις, το κλειδί είναι {}", "δεν βγαίνουν κλήσεις,"),
        ("não sai nenhuma chamada, chave {}", "não sai nenhuma chamada,"),
        ("no salen las llamadas, la clave es {}", "no salen las llamadas,"),
    ],
)
@pytest.mark.parametrize("key", [KEY, "HPPV-PU58-GZRM-ZUKA"])
def test_the_report_is_left(text: str, left: str, key: str) -> None:
    found = without_keys(text.format(key))
    assert found.startswith(left) and key not in found
    assert not {"key", "Schlüssel", "chiave", "clé", "ключ", "κλειδί", "chave", "clave"} & set(found.split())


@pytest.mark.parametrize(
    "text",
    [
        f"key {KEY} is not accepted by the console",
        f"{KEY}",
        f"our key is {KEY}",
        "nobody can call out and there is no key here",
        "",
    ],
)
def test_a_key_within_a_clause_or_alone_leaves_the_message_whole(text: str) -> None:
    assert without_keys(text) == ""


def test_of_a_long_clause_only_the_words_before_the_key_go() -> None:
    text = f"since this morning all phones are dead at this site hosted by you key {KEY}"
    assert without_keys(text) == "since this morning all phones are dead at this site hosted"
