"""Facts that a sentence implies: which labels count, and when."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.implied import facts
from bot.understanding.lessons import IMPLIED, TOLD, Example, lessons
from bot.understanding.model import UnderstandingModel

LABELS = {
    "till": "hosting=on_premise",
    "rented": "hosting=self_hosted",
    "carrier": "vendor_contacted=true",
    "ring": "requests=phone_support",
    "person": "requests=human",
}


def judge(sentence: str) -> tuple[str, float]:
    """Sure of a sentence that holds one of the words, half sure with "perhaps"."""
    words = sentence.casefold().strip("?!.").split()
    label = next((LABELS[word] for word in words if word in LABELS), "nothing")
    return label, 0.5 if "perhaps" in words else 0.95


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the box hangs behind the till", {"hosting": "on_premise"}),
        ("the box hangs behind the till?", {}),
        ("perhaps behind the till", {}),
        ("no audio, behind the till", {"hosting": "on_premise"}),
        ("behind the till. on a rented one", {}),
        ("spoke to the carrier. can you ring me? and a person please", None),
        ("", {}),
    ],
)
def test_what_is_clear_not_asked_and_not_contradicted_counts(text: str, expected: dict[str, Any] | None) -> None:
    wanted = {"vendor_contacted": True, "requests": ["human", "phone_support"]} if expected is None else expected
    assert facts(text, judge) == wanted


def _examples() -> list[Example]:
    reports = {"fax": "fax fails", "headset": "jabra dead", "call_drop": "calls drop"}
    said = {"hosting=on_premise": "box by the till", "uses_stun=true": "home phones by stun"}
    return [
        *(
            Example(f"{text} {n}", "en", "report_problem", problem)
            for problem, text in reports.items()
            for n in ("again", "still", "now")
        ),
        *(Example(f"{text} {n}", "en", "affirm") for text in ("yes", "sure") for n in ("ok", "fine", "thanks")),
        *(Example(f"{text} {n}", "en", "deny") for text in ("no", "nope") for n in ("sorry", "never", "thanks")),
        *(Example(f"{text} {n}", "en", "inform", implies=label) for label, text in said.items() for n in "abc"),
        *(Example(f"tried the till {n}", "en", "inform", tells="steps_taken") for n in "abc"),
        *(Example(f"we informed {n}", "en", "inform") for n in "abc"),
    ]


def test_statements_are_no_lesson_in_what_is_implied_and_the_other_way_round() -> None:
    examples = _examples()
    made = lessons(examples)
    assert not any(examples[place].tells for place in made[IMPLIED].places)
    assert not any(examples[place].implies for place in made[TOLD].places)
    assert all(place in made[IMPLIED].places for place, one in enumerate(examples) if one.implies)
    assert "told" not in lessons([one for one in examples if not one.tells])


def test_a_model_keeps_what_it_learned_of_implied_facts(tmp_path: Any) -> None:
    """Also after it was saved and loaded; without such sentences nothing is implied."""
    model = UnderstandingModel.train([one for one in _examples() if not one.tells])
    model.save(tmp_path)
    for trained in (model, UnderstandingModel.load(tmp_path)):
        understood = trained.understand("box by the till", "en")
        assert understood.implied == {"hosting": "on_premise"}
        assert understood.hints["hosting=on_premise"] > 0.8 > understood.hints["uses_stun=true"]
    without = UnderstandingModel.train([one for one in _examples() if not one.implies and not one.tells])
    assert without.understand("box by the till", "en").implied == {}
