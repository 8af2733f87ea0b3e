"""Parts of a message that speak of another system or another time: which they are, and what no longer counts there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.understanding.facts.extractor import FactExtractor
from bot.understanding.lessons import IMPLIED, INTENTS, SUBJECTS, Example, lessons
from bot.understanding.model import UnderstandingModel
from bot.understanding.subjects import OWN, foreign, without


def judge(**subjects: tuple[str, float]) -> Any:
    """A classifier that knows a part by a word in it; what it does not know is the own system."""

    def best(part: str) -> tuple[str, float]:
        known = (found for word, found in subjects.items() if word in part)
        return next(known, (OWN, 0.9))

    return best


def test_a_sure_sentence_is_foreign_and_an_unsure_one_is_not() -> None:
    text = "My uncle runs V18. Ours rings once and stops."
    assert foreign(text, judge(uncle=("others", 0.95))) == ("My uncle runs V18.",)
    assert foreign(text, judge(uncle=("others", 0.85))) == ()


def test_a_part_that_is_plainly_own_stays_in_a_foreign_sentence() -> None:
    text = "my uncle has V18 on Azure, ours is a NUC in the shed"
    assert foreign(text, judge(uncle=("others", 0.97), ours=(OWN, 0.9))) == ("my uncle has V18 on Azure",)


def test_a_list_goes_on_behind_a_foreign_part() -> None:
    """What is not plainly own belongs to the one who was named before."""
    text = "down the road it works fine here, they run V18 there, with 30 extensions each"
    found = foreign(text, judge(extensions=(OWN, 0.4), they=("others", 0.97)))
    assert found == ("they run V18 there", "with 30 extensions each")


def test_a_sentence_that_is_plainly_own_is_not_taken_apart() -> None:
    """However a part of it would be judged alone."""
    assert foreign("ours rings, as my uncle says", judge(ours=(OWN, 0.9), uncle=("others", 0.97))) == ()
    assert foreign("ours rings, as my uncle says", judge(ours=(OWN, 0.6), uncle=("others", 0.97)))


def test_what_is_left_ends_where_the_foreign_part_stood() -> None:
    assert without("his is V18, ours V20", ["his is V18"]) == " . , ours V20"
    assert without("ours is V20", []) == "ours is V20"


@pytest.mark.parametrize(
    "language, text, part, left",
    [
        ("en", "The garage opposite is on V18. We run V20 Update 8.", "The garage opposite is on V18.", "V20 Update 8"),
        ("de", "Bei der Tante läuft V18. Wir fahren V20 U8.", "Bei der Tante läuft V18.", "V20 Update 8"),
        ("it", "Al Comune usano la V18. Noi V20 U8.", "Al Comune usano la V18.", "V20 Update 8"),
        ("fr", "La mairie tourne en V18. Nous, V20 U8.", "La mairie tourne en V18.", "V20 Update 8"),
        ("ru", "В мэрии стоит V18. У нас V20 U8.", "В мэрии стоит V18.", "V20 Update 8"),
        ("el", "Ο δήμος έχει V18. Εμείς V20 U8.", "Ο δήμος έχει V18.", "V20 Update 8"),
        ("pt", "A prefeitura roda V18. Aqui é V20 U8.", "A prefeitura roda V18.", "V20 Update 8"),
        ("es", "El ayuntamiento usa V18. Nosotros V20 U8.", "El ayuntamiento usa V18.", "V20 Update 8"),
    ],
)
def test_values_of_foreign_parts_are_no_facts(
    extractor: FactExtractor, language: str, text: str, part: str, left: str
) -> None:
    assert extractor.extract(text, language, foreign=[part]).facts["version"] == left


def test_identifiers_count_wherever_they_stand(extractor: FactExtractor) -> None:
    """A key, a ticket and an address are ours in whatever sentence."""
    text = "At the fair they showed ticket BKT-204 on V18."
    found = extractor.extract(text, "en", foreign=[text])
    assert found.entities["ticket_id"] == "BKT-204" and "version" not in found.facts


def test_a_partner_who_introduces_himself_is_never_foreign(extractor: FactExtractor) -> None:
    text = "Platinum partner, 256SC licence is dead"
    found = extractor.extract(text, "en", foreign=["Platinum partner"])
    assert found.entities["partner_level_claimed"] == "platinum" and found.facts["requester"] == "partner"


def _examples() -> list[Example]:
    reports = {"fax": "fax fails", "headset": "jabra dead", "call_drop": "calls drop"}
    subjects = {"others": "my uncle runs", "past": "years ago we ran", "plans": "should we try", OWN: "here we run"}
    return [
        *(
            Example(f"{text} {n}", "en", "report_problem", problem)
            for problem, text in reports.items()
            for n in ("again", "still", "now")
        ),
        *(Example(f"{word} {n}", "en", "affirm") for word in ("yes", "sure") for n in ("ok", "fine", "thanks")),
        *(Example(f"{word} {n}", "en", "deny") for word in ("no", "nope") for n in ("sorry", "never", "thanks")),
        *(
            Example(f"{text} {n}", "en", "inform", speaks_of=of)
            for of, text in subjects.items()
            for n in ("azure", "a nuc", "V18", "hetzner")
        ),
    ]


def test_subjects_teach_nothing_else() -> None:
    examples = _examples()
    made = lessons(examples)
    marked = {place for place, one in enumerate(examples) if one.speaks_of}
    assert marked <= set(made[SUBJECTS].places)
    assert not marked & set(made[INTENTS].places)
    assert IMPLIED not in made
    assert SUBJECTS not in lessons([one for one in examples if not one.speaks_of])


def test_a_model_keeps_what_it_learned_of_subjects(tmp_path: Path) -> None:
    model = UnderstandingModel.train(_examples())
    model.save(tmp_path)
    loaded = UnderstandingModel.load(tmp_path)
    for text in ("my uncle runs azure", "here we run azure"):
        assert loaded.understand(text, "en").foreign == model.understand(text, "en").foreign
    without_them = UnderstandingModel.train([one for one in _examples() if not one.speaks_of])
    assert without_them.understand("my uncle runs azure", "en").foreign == ()
