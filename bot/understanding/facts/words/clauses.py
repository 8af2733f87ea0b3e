"""Which clause and which sentence of a message each of its words and terms belongs to.

`Reading` builds on it; nothing here knows what is asked or denied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from bot.understanding.facts.words import topics
from bot.understanding.facts.words.lexicon import Lexicon
from bot.understanding.facts.words.mentions import Mention, Mentions

CLAUSE_ENDS = frozenset(",;:()\n.!?–—•")
_SENTENCE_ENDS = frozenset(";\n.!?•")
_ASKING = {"el": frozenset("?;\N{GREEK QUESTION MARK}")}
BESIDE = 4  # so many words may stand between a word and what describes it
ADDED = 6  # words of a clause that only adds to the one before ("..., I am quite sure")


class Clauses(Mentions):
    """The mentions of one message, and the clause and the sentence of each."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        super().__init__(text, lexicon)
        # What the rules ask for again and again, by terms, until another mention is noted.
        self._clauses_of: dict[tuple[str, ...], set[int]] = {}
        self._sentences_of: dict[tuple[str, ...], set[int]] = {}
        self._by_clause: dict[tuple[str, ...], dict[int, list[Mention]]] = {}

    def note(self, term: str, start: int, end: int) -> None:
        super().note(term, start, end)
        for known in (self._clauses_of, self._sentences_of, self._by_clause):
            known.clear()

    @cached_property
    def clauses(self) -> list[int]:
        """The number of the clause of every word; "but" begins a new one, and so does "and no ..."."""
        turns = {mention.start for mention in self.all("but") if mention.start}
        also = {mention.start: mention.end for mention in self.all("level_beside")}
        denials = {mention.start for mention in self.all("negation")}
        joins = [at for at, word in enumerate(self.words) if word in self.lexicon.joiners]
        turns |= {at for at in joins if at + 1 in denials or also.get(at + 1) in denials}  # "and also no ..."
        return _numbered(self.words, CLAUSE_ENDS, turns, self._topics)

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        """The places of the words of every clause, signs left out."""
        places: dict[int, list[int]] = defaultdict(list)
        for at, number in enumerate(self.clauses):
            if self.words[at] not in CLAUSE_ENDS:
                places[number].append(at)
        return places

    @cached_property
    def sentences(self) -> list[int]:
        return _numbered(self.words, _SENTENCE_ENDS, set(), self._topics)

    @cached_property
    def ends(self) -> dict[int, int]:
        """The place of the last word or sign of every sentence."""
        return {number: at for at, number in enumerate(self.sentences)}

    @cached_property
    def asking(self) -> frozenset[str]:
        return _ASKING.get(self.lexicon.language, frozenset("?"))

    @cached_property
    def _topics(self) -> frozenset[int]:
        openers = {mention.start for mention in self.all("interrogative")}
        said = {mention.end for mention in self.all("yes", "no")}
        return topics.marks(self.words, _SENTENCE_ENDS, self.asking, openers, said)

    def same_clause(self, one: Mention, other: Mention) -> bool:
        return self.clauses[one.start] == self.clauses[other.start]

    def linked(self, one: Mention, other: Mention) -> bool:
        """Whether both stand in one clause, or the later one in a short clause that adds to the one before."""
        first, last = sorted((one, other), key=lambda mention: mention.start)
        step = self.clauses[last.start] - self.clauses[first.start]
        return step == 0 or (step == 1 and self.same_sentence(one, other) and len(self.clause(last)) <= ADDED)

    def topic_mark(self, mention: Mention) -> int | None:
        """Where the question mark stands that makes `mention` the topic of what follows."""
        after = (at for at in sorted(self._topics) if at >= mention.end)
        return next((at for at in after if self.clauses[at] == self.clauses[mention.start]), None)

    def clause(self, mention: Mention) -> list[int]:
        """The places of the words of the clause of `mention`, signs left out."""
        return self._places[self.clauses[mention.start]]

    def is_clause(self, mention: Mention) -> bool:
        """Whether `mention` is all of its clause."""
        return self.clause(mention) == [*range(mention.start, mention.end)]

    def ends_clause(self, mention: Mention) -> bool:
        """Whether nothing follows `mention` in its clause."""
        return self.clause(mention)[-1] == mention.end - 1

    def same_sentence(self, one: Mention, other: Mention) -> bool:
        return self.sentences[one.start] == self.sentences[other.start]

    def near_sentence(self, one: Mention, later: Mention) -> bool:
        """Whether `later` stands in the sentence of `one` or in the one after it."""
        return 0 <= self.sentences[later.start] - self.sentences[one.start] <= 1

    def within(self, mention: Mention, *terms: str) -> Sequence[Mention]:
        """The mentions of `terms` in the clause of `mention`, in order."""
        by_clause = self._by_clause.get(terms)
        if by_clause is None:
            by_clause = self._by_clause[terms] = defaultdict(list)
            for one in self.all(*terms):
                by_clause[self.clauses[one.start]].append(one)
        return by_clause.get(self.clauses[mention.start], ())

    def in_clause(self, mention: Mention, *terms: str) -> bool:
        """Whether one of `terms` stands in the clause of `mention`."""
        if terms not in self._clauses_of:
            self._clauses_of[terms] = {self.clauses[other.start] for other in self.all(*terms)}
        return self.clauses[mention.start] in self._clauses_of[terms]

    def in_sentence(self, mention: Mention, *terms: str) -> bool:
        """Whether one of `terms` stands in the sentence of `mention`."""
        if terms not in self._sentences_of:
            self._sentences_of[terms] = {self.sentences[other.start] for other in self.all(*terms)}
        return self.sentences[mention.start] in self._sentences_of[terms]

    def beside(self, mention: Mention, *terms: str, reach: int = BESIDE) -> bool:
        """Whether one of `terms` stands in the clause of `mention`, at most `reach` words away."""
        return any(mention.gap(other) <= reach for other in self.within(mention, *terms))

    def opens_sentence(self, mention: Mention) -> bool:
        """Whether nothing stands before `mention` in its sentence."""
        return mention.start == 0 or self.sentences[mention.start - 1] < self.sentences[mention.start]


def _numbered(words: Sequence[str], ends: frozenset[str], turns: set[int], topics: frozenset[int]) -> list[int]:
    numbers: list[int] = []
    current = 0
    for at, word in enumerate(words):
        current += at in turns
        numbers.append(current)
        current += at not in topics and (word[:1] in ends or word == "-")
    return numbers
