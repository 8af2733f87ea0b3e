"""Sums of money: "75 euros", "€75", "fünfundsiebzig Euro".

The rule of the fee asks them: 75 euros are the fee for a case, every other sum is somebody's invoice.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import BESIDE, Reading

_FEE = 75  # euros for a case


def fees_told(reading: Reading) -> list[Mention]:
    """The sums that are the fee; one that is paid every month or for every extension is none."""
    return [
        one for value, one in _sums(reading) if value == _FEE and not reading.beside(one, "recurring", reach=BESIDE - 1)
    ]


def speaks_of_other(reading: Reading, fee: Mention) -> bool:
    """Whether a word of fees is about another sum or a provider's invoice: "the SFR invoice of 486 euros"."""
    other = any(value != _FEE and reading.same_clause(one, fee) for value, one in _sums(reading))
    return other or any(0 <= firm.start - fee.end <= 1 or firm.end == fee.start for firm in reading.all("vendor"))


def _sums(reading: Reading) -> list[tuple[int, Mention]]:
    """Every number beside a currency, with its value."""
    found = []
    for currency in reading.all("currency"):
        for at in range(max(currency.start - 3, 0), currency.end + 1):
            read = number(reading, at)
            if read and (at + read[1] == currency.start or at == currency.end):
                found.append((read[0], Mention("sum", min(at, currency.start), max(at + read[1], currency.end))))
                break
    return found
