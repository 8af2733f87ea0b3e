"""Reads facts as labelled messages teach it: how probable each value is, and what each number counts.

It hears a message twice: which words and terms it has, and with a network which of them stand beside which.
`FactExtractor` asks it after the rules; `bot.understanding.facts.verdict` weighs what both say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path

from bot.text import sip_codes
from bot.understanding.facts.learned import network_fitting
from bot.understanding.facts.learned.network import Network
from bot.understanding.facts.learned.order import in_order
from bot.understanding.facts.learned.rows import Rows
from bot.understanding.facts.learned.signs import Signs
from bot.understanding.facts.learned.tasks import AMOUNTS, CHOICES, CODE, KINDS, NAMED, NOTHING, WISHES, YES_OR_NO
from bot.understanding.facts.learned.weights import Weights
from bot.understanding.facts.names.bars import SETTLED
from bot.understanding.facts.names.entries import Candidate, unbarred
from bot.understanding.facts.words.reading import Reading

# Probabilities, by the sets of facts that were neither learned nor given to the rules (docs/understanding.md).
SURE_OF_NUMBER = {"extensions": 0.9, "simultaneous_calls": 0.7}
SURE_OF_CODE = 0.85
# From which probability a name counts: one that the rules take, and one that they hold something against.
DOUBTED_NAME, LIKELY_NAME = 0.2, 0.4
WORTH = 0.15  # from which probability a value that no rule read is weighed at all
_SHORT = 5  # words and signs; who says so little says it to the question, and the rules know the rest better


@dataclass(frozen=True)
class Opinion:
    """What the second reader makes of a message.

    `odds` by fact and value: the highest probability of a value in any piece of the message, the lowest that nothing
    is told; wishes in the order of the text. `in_order` is the same as the network hears it. `amounts` and SIP `codes`
    that it is sure of. `terse` where so few words say little by themselves.
    """

    odds: Mapping[str, Mapping[str, float]]
    in_order: Mapping[str, Mapping[str, float]]
    amounts: Mapping[str, int]
    codes: Sequence[int]
    terse: bool


class SecondReader:
    """Weights for the facts of a message, for its numbers and for its names, and a network for the facts again.

    Without a network the weights speak for it as well.
    """

    def __init__(
        self, messages: Weights, numbers: Weights, names: Weights | None = None, network: Network | None = None
    ) -> None:
        self._messages = messages
        self._numbers = numbers
        self._names = names
        self._network = network

    @classmethod
    def fit(cls, rows: Rows) -> SecondReader:
        """Learns from labelled messages of all languages."""
        return cls(
            Weights.fit(rows.messages, rows.told),
            Weights.fit(rows.numbers, {"number": rows.counted}),
            Weights.fit(rows.names, {"name": rows.named}) if len(rows.names) else None,
            network_fitting.fit(rows.places, rows.told),
        )

    def opinion(self, reading: Reading, question: str | None, wanted: Sequence[str] = ()) -> Opinion:
        """What it makes of a message of at least one word, to which `question` was open.

        `wanted` are the wishes that are known, in the order of the text.
        """
        signs = Signs(reading, question)
        windows = signs.windows()
        heard = self._messages.judge(map(signs.of_message, windows))
        odds = beside = _odds(heard)
        if self._network:
            pieces = (signs.in_order[window.start : window.stop] for window in windows)
            beside = _odds(self._network.judge(pieces, question, signs.language))
        worth = (kind for kind in KINDS if max(odds[WISHES][kind], beside[WISHES][kind]) > WORTH)
        told = [*dict.fromkeys((*wanted, *worth))]
        if len(told) > max(len(wanted), 1):
            told = in_order(told, self._messages, signs, heard)
        odds = odds | {WISHES: {kind: odds[WISHES][kind] for kind in (*told, *KINDS)}}
        amounts, codes = self._count(signs)
        return Opinion(odds, beside, amounts, codes, len(reading.words) <= _SHORT)

    def named(self, reading: Reading, question: str | None, candidates: Sequence[Candidate]) -> set[Candidate]:
        """Those of the `candidates` in `reading` that name the product of the case."""
        if self._names is None:
            return unbarred(candidates)
        signs = Signs(reading, question)
        open_ones = [one for one in candidates if one.bar not in SETTLED]
        shares = (judged["name"][NAMED] for judged in self._names.judge(map(signs.of_name, open_ones)))
        return {
            one
            for one, share in zip(open_ones, shares, strict=True)
            if share >= (DOUBTED_NAME if one.bar is None else LIKELY_NAME)
        }

    def _count(self, signs: Signs) -> tuple[dict[str, int], list[int]]:
        """The amounts and the SIP answers that it is sure of."""
        codes: list[int] = []
        best: dict[str, tuple[float, int]] = {}
        numbers = [*signs.numbers()]
        judged = self._numbers.judge(starmap(signs.of_number, numbers))
        for (_, _, value), shares in zip(numbers, (one["number"] for one in judged), strict=True):
            if shares[CODE] >= SURE_OF_CODE and sip_codes.is_answer(value):
                codes.append(value)
            for unit in AMOUNTS:
                if shares[unit] >= SURE_OF_NUMBER[unit]:
                    best[unit] = max(best.get(unit, (0.0, 0)), (shares[unit], value))
        return {unit: value for unit, (_, value) in best.items()}, codes

    def save(self, folder: Path) -> None:
        self._messages.save(folder / "messages")
        self._numbers.save(folder / "numbers")
        if self._names:
            self._names.save(folder / "names")
        if self._network:
            self._network.save(folder / "network")

    @classmethod
    def load(cls, folder: Path) -> SecondReader:
        """What `save` wrote; raises OSError where nothing did."""
        names = folder / "names"
        return cls(
            Weights.load(folder / "messages"),
            Weights.load(folder / "numbers"),
            Weights.load(names) if names.exists() else None,
            Network.load(folder / "network"),
        )


def _odds(heard: Sequence[Mapping[str, Mapping[str, float]]]) -> dict[str, Mapping[str, float]]:
    """By fact and value what was heard of the pieces of a message; of wishes, how probable each kind is."""
    odds: dict[str, Mapping[str, float]] = {
        name: _highest([one[name] for one in heard]) for name in (*CHOICES, *YES_OR_NO)
    }
    return odds | {WISHES: {kind: max(1 - one[kind][NOTHING] for one in heard) for kind in KINDS}}


def _highest(heard: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The highest probability of each value in any piece of a message, and the lowest that nothing is told."""
    return {value: (min if value == NOTHING else max)(shares[value] for shares in heard) for value in heard[0]}
