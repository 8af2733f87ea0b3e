"""What holds of a message after three have read it: the rules, the second reader and the classifier of implied facts.

Called by the component and by `intake understand`. Each reader errs in its own way, so that a value is weighed by what
all three say of it. Sizes, SIP codes and names are settled before, by the rules and the second reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.understanding.facts.extractor import Extracted, claim
from bot.understanding.facts.learned.second_reader import WORTH
from bot.understanding.facts.learned.tasks import CHOICES, LEVEL, NOTHING, WISHES, YES_OR_NO
from bot.understanding.facts.learned.weighing import Heard, log_odds, weighing
from bot.understanding.implied import label

LEAST = 0.5  # log-odds from which a value holds, by cross-validation on everyday sets (docs/understanding.md)
HINT = 0.3  # probability in a sentence from which a value is weighed that neither reader finds likely
_VALUES: Mapping[str, Any] = {"True": True, "False": False}


@dataclass(frozen=True)
class Opinions:
    """What rules and second reader `found`, and what sentences imply: `implied` facts, `hints` by label.

    `hints` are the highest probabilities of the classes of `bot.understanding.implied` in any sentence. A value is
    named as the second reader names its class.
    """

    found: Extracted
    implied: Mapping[str, Any]
    hints: Mapping[str, float]
    question: str | None = None

    def of_fact(self, name: str) -> Iterator[tuple[str, Heard]]:
        """Every value of a fact that may be meant."""
        said = str((self.found.entities if name == LEVEL else self.found.facts).get(name))
        odds, in_order = self.found.odds[name], self.found.in_order[name]
        implied = str(self.implied.get(name))
        for value, share in odds.items():
            hint = self.hints.get(label(name, value), 0.0)
            if value != NOTHING and (
                value == said or self._may_be(name, value, max(share, in_order[value]), hint, value == implied)
            ):
                yield (
                    value,
                    Heard(
                        rules=said == value,
                        otherwise=said not in (value, str(None)),
                        learned=log_odds(share),
                        nothing=log_odds(odds[NOTHING]),
                        in_order=log_odds(in_order[value]),
                        nothing_in_order=log_odds(in_order[NOTHING]),
                        implied=value == implied,
                        hinted=log_odds(hint),
                        asked=name == self.question,
                        spoken=said != value and value in self.found.spoken.get(name, ()),
                    ),
                )

    def of_wishes(self) -> Iterator[tuple[str, Heard]]:
        """Every kind of wish that may be meant."""
        said, implied = self.found.facts.get(WISHES, ()), self.implied.get(WISHES, ())
        for kind, share in self.found.odds[WISHES].items():
            hint = self.hints.get(label(WISHES, kind), 0.0)
            beside = self.found.in_order[WISHES][kind]
            if kind in said or self._may_be(WISHES, kind, max(share, beside), hint, kind in implied):
                yield (
                    kind,
                    Heard(
                        rules=kind in said,
                        otherwise=bool(said) and kind not in said,
                        learned=log_odds(share),
                        nothing=log_odds(1 - share),
                        in_order=log_odds(beside),
                        nothing_in_order=log_odds(1 - beside),
                        implied=kind in implied,
                        hinted=log_odds(hint),
                        asked=False,
                        spoken=kind not in said and kind in self.found.spoken.get(WISHES, ()),
                    ),
                )

    def _may_be(self, name: str, value: str, share: float, hint: float, implied: bool) -> bool:
        """Whether a value that no rule read is worth weighing, and none that takes more than an impression."""
        if value in self.found.negated.get(name, ()) or (name, value) == ("fee_accepted", str(True)):
            return False  # consent to a fee is given in plain words or not at all
        if self.found.terse and not (implied or name == self.question):
            return False  # who says little says it to the question
        return implied or share > WORTH or hint > HINT


def weighed(
    found: Extracted, implied: Mapping[str, Any], hints: Mapping[str, float], question: str | None = None
) -> Extracted:
    """`found` with the facts that hold by all that was read; it stays as it is where no second reader was asked."""
    if not found.odds:
        return found
    opinions = Opinions(found, implied, hints, question)
    facts: dict[str, Any] = {**found.facts, WISHES: _wishes(opinions)}
    for name in (*CHOICES, *YES_OR_NO):
        facts[name] = _best(opinions, name)
    entities = {**found.entities, LEVEL: None}
    if level := facts.pop(LEVEL):
        claim(level, facts, entities)
    return replace(
        found,
        facts={name: value for name, value in facts.items() if value is not None},
        entities={name: value for name, value in entities.items() if value is not None},
    )


def _best(opinions: Opinions, name: str) -> Any:
    """The value of a fact that most speaks for, if that is enough.

    What few words said plainly always is, and what was put right: the other readers hear what was taken back as well.
    """
    found = opinions.found
    if name in found.put_right:
        return (found.entities if name == LEVEL else found.facts)[name]
    if found.terse and name != LEVEL and name in found.facts:
        return found.facts[name]
    weights = weighing(name)
    ranked = {value: weights.of(name, value, heard) for value, heard in opinions.of_fact(name)}
    best = max(ranked, key=lambda value: ranked[value], default=None)
    return _VALUES.get(str(best), best) if best and ranked[best] >= LEAST else None


def _wishes(opinions: Opinions) -> list[str] | None:
    """The wishes for which enough speaks, in the order of the text: by the rules where they read all of them."""
    weights = weighing(WISHES)
    said = opinions.found.facts.get(WISHES, ())
    meant = [kind for kind, heard in opinions.of_wishes() if weights.of(WISHES, kind, heard) >= LEAST]
    return [kind for kind in (said if {*meant} <= {*said} else meant) if kind in meant] or None
