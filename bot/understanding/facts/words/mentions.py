"""The terms of the lexicon that a message mentions, each at its place.

`Clauses` builds on it; nothing here knows what a term means, or where a sentence ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from bot.text.identifiers import FoundKey, find_licence_keys, find_sip_codes

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon

Self = TypeVar("Self", bound="Mentions")
Told = TypeVar("Told")
_PAUSE = re.compile(r"[,.!?](?<=[^\W\d_].)\s(?=[^\W\d_])")
_APART = 400  # characters


class Mention(NamedTuple):
    """A term at the words `start:end`."""

    term: str
    start: int
    end: int

    @property
    def family(self) -> str:
        """`hosting` of `hosting.self_hosted`."""
        return self.term.partition(".")[0]

    @property
    def value(self) -> str:
        """`self_hosted` of `hosting.self_hosted`."""
        return self.term.partition(".")[2]

    def gap(self, other: Mention) -> int:
        """Words between the two; 0 where they touch or overlap."""
        return max(self.start - other.end, other.start - self.end, 0)


_PLACE = itemgetter(1, 2, 0)  # of a mention, where several begin by their ends and terms
_made = partial(tuple.__new__, Mention)  # as `Mention._make`, which is not for thousands


def longest(found: Sequence[tuple[str, int, int]], families: Mapping[str, str]) -> list[Mention]:
    """What was `found` (term, first word, word after the last); a longer one swallows those of its family inside it."""
    several = [one for one in found if one[2] - one[1] > 1]
    covered: dict[tuple[str, int], int] = {}  # (family, word) -> length of the longest mention over it
    kept: list[tuple[str, int, int]] = []
    for term, start, end in sorted(several, key=lambda one: one[1] - one[2]):
        places = [(families[term], at) for at in range(start, end)]
        if not any(covered.get(place, 0) > end - start for place in places):
            kept.append((term, start, end))
            covered.update(dict.fromkeys(places, end - start))
    under = {at for _, at in covered}
    single = [one for one in found if one[2] - one[1] == 1]
    if under:
        single = [one for one in single if one[1] not in under or (families[one[0]], one[1]) not in covered]
    kept.sort(key=itemgetter(1, 2))
    return [*map(_made, sorted(chain(single, kept), key=itemgetter(1)))]  # one word stands before several


def _cut(text: str, lexicon: Lexicon) -> tuple[list[str], list[tuple[int, int]]]:
    """The words and signs of `text`, and its pauses, some way apart, each with how many of them stand before it.

    A text is cut piece by piece, as nothing is read across a pause.
    """
    typed: list[str] = []
    pauses = [(0, 0)]
    for pause in _PAUSE.finditer(text):
        start, _ = pauses[-1]
        if pause.end() - start >= _APART:
            typed += lexicon.tokenize(text[start : pause.end()])
            pauses.append((pause.end(), len(typed)))
    return [*typed, *lexicon.tokenize(text[pauses[-1][0] :])], pauses


class Mentions:
    """The words of one message and the terms that they mention."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.typed: Sequence[str]
        self.typed, self._pauses = _cut(text, lexicon)
        self.words: Sequence[str] = lexicon.heard(self.typed)
        self.lexicon = lexicon
        self._mentions: dict[str, list[Mention]] = defaultdict(list)
        self.numbers: dict[int, tuple[int, int] | None] = {}  # what `numbers.number` found at a word
        mentions, families = self._mentions, lexicon.families
        self._found = longest(lexicon.find(self.words), families)
        for mention in self._found:
            term = mention[0]
            mentions[term].append(mention)
            mentions[families[term]].append(mention)
        # What the rules ask for again and again, by terms, until another mention is noted.
        self._together: dict[tuple[str, ...], list[Mention]] = {}
        self._under: dict[tuple[str, ...], frozenset[int]] = {}
        self._told: dict[Callable[..., Any], Any] = {}

    def all(self, *terms: str) -> list[Mention]:
        """Mentions of these terms (`hosting.` means all of that family), in order."""
        if len(terms) == 1:
            return self._mentions.get(terms[0], [])
        together = self._together.get(terms)
        if together is None:
            of_each = [many for term in terms if (many := self._mentions.get(term))]
            together = of_each[0] if len(of_each) == 1 else sorted(chain(*of_each), key=itemgetter(1, 2))
            self._together[terms] = together
        return together

    def mentions(self) -> list[Mention]:
        """All mentions, in order."""
        return [*self._in_order]

    @cached_property
    def _in_order(self) -> list[Mention]:
        return sorted(self._found, key=_PLACE)

    def under(self, *terms: str) -> frozenset[int]:
        """The places of all words that belong to a mention of `terms`."""
        if terms not in self._under:
            self._under[terms] = frozenset(at for one in self.all(*terms) for at in range(one.start, one.end))
        return self._under[terms]

    def has(self, *terms: str) -> bool:
        return bool(self.all(*terms))

    def note(self, term: str, start: int, end: int) -> None:
        """Adds a mention that another reader found, such as the name of a provider."""
        mention = Mention(term, start, end)
        insort(self._in_order, mention, key=_PLACE)
        self._mentions[term] = sorted([*self._mentions[term], mention], key=lambda one: one.start)
        for known in (self._together, self._under, self._told):
            known.clear()

    def once(self: Self, rule: Callable[[Self], Told]) -> Told:
        """What `rule` finds in this message, which it is asked once until another mention is noted."""
        if rule not in self._told:
            self._told[rule] = rule(self)
        told: Told = self._told[rule]
        return told

    @cached_property
    def codes(self) -> frozenset[str]:
        """The SIP codes of the text, if it is about calls."""
        return frozenset(map(str, find_sip_codes(self.text, about_calls=True)))

    @cached_property
    def keys(self) -> list[FoundKey]:
        """The licence keys of the text."""
        return find_licence_keys(self.text)

    def words_before(self, character: int) -> int:
        """How many words and signs stand before a place in the text."""
        start, words = self._pauses[bisect_right(self._pauses, (character, len(self.words))) - 1]
        return words + len(self.lexicon.tokenize(self.text[start:character]))
