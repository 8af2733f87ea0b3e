"""A message as the rules of facts see it: words, clauses, mentions of terms, what is negated.

Made by `FactExtractor` for each message and handed to the rules; it holds no rule of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.understanding.facts_lexicon import Lexicon

_CLAUSE_ENDS = frozenset(",;:()\n.!?–—•")
_SENTENCE_ENDS = frozenset(";\n.!?•")
BESIDE = 4  # so many words may stand between a word and what describes it
_REACH = 3  # so many words may stand between a negation and what it negates


@dataclass(frozen=True)
class Mention:
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


class Reading:
    """One message read with one lexicon."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.words: Sequence[str] = lexicon.tokenize(text)
        self.lexicon = lexicon
        self._mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in _longest(Mention(*found) for found in lexicon.find(self.words)):
            self._mentions[mention.term].append(mention)
            self._mentions[f"{mention.family}."].append(mention)

    def all(self, *terms: str) -> list[Mention]:
        """Mentions of these terms (`hosting.` means all of that family), in order."""
        found = [mention for term in terms for mention in self._mentions.get(term, ())]
        return sorted(found, key=lambda mention: (mention.start, mention.end)) if len(terms) > 1 else found

    def note(self, term: str, start: int, end: int) -> None:
        """Adds a mention that another reader found, such as the name of a provider."""
        self._mentions[term] = sorted([*self._mentions[term], Mention(term, start, end)], key=lambda one: one.start)

    def has(self, *terms: str) -> bool:
        return bool(self.all(*terms))

    @cached_property
    def _clauses(self) -> list[int]:
        """The number of the clause of every word; "but" begins a new one."""
        turns = {mention.start for mention in self.all("but") if mention.start}
        return _numbered(self.words, _CLAUSE_ENDS, turns)

    @cached_property
    def _sentences(self) -> list[int]:
        return _numbered(self.words, _SENTENCE_ENDS, set())

    def same_clause(self, one: Mention, other: Mention) -> bool:
        return self._clauses[one.start] == self._clauses[other.start]

    def clause(self, mention: Mention) -> list[int]:
        """The places of the words of the clause of `mention`, signs left out."""
        number = self._clauses[mention.start]
        return [at for at, one in enumerate(self._clauses) if one == number and self.words[at] not in _CLAUSE_ENDS]

    def same_sentence(self, one: Mention, other: Mention) -> bool:
        return self._sentences[one.start] == self._sentences[other.start]

    def beside(self, mention: Mention, *terms: str, reach: int = BESIDE) -> bool:
        """Whether one of `terms` stands in the clause of `mention`, at most `reach` words away."""
        return any(mention.gap(other) <= reach and self.same_clause(other, mention) for other in self.all(*terms))

    def is_question(self, mention: Mention) -> bool:
        """Whether the sentence of `mention` ends with a question mark or opens with a word that asks."""
        inside = [at for at, number in enumerate(self._sentences) if number == self._sentences[mention.start]]
        # ";" is the question mark of Greek.
        return self.words[inside[-1]] in ("?", "\N{GREEK QUESTION MARK}") or self.asks(mention)

    def asks(self, mention: Mention) -> bool:
        """Whether the sentence of `mention` opens with a word that asks ("why", "how")."""
        first = self._sentences.index(self._sentences[mention.start])
        return any(word.start == first for word in self.all("interrogative"))

    def negated(self, mention: Mention) -> bool:
        """Whether a negation in the same clause reaches `mention`.

        Before it within three words, unless it denies that something works there ("not working on
        STUN phones"); after it only together with a verb of using ("STUN benutzen wir nicht") or as an
        absence ("шаблонов нет").
        """
        for negation in self.all("negation", "absence"):
            if not self.same_clause(negation, mention) or negation.start in range(mention.start, mention.end):
                continue
            if negation.end <= mention.start:
                near = mention.start - negation.end <= _REACH and negation.term == "negation"
                if near and not self._between(negation, mention, "fault_verb", "sbc"):
                    return True
            elif negation.start - mention.end <= _REACH + 1:
                if negation.term == "absence" or self._uses(negation, mention):
                    return True
        return False

    def denied(self, *mentions: Mention, before: int | None = None) -> bool:
        """Whether the clause of any of `mentions` holds a negation outside of them (before a word, if given)."""
        inside = {at for mention in mentions for at in range(mention.start, mention.end)}
        return any(
            self.same_clause(negation, mention)
            and negation.start not in inside
            and (before is None or negation.start < before)
            for negation in self.all("negation", "absence")
            for mention in mentions
        )

    def corrected_before(self, mention: Mention) -> bool:
        """Whether a word of correction ("I meant") stands in front of `mention`."""
        return any(other.end <= mention.start for other in self.all("correction"))

    def _between(self, first: Mention, second: Mention, *terms: str) -> bool:
        return any(first.end <= other.start and other.end <= second.start for other in self.all(*terms))

    def _uses(self, negation: Mention, mention: Mention) -> bool:
        return any(
            self.same_clause(use, mention) and use.start >= mention.end and use.gap(negation) <= 2
            for use in self.all("employ")
        )


def _longest(mentions: Iterator[Mention]) -> list[Mention]:
    """Within a family a longer mention swallows the shorter ones inside it."""
    covered: dict[tuple[str, int], int] = {}  # (family, word) -> length of the longest mention over it
    ordered = sorted(mentions, key=lambda mention: mention.start - mention.end)
    kept: list[Mention] = []
    for mention in ordered:
        length = mention.end - mention.start
        places = [(mention.family, at) for at in range(mention.start, mention.end)]
        if all(covered.get(place, 0) <= length for place in places):
            kept.append(mention)
            covered.update(dict.fromkeys(places, length))
    return sorted(kept, key=lambda mention: (mention.start, mention.end))


def _numbered(words: Sequence[str], ends: frozenset[str], turns: set[int]) -> list[int]:
    numbers: list[int] = []
    current = 0
    for at, word in enumerate(words):
        current += at in turns
        numbers.append(current)
        current += word[:1] in ends or word == "-"
    return numbers
