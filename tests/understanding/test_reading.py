"""What a reading keeps of what was found in it, and when it looks anew."""

from __future__ import annotations

from pathlib import Path

from bot.understanding.facts.words.lexicons import Lexicons
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

FOLDER = Path(__file__).resolve().parents[2] / "data" / "facts"


def _reading(text: str) -> Reading:
    return Reading(text, Lexicons.load(FOLDER).of("en"))


def test_mentions_are_looked_up_by_clause() -> None:
    reading = _reading("the router is new, the phone is old")
    phones = reading.all("phone_word")
    assert phones and reading.within(phones[0], "phone_word") == phones
    assert not reading.within(Mention("any", 0, 1), "phone_word")


def test_a_rule_is_asked_once_until_something_is_noted() -> None:
    reading = _reading("the router is new, the phone is old")
    asked = []

    def rule(one: Reading) -> int:
        asked.append(one)
        return len(one.all("phone_word"))

    assert reading.once(rule) == reading.once(rule) == 1
    reading.note("phone_word", 1, 2)
    assert reading.once(rule) == 2
    assert len(asked) == 2
