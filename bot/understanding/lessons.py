"""What each classifier learns from which training sentences.

The model fits one classifier a lesson, all over the same features; a lesson of which the sentences hold nothing is
left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.understanding import implied, statements, subjects

# The names of the classifiers, in the model and in its files.
NAMES = INTENTS, PROBLEMS, TOLD, IMPLIED, SUBJECTS = "intents", "problems", "told", "implied", "subjects"
# Statements are many, and nearly all `inform`: with the same weight as others they take reports of a problem for their
# own (34 of 1,100 judged reports, 10 with this weight, 7 without statements).
SHARE_OF_STATEMENTS = 0.3
# Sentences of these intents may be statements, whoever marked them or not.
_MAY_TELL = frozenset({"inform", "add_information", "correct_answer"})
_ABOUT_THE_CASE = frozenset({"report_problem", "inform"})
_MAY_ASK = frozenset({"ask_phone_support", "ask_remote_session", "ask_human", "ask_forum"})
# Of the sentences that nobody marked, which imply nothing, one of so many is learned.
_ONE_OF = 9
# Of all other sentences, which speak of the own system, so many are learned beside those of `subjects.yml`.
_ONE_OWN_OF = 5


@dataclass(frozen=True)
class Example:
    """A training sentence with its labels.

    `problem` where a case is reported, `tells` for a statement, `implies` for a fact ("hosting=on_premise"),
    `speaks_of` for the system it is about ("own", "others", "past", "plans").
    """

    text: str
    language: str
    intent: str
    problem: str | None = None
    tells: str | None = None
    implies: str | None = None
    speaks_of: str | None = None

    @property
    def beside(self) -> bool:
        """Whether it was written for what a message says beside its intent, and teaches no intent."""
        return bool(self.implies or self.speaks_of)


@dataclass(frozen=True)
class Lesson:
    """The places of the examples that one classifier learns, their classes, and how much each counts."""

    places: tuple[int, ...]
    labels: tuple[str, ...]
    weights: tuple[float, ...]

    @property
    def size(self) -> int:
        """How much there is to fit: numbers to be met, one a row and class."""
        return len(self.labels) * len(set(self.labels))


def lessons(examples: Sequence[Example]) -> dict[str, Lesson]:
    """The lesson of every classifier that `examples` have something to teach.

    Sentences that imply a fact, and their near misses, teach nothing else: among the intents they cost two points in
    the worst language, since so many of them are `inform`.
    Statements are told from the sentences of other intents; among those that inform or add are some that nobody
    marked, so they are left out. So they are where implied facts are told from the rest, and wishes with them.
    """
    made = {
        INTENTS: _lesson(examples, lambda one: None if one.beside else one.intent, _share),
        PROBLEMS: _lesson(examples, lambda one: None if one.beside else one.problem),
        TOLD: _lesson(examples, _tells),
        IMPLIED: _lesson(examples, _implies, keeps=_is_kept),
        SUBJECTS: _lesson(examples, _speaks_of, keeps=_is_own),
    }
    idle = {statements.OTHER, implied.NOTHING, subjects.OWN}
    return {name: lesson for name, lesson in made.items() if set(lesson.labels) - idle}


def _lesson(
    examples: Sequence[Example],
    label: Callable[[Example], str | None],
    weight: Callable[[Example], float] = lambda one: 1.0,
    keeps: Callable[[int, Example], bool] = lambda place, one: True,
) -> Lesson:
    chosen = [
        (place, name, weight(one))
        for place, one in enumerate(examples)
        if (name := label(one)) is not None and keeps(place, one)
    ]
    return Lesson(*zip(*chosen, strict=True)) if chosen else Lesson((), (), ())


def _share(one: Example) -> float:
    return SHARE_OF_STATEMENTS if one.tells else 1.0


def _tells(one: Example) -> str | None:
    if one.tells:
        return one.tells
    return None if one.intent in _MAY_TELL or one.beside else statements.OTHER


def _implies(one: Example) -> str | None:
    if one.implies:
        return one.implies
    return None if one.speaks_of or one.tells or one.intent in _MAY_TELL | _MAY_ASK else implied.NOTHING


def _is_kept(place: int, one: Example) -> bool:
    """What was marked, and a share of the others."""
    return bool(one.implies) or place % _ONE_OF == 0


def _speaks_of(one: Example) -> str | None:
    if one.speaks_of:
        return one.speaks_of
    states = one.intent in _ABOUT_THE_CASE and one.implies != implied.NOTHING
    return subjects.OWN if states else None


def _is_own(place: int, one: Example) -> bool:
    """What was marked or implies a fact of the case, and of what else is said of it every fifth."""
    return one.beside or place % _ONE_OWN_OF == 0
