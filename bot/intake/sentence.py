"""A message as the rules of arbitration see it: what the classifier ranked, its words, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from bot.intake import concerns
from bot.intake.answers import LACKING_WORDS
from bot.intake.questions import BOOLEAN, QUESTIONS
from bot.understanding.facts.words.brief import AGREES, HARDLY, PERHAPS, PROBABLY

# Whatever is asked, and at the very start too: who writes this much tells something.
LONG_WORDS = 20
# Of 156 answers to what was tried or how it is reproduced, 10 are heard as a report so surely (most of them of the
# problem of their case), of 490 reports 320.
SURE_OF_REPORT = 0.9
REPORT_WORDS = 8
_BRIEF = frozenset({"restart", "cancel", "skip", "go_back", "greet", "goodbye", "thank"})
_TOLD = frozenset({"report_problem", "inform"})
# Where a yes or no is expected beside the questions of that kind.
_YES_OR_NO = frozenset({"topic", "summary", "outcome", "change", "restart"})
_AGREED_TO = frozenset({"topic", "prechecks", "summary", "change", "outcome"})
_DISCARDING = frozenset({"restart"})
# "Todo bien, envíalo" is small talk to the classifier and next to it a yes; nothing is submitted by so little.
_WITHOUT_HARM = frozenset({"topic", "change"})
LIKELY_YES = 0.15
# So many words are a yes or no and an oath; more of them complain.
OATH_WORDS = 5
_LACKING = frozenset({"inform", "deny", "skip", "correct_answer", "complain"})
_MARKS = frozenset("?;\u037e\u00bf")

Settled = tuple[str, float]


@dataclass(frozen=True)
class Sentence:
    """One message; `intents` are (name, probability), best first."""

    intents: Sequence[Settled]
    text: str
    question: str | None
    language_requested: bool = False
    tells: bool = False
    concepts: Sequence[str] = ()
    choice: int | None = None
    stance: str | None = None

    @cached_property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def kind(self) -> str | None:
        """The kind of the open question."""
        return QUESTIONS[self.question].kind if self.question in QUESTIONS else None

    @property
    def has_digits(self) -> bool:
        return any(character.isdigit() for character in self.text)

    @property
    def only_marks(self) -> bool:
        return bool(self.text.strip()) and _MARKS.issuperset(self.text.strip())

    @cached_property
    def heard(self) -> Settled:
        """The best intent that can be meant: no language without its name, no command in so many words."""
        best = self.intents[0]
        if best[0] == "change_language" and not self.language_requested:
            best = next((pair for pair in self.intents if pair[0] != "change_language"), best)
        if best[0] in _BRIEF and self.words > LONG_WORDS:
            told = (pair for pair in self.intents if pair[0] in _TOLD)
            return max(told, key=itemgetter(1), default=("inform", 0.0))
        return best

    @property
    def intent(self) -> str:
        return self.heard[0]

    @property
    def confidence(self) -> float:
        return self.heard[1]

    @property
    def reports_at_length(self) -> bool:
        """Whether it is surely a report and nothing else: the answer to a question may be a second problem."""
        told = self.intent == "report_problem" and not self.tells
        return told and self.confidence >= SURE_OF_REPORT and self.words >= REPORT_WORDS

    @property
    def asks_for_the_own(self) -> bool:
        """Whether it asks for the partner or the level of whoever writes."""
        asked = (concerns.asks_for_the_own_partner, concerns.asks_for_the_own_level)
        return any(ask(self.concepts, self.words) for ask in asked)

    @property
    def oath(self) -> str | None:
        """`affirm` or `deny` where yes or no is asked and said with an oath ("yes, damn it"), else None."""
        asked = self.kind == BOOLEAN or self.question in _YES_OR_NO
        first = concerns.yes_or_no_first(self.concepts)
        if not asked or first is None or self.words > OATH_WORDS or not concerns.swears(self.concepts):
            return None
        return "affirm" if first else "deny"

    @property
    def has_no_key(self) -> bool:
        """Whether, asked for a key, somebody says that there is none at hand; a key that does not work is reported."""
        lacking = concerns.lacks_a_key(self.concepts) and self.words <= LACKING_WORDS and not self.has_digits
        named = lacking and self.intent in _LACKING and not _MARKS & set(self.text)
        return named or concerns.key_is_out_of_reach(self.concepts, self.words)

    @property
    def supposed(self) -> str | None:
        """What a yes, no or "maybe" that is not sure is taken for where yes or no is asked; it throws nothing away."""
        asked = self.kind == BOOLEAN or self.question in _YES_OR_NO - _DISCARDING
        meant = {PROBABLY: "affirm", HARDLY: "deny", PERHAPS: "skip" if self.kind == BOOLEAN else None}
        return meant.get(self.stance or "") if asked else None

    @property
    def agrees(self) -> bool:
        """Whether few words that hold a yes, and likely are one, stand where that does no harm."""
        likely = self.yes_or_no[0] == "affirm" and self.yes_or_no[1] >= LIKELY_YES and "AFFIRM" in self.concepts
        return likely and self.question in _WITHOUT_HARM and self.words <= OATH_WORDS and not _MARKS & set(self.text)

    @property
    def all_is_well(self) -> bool:
        """Whether it says no more than yes or that all is well, where something stands to be agreed to."""
        return self.stance == AGREES and self.question in _AGREED_TO

    @property
    def yes_or_no(self) -> Settled:
        """The likelier of yes and no."""
        return max((pair for pair in self.intents if pair[0] in ("affirm", "deny")), key=itemgetter(1), default=("", 0))
