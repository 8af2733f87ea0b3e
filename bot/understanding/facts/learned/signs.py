"""What a message and the numbers in it show to the second reader, as names of signs.

A sign is a term of the lexicon, a word, or what stands beside what. Terms are the same in all eight languages, so that
a sign learned in one helps in the others; words carry their language.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.understanding.facts.names.entries import Candidate
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import Reading

_STEM = 5  # letters of a word that carry its meaning
_PAIRED = 6  # terms of a clause that a term is paired with
_BESIDE = 4  # words and terms beside a number
_TOUCHING = 1
_RIVALS = 3  # names of one kind; more are no different
_WINDOW = 80  # words; the labelled messages are hardly longer
_CODES = range(400, 700)


@dataclass(frozen=True)
class Signs:
    """The signs of one message; `question` names the open one."""

    reading: Reading
    question: str | None = None

    @cached_property
    def _language(self) -> str:
        return self.reading.lexicon.language

    @cached_property
    def _words(self) -> list[str]:
        return ["#" if word.isdecimal() else word for word in self.reading.words]

    @cached_property
    def _mentions(self) -> list[Mention]:
        return self.reading.mentions()

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self._mentions]

    def windows(self) -> list[range]:
        """The message in pieces of whole sentences, as long as those that were learned; mostly it is one."""
        sentences = self.reading.sentences
        found, first = [], 0
        for at in range(1, len(sentences)):
            if sentences[at] != sentences[at - 1] and at - first >= _WINDOW:
                found.append(range(first, at))
                first = at
        return [*found, range(first, len(sentences))]

    def of_message(self, window: range) -> set[str]:
        """The signs of a piece of the message."""
        within = self._within(window)
        words = {*self._words[window.start : window.stop]}
        terms = {f"t={term}" for term in {mention.term for mention in within}}
        spelled = {f"{self._language}|{word}" for word in words}
        found = {f"{self._language}|{word[:_STEM]}" for word in words if len(word) > _STEM}
        found |= terms | spelled | self._pairs(within)
        found.update(word for word in words if word.isascii())
        found.add(f"q={self.question}")
        if self.question:
            found.update(f"q={self.question}&{sign}" for sign in terms | spelled)
        return found

    def _pairs(self, within: list[Mention]) -> set[str]:
        """Which term stands before which in one clause."""
        clauses: dict[int, list[str]] = defaultdict(list)
        for mention in within:
            clauses[self.reading.clauses[mention.start]].append(mention.term)
        pairs: set[tuple[str, str]] = set()
        for terms in clauses.values():
            for step in range(1, _PAIRED + 1):
                pairs.update(zip(terms, terms[step:], strict=False))
        return {f"{one}>{other}" for one, other in pairs}

    def numbers(self) -> Iterator[tuple[int, int, int]]:
        """(first word, word after the last one, value) of every number, in figures or words."""
        at = 0
        while at < len(self._words):
            read = number(self.reading, at)
            if read and read[0] > 0:
                yield at, at + read[1], read[0]
            at += read[1] if read else 1

    def of_number(self, start: int, end: int, value: int) -> Iterator[str]:
        """The signs of the number at the words `start:end`."""
        yield from self._words_beside(start, end)
        yield from self._terms_beside(start, end)
        yield from (f"V{sign}" for sign in self._of_value(start, end, value))
        yield from self._elsewhere[self.reading.sentences[start]]
        clause = self.reading.clause(Mention("number", start, end))
        yield f"figures={sum(self.reading.words[at].isdecimal() for at in clause)}"
        yield f"q={self.question}"

    def of_name(self, named: Candidate) -> Iterator[str]:
        """The signs of a word that may be a name."""
        mention, entity, name = named.mention, named.entity, named.entry.name
        beside = {*self._words_beside(mention.start, mention.end), *self._terms_beside(mention.start, mention.end)}
        yield from beside
        yield from (f"{entity}&{sign}" for sign in beside if "|" not in sign)
        yield from self._elsewhere[self.reading.sentences[mention.start]]
        typed = " ".join(self.reading.typed[mention.start : mention.end])
        shown = typed.title() in self.reading.text or typed.upper() in self.reading.text
        looks = f"{mention.term}&{shown}"
        yield from (f"K={entity}", f"M={looks}", f"K={entity}&M={looks}", f"B={named.bar}", f"K={entity}&B={named.bar}")
        yield from (f"N={name}", f"N={name}&M={looks}", f"{self._language}|N={name}&M={looks}")
        yield from (f"{self._language}|W={typed}", f"letters={len(typed)}", f"opens={mention.start == 0}")
        yield from (f"rivals={min(named.rivals, _RIVALS)}", f"asked={named.asked}")
        yield from (f"denied={named.denied}", f"back={named.taken_back}")

    def _words_beside(self, start: int, end: int) -> Iterator[str]:
        for step in range(1, _BESIDE + 1):
            for side, at in (("l", start - step), ("r", end + step - 1)):
                if not 0 <= at < len(self._words):
                    yield f"{side}{step}="
                    continue
                word = self._words[at]
                signs = [f"{side}{step}={word}", f"{side}={word}"]
                signs += [f"{side}={word[:_STEM]}-", f"{side}={word[: _STEM - 1]}-"] if len(word) >= _STEM else []
                signs += [f"{side}{step}={word[: _STEM - 1]}-"] if len(word) >= _STEM - 1 and step < 3 else []
                yield from signs
                yield from (f"{self._language}|{sign}" for sign in signs)

    def _terms_beside(self, start: int, end: int) -> Iterator[str]:
        clause = self.reading.clauses[start]
        for mention in self._of_clause[clause]:
            side = "R" if mention.start >= end else "L" if mention.end <= start else "O"
            gap = max(mention.start - end, start - mention.end, 0)
            yield f"C{side}={mention.term}"
            yield f"C={mention.term}"
            yield from (f"T{side}{gap}={mention.term}",) if gap <= _TOUCHING else ()
            yield from (f"T{side}={mention.term}",) if gap <= _BESIDE else ()

    @cached_property
    def _of_clause(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = defaultdict(list)
        for mention in self._mentions:
            found[self.reading.clauses[mention.start]].append(mention)
        return found

    @cached_property
    def _elsewhere(self) -> dict[int, set[str]]:
        """The signs of the terms of each sentence."""
        found: dict[int, set[str]] = defaultdict(set)
        for mention in self._mentions:
            found[self.reading.sentences[mention.start]].add(f"E{mention.term}")
        return found

    def _of_value(self, start: int, end: int, value: int) -> Iterator[str]:
        reading = self.reading
        yield "sold" if value in reading.lexicon.sizes else "not sold"
        yield "code" if value in _CODES else "no code"
        yield f"digits={len(str(value))}"
        yield "figures" if reading.words[start].isdecimal() else "words"
        yield "one" if value == 1 else "more"
        yield "opens" if start == 0 else "follows"
        yield "ends" if end >= len(reading.words) or not reading.words[end][0].isalnum() else "goes on"

    def _within(self, window: range) -> list[Mention]:
        return self._mentions[bisect_left(self._starts, window.start) : bisect_left(self._starts, window.stop)]
