"""A text is found, filled and said in its language, or refused; nobody ever reads a brace."""

from __future__ import annotations

from datetime import date

import pytest

from bot.text.catalogue import Catalogue, Text, TextError, from_wire

CATALOGUE = Catalogue(
    {
        "en": {"replies.row": "{label}: {value}", "facts.hosting": "Hosting", "replies.lines": "{lines}"},
        "de": {"replies.row": "{label} – {value}", "facts.hosting": "Hosting-Art"},
    }
)


def test_a_text_is_said_in_the_language_asked_for() -> None:
    row = Text("replies.row", {"label": Text("facts.hosting"), "value": 3})
    assert CATALOGUE.say("de", row) == "Hosting-Art – 3"
    assert CATALOGUE.say("en", row) == "Hosting: 3"


def test_lists_become_lines_and_dates_are_written_out() -> None:
    assert CATALOGUE.say("en", "replies.lines", lines=["a", Text("facts.hosting")]) == "a\nHosting"
    assert CATALOGUE.say("en", "replies.lines", lines=date(2026, 11, 23)) == "23 November 2026"


@pytest.mark.parametrize("params", [{}, {"label": "x"}, {"label": "x", "value": None}, {"label": "", "value": "y"}])
def test_a_gap_is_refused_and_never_shown(params: dict[str, object]) -> None:
    with pytest.raises(TextError, match="replies.row"):
        CATALOGUE.say("en", "replies.row", **params)


def test_a_missing_text_names_language_and_key() -> None:
    with pytest.raises(TextError, match="de: no text 'replies.lines'"):
        CATALOGUE.say("de", "replies.lines", lines="x")


def test_a_parameter_is_never_filled_again() -> None:
    """Braces that a user typed stay what they typed."""
    assert CATALOGUE.say("en", "replies.row", label="{value}", value="{label}") == "{value}: {label}"


def test_the_wire_form_brings_the_same_text_back() -> None:
    text = Text("replies.row", {"label": Text("facts.hosting"), "value": [date(2026, 1, 2), "x"]})
    assert from_wire(text.to_wire()) == text
