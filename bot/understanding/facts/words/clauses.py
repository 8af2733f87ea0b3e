"""A message as words and terms, and which clause and which sentence each of them belongs to.

`Reading` builds on it; nothing here knows what is asked or denied.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any, TypeVar

from bot.text.identifiers import FoundKey, find_licence_keys, find_sip_codes
from bot.understanding.facts.words import topics
from bot.understanding.facts.words.lexicon import Lexicon
from bot.understanding.facts.words.mentions import Mention, longest, numbered

Self = TypeVar("Self", bound="Clauses")
Told = TypeVar("Told")
CLAUSE_ENDS = frozenset(",;:()\n.!?–—•")
_SENTENCE_ENDS = frozenset(";\n.!?•")
_PAUSE = re.compile(r"[,.!?](?<=[^\W\d_].)\s(?=[^\W\d_])")
_APART = 400  # characters
_ASKING = {"el": frozenset("?;\N{GREEK QUESTION MARK}")}
BESIDE = 4  # so many words may stand between a word and what describes it
ADDED = 6  # words of a clause that only adds to the one before ("..., I am quite sure")


class Clauses:
    """The words and terms of one message, and the clause and the sentence of each."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.typed: Sequence[str] = lexicon.tokenize(text)
        self.words: Sequence[str] = lexicon.heard(self.typed)
        self.lexicon = lexicon
        self._mentions: dict[str, list[Mention]] = defaultdict(list)
        self.numbers: dict[int, tuple[int, int] | None] = {}  # what `numbers.number` found at a word
        mentions, families = self._mentions, lexicon.families
        for mention in longest(lexicon.find(self.words), families):
            term = mention[0]
            mentions[term].append(mention)
            mentions[families[term]].append(mention)
        # What the rules ask for again and again, by terms, until another mention is noted.
        self._together: dict[tuple[str, ...], list[Mention]] = {}
        self._under: dict[tuple[str, ...], frozenset[int]] = {}
        self._clauses_of: dict[tuple[str, ...], set[int]] = {}
        self._sentences_of: dict[tuple[str, ...], set[int]] = {}
        self._by_clause: dict[tuple[str, ...], dict[int, list[Mention]]] = {}
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
        found = chain(*(many for term, many in self._mentions.items() if not term.endswith(".")))
        return sorted(found, key=itemgetter(1, 2, 0))

    def under(self, *terms: str) -> frozenset[int]:
        """The places of all words that belong to a mention of `terms`."""
        if terms not in self._under:
            self._under[terms] = frozenset(at for one in self.all(*terms) for at in range(one.start, one.end))
        return self._under[terms]

    def note(self, term: str, start: int, end: int) -> None:
        """Adds a mention that another reader found, such as the name of a provider."""
        self._mentions[term] = sorted([*self._mentions[term], Mention(term, start, end)], key=lambda one: one.start)
        for known in (self._together, self._under, self._clauses_of, self._sentences_of, self._by_clause, self._told):
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

    @cached_property
    def _pauses(self) -> list[tuple[int, int]]:
        """Pauses of the text, some way apart, each with the words and signs before it; nothing is read across one."""
        found = [(0, 0)]
        for pause in _PAUSE.finditer(self.text):
            start, words = found[-1]
            if pause.end() - start >= _APART:
                found.append((pause.end(), words + len(self.lexicon.tokenize(self.text[start : pause.end()]))))
        return found

    def has(self, *terms: str) -> bool:
        return bool(self.all(*terms))

    @cached_property
    def clauses(self) -> list[int]:
        """The number of the clause of every word; "but" begins a new one, and so does "and no ..."."""
        turns = {mention.start for mention in self.all("but") if mention.start}
        also = {mention.start: mention.end for mention in self.all("level_beside")}
        denials = {mention.start for mention in self.all("negation")}
        joins = [at for at, word in enumerate(self.words) if word in self.lexicon.joiners]
        turns |= {at for at in joins if at + 1 in denials or also.get(at + 1) in denials}  # "and also no ..."
        return numbered(self.words, CLAUSE_ENDS, turns, self._topics)

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
        return numbered(self.words, _SENTENCE_ENDS, set(), self._topics)

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
