"""What a message and the numbers in it show to the second reader, as names of signs.

A sign is a term of the lexicon, a word, or what stands beside what. Terms are the same in all eight languages, so that
a sign learned in one helps in the others; words carry their language. Signs come in groups (`groups`), which are
spelled only where they are met for the first time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from bot.understanding.facts.learned.groups import (
    AS_TOLD,
    BESIDE,
    ENTITY,
    KIND,
    NEIGHBOUR,
    SPELLING,
    TERM,
    TERM_BESIDE,
    UNDERWAY,
    WORD,
    Group,
)  # fmt: skip
from bot.understanding.facts.names.entries import Candidate
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import Reading

_RIVALS = 3  # names of one kind; more are no different
_WINDOW = 80  # words; the labelled messages are hardly longer
_CODES = range(400, 700)


@dataclass(frozen=True)
class Signs:
    """The signs of one message; `question` names the open one."""

    reading: Reading
    question: str | None = None

    @cached_property
    def language(self) -> str:
        return self.reading.lexicon.language

    @cached_property
    def _words(self) -> list[str]:
        return ["#" if word.isdecimal() else word for word in self.reading.words]

    @cached_property
    def _mentions(self) -> list[Mention]:
        return self.reading.mentions()

    def windows(self) -> list[range]:
        """The message in pieces of whole sentences, as long as those that were learned; mostly it is one."""
        sentences = self.reading.sentences
        found, first = [], 0
        for at in range(1, len(sentences)):
            if sentences[at] != sentences[at - 1] and at - first >= _WINDOW:
                found.append(range(first, at))
                first = at
        return [*found, range(first, len(sentences))]

    def of_message(self, window: range) -> Iterator[Group]:
        """The signs of a piece of the message."""
        return chain.from_iterable(self.of_places(window))

    def of_places(self, window: range) -> list[list[Group]]:
        """The signs of such a piece: those that it has without a word, then those that each word adds."""
        return [[(AS_TOLD, f"q={self.question}")], *self._of_places[window.start : window.stop]]

    @cached_property
    def _of_places(self) -> list[list[Group]]:
        """What each word tells: itself and the terms that begin with it."""
        question = self.question
        found: list[list[Group]] = [[(WORD, word, self.language, question)] for word in self._words]
        for term, start, _ in self._mentions:
            found[start].append((TERM, term, question))
        return found

    @cached_property
    def in_order(self) -> list[list[Group]]:
        """The signs of each word for a reader that minds their order: how it is spelled, and the terms it is in."""
        found: list[list[Group]] = [[(SPELLING, word)] for word in self.reading.words]
        for term, start, end in self._mentions:
            found[start].append((TERM, term, None))
            for at in range(start + 1, end):
                found[at].append((UNDERWAY, term))
        return found

    def numbers(self) -> Iterator[tuple[int, int, int]]:
        """(first word, word after the last one, value) of every number, in figures or words."""
        at = 0
        while at < len(self._words):
            read = number(self.reading, at)
            if read and read[0] > 0:
                yield at, at + read[1], read[0]
            at += read[1] if read else 1

    def of_number(self, start: int, end: int, value: int) -> Iterator[Group]:
        """The signs of the number at the words `start:end`."""
        yield from self._words_beside(start, end)
        yield from self._terms_beside(start, end)
        yield self._of_value(start, end, value)
        yield self._elsewhere(start)
        clause = self.reading.clause(Mention("number", start, end))
        yield AS_TOLD, f"figures={sum(self.reading.words[at].isdecimal() for at in clause)}", f"q={self.question}"

    def of_name(self, named: Candidate) -> Iterator[Group]:
        """The signs of a word that may be a name."""
        mention, entity, name = named.mention, named.entity, named.entry.name
        beside = {*self._words_beside(mention.start, mention.end), *self._terms_beside(mention.start, mention.end)}
        yield from beside
        yield from ((ENTITY, entity, group) for group in beside)
        yield self._elsewhere(mention.start)
        typed = " ".join(self.reading.typed[mention.start : mention.end])
        shown = typed.title() in self.reading.text or typed.upper() in self.reading.text
        looks = f"{mention.term}&{shown}"
        yield KIND, entity, looks, named.bar
        yield AS_TOLD, f"N={name}", f"N={name}&M={looks}", f"{self.language}|N={name}&M={looks}"
        yield AS_TOLD, f"{self.language}|W={typed}", f"letters={len(typed)}", f"opens={mention.start == 0}"
        yield AS_TOLD, f"rivals={min(named.rivals, _RIVALS)}", f"asked={named.asked}"
        yield AS_TOLD, f"denied={named.denied}", f"back={named.taken_back}"

    def _words_beside(self, start: int, end: int) -> Iterator[Group]:
        for step in range(1, BESIDE + 1):
            for side, at in (("l", start - step), ("r", end + step - 1)):
                if 0 <= at < len(self._words):
                    yield NEIGHBOUR, self._words[at], side, step, self.language
                else:
                    yield AS_TOLD, f"{side}{step}="

    def _terms_beside(self, start: int, end: int) -> Iterator[Group]:
        for mention in self._around(start, self.reading.clauses):
            side = "R" if mention.start >= end else "L" if mention.end <= start else "O"
            gap = max(mention.start - end, start - mention.end, 0)
            yield TERM_BESIDE, mention.term, side, min(gap, BESIDE + 1)

    def _elsewhere(self, at: int) -> Group:
        """The signs of the terms of the sentence of a word."""
        return AS_TOLD, *(f"E{term}" for term in {one.term for one in self._around(at, self.reading.sentences)})

    def _around(self, at: int, parts: list[int]) -> list[Mention]:
        """The mentions that begin in the clause or sentence of a word; `parts` says which one that of each word is."""
        first, last = bisect_left(parts, parts[at]), bisect_right(parts, parts[at])
        return self._mentions[bisect_left(self._starts, first) : bisect_left(self._starts, last)]

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self._mentions]

    def _of_value(self, start: int, end: int, value: int) -> Group:
        reading = self.reading
        return (
            AS_TOLD,
            "Vsold" if value in reading.lexicon.sizes else "Vnot sold",
            "Vcode" if value in _CODES else "Vno code",
            f"Vdigits={len(str(value))}",
            "Vfigures" if reading.words[start].isdecimal() else "Vwords",
            "Vone" if value == 1 else "Vmore",
            "Vopens" if start == 0 else "Vfollows",
            "Vends" if end >= len(reading.words) or not reading.words[end][0].isalnum() else "Vgoes on",
        )
