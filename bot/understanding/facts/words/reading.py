"""A message as the rules of facts see it: words, clauses, mentions of terms, what is negated.

Made by `FactExtractor` for each message and handed to the rules; it holds no rule of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from bot.text.identifiers import find_sip_codes
from bot.understanding.facts.words import topics
from bot.understanding.facts.words.lexicon import Lexicon
from bot.understanding.facts.words.mentions import Mention, longest, numbered

_CLAUSE_ENDS = frozenset(",;:()\n.!?–—•")
_SENTENCE_ENDS = frozenset(";\n.!?•")
_ASKING = {"el": frozenset("?;\N{GREEK QUESTION MARK}")}
VOICES = ("own_voice", "we_are", "self_is")  # who speaks of himself
BESIDE = 4  # so many words may stand between a word and what describes it
_REACH = 3  # so many words may stand between a negation and what it negates
_ADDED = 6  # words of a clause that only adds to the one before ("..., I am quite sure")


class Reading:
    """One message read with one lexicon."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.typed: Sequence[str] = lexicon.tokenize(text)
        self.words: Sequence[str] = lexicon.heard(self.typed)
        self.lexicon = lexicon
        self._mentions: dict[str, list[Mention]] = defaultdict(list)
        self._together: dict[tuple[str, ...], list[Mention]] = {}
        for mention in longest(Mention(*found) for found in lexicon.find(self.words)):
            self._mentions[mention.term].append(mention)
            self._mentions[f"{mention.family}."].append(mention)

    def all(self, *terms: str) -> list[Mention]:
        """Mentions of these terms (`hosting.` means all of that family), in order."""
        if len(terms) == 1:
            return self._mentions.get(terms[0], [])
        if terms not in self._together:
            found = [mention for term in terms for mention in self._mentions.get(term, ())]
            self._together[terms] = sorted(found, key=lambda mention: (mention.start, mention.end))
        return self._together[terms]

    def note(self, term: str, start: int, end: int) -> None:
        """Adds a mention that another reader found, such as the name of a provider."""
        self._mentions[term] = sorted([*self._mentions[term], Mention(term, start, end)], key=lambda one: one.start)
        self._together.clear()

    @cached_property
    def codes(self) -> frozenset[str]:
        """The SIP codes of the text, if it is about calls."""
        return frozenset(map(str, find_sip_codes(self.text, about_calls=True)))

    def has(self, *terms: str) -> bool:
        return bool(self.all(*terms))

    @cached_property
    def _clauses(self) -> list[int]:
        """The number of the clause of every word; "but" begins a new one, and so does "and no ..."."""
        turns = {mention.start for mention in self.all("but") if mention.start}
        also = {mention.start: mention.end for mention in self.all("level_beside")}
        denials = {mention.start for mention in self.all("negation")}
        joins = [at for at, word in enumerate(self.words) if word in self.lexicon.joiners]
        turns |= {at for at in joins if at + 1 in denials or also.get(at + 1) in denials}  # "and also no ..."
        return numbered(self.words, _CLAUSE_ENDS, turns, self._topics)

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        """The places of the words of every clause, signs left out."""
        places: dict[int, list[int]] = defaultdict(list)
        for at, number in enumerate(self._clauses):
            if self.words[at] not in _CLAUSE_ENDS:
                places[number].append(at)
        return places

    @cached_property
    def _sentences(self) -> list[int]:
        return numbered(self.words, _SENTENCE_ENDS, set(), self._topics)

    @cached_property
    def _ends(self) -> dict[int, int]:
        """The place of the last word or sign of every sentence."""
        return {number: at for at, number in enumerate(self._sentences)}

    @cached_property
    def _asking(self) -> frozenset[str]:
        return _ASKING.get(self.lexicon.language, frozenset("?"))

    @cached_property
    def _topics(self) -> frozenset[int]:
        openers = {mention.start for mention in self.all("interrogative")}
        said = {mention.end for mention in self.all("yes", "no")}
        return topics.marks(self.words, _SENTENCE_ENDS, self._asking, openers, said)

    def same_clause(self, one: Mention, other: Mention) -> bool:
        return self._clauses[one.start] == self._clauses[other.start]

    def linked(self, one: Mention, other: Mention) -> bool:
        """Whether both stand in one clause, or the later one in a short clause that adds to the one before."""
        first, last = sorted((one, other), key=lambda mention: mention.start)
        step = self._clauses[last.start] - self._clauses[first.start]
        return step == 0 or (step == 1 and self.same_sentence(one, other) and len(self.clause(last)) <= _ADDED)

    def topic_mark(self, mention: Mention) -> int | None:
        """Where the question mark stands that makes `mention` the topic of what follows."""
        after = (at for at in sorted(self._topics) if at >= mention.end)
        return next((at for at in after if self._clauses[at] == self._clauses[mention.start]), None)

    def clause(self, mention: Mention) -> list[int]:
        """The places of the words of the clause of `mention`, signs left out."""
        return self._places[self._clauses[mention.start]]

    def ends_clause(self, mention: Mention) -> bool:
        """Whether nothing follows `mention` in its clause."""
        return self.clause(mention)[-1] == mention.end - 1

    def same_sentence(self, one: Mention, other: Mention) -> bool:
        return self._sentences[one.start] == self._sentences[other.start]

    def near_sentence(self, one: Mention, later: Mention) -> bool:
        """Whether `later` stands in the sentence of `one` or in the one after it."""
        return 0 <= self._sentences[later.start] - self._sentences[one.start] <= 1

    def in_clause(self, mention: Mention, *terms: str) -> bool:
        """Whether one of `terms` stands in the clause of `mention`."""
        return any(self.same_clause(other, mention) for other in self.all(*terms))

    def in_sentence(self, mention: Mention, *terms: str) -> bool:
        """Whether one of `terms` stands in the sentence of `mention`."""
        return any(self.same_sentence(other, mention) for other in self.all(*terms))

    def beside(self, mention: Mention, *terms: str, reach: int = BESIDE) -> bool:
        """Whether one of `terms` stands in the clause of `mention`, at most `reach` words away."""
        return any(mention.gap(other) <= reach and self.same_clause(other, mention) for other in self.all(*terms))

    def is_question(self, mention: Mention) -> bool:
        """Whether the sentence of `mention` ends with a question mark or opens with a word that asks."""
        return self.ends_asking(mention) or self.asks(mention)

    def ends_asking(self, mention: Mention) -> bool:
        """Whether the sentence of `mention` ends with a question mark."""
        return self.words[self._ends[self._sentences[mention.start]]] in self._asking

    def is_asked(self, mention: Mention, *voices: str) -> bool:
        """Whether the clause of `mention` itself asks: in "we are gold, how long will it be?" the first does not.

        With `voices` one of these terms has to stand in what tells: "may a gold partner, or must he ...?" asks.
        """
        if self.asks(mention):
            return True
        if not self.ends_asking(mention):
            return False
        last = self._ends[self._sentences[mention.start]]
        while last > mention.start and self.words[last] in _CLAUSE_ENDS:
            last -= 1
        before = (one for one in self.all(*voices) if one.start <= mention.start)
        told = not voices or self.opens_sentence(mention) or any(self.same_sentence(one, mention) for one in before)
        told = told or self.in_clause(mention, *voices)
        return not told or self._clauses[last] == self._clauses[mention.start]

    def asks(self, mention: Mention) -> bool:
        """Whether the sentence of `mention` opens with a word that asks ("why", "how")."""
        return any(
            self.opens_sentence(word) and self.same_sentence(word, mention)
            for word in self.all("interrogative")
            if not self._is_of_writer(word)
        )

    def _is_of_writer(self, word: Mention) -> bool:
        """Whether a word that asks belongs to who writes: "quem escreve é um parceiro"."""
        return any(we.start <= word.start < we.end for we in self.all("we_are"))

    def opens_sentence(self, mention: Mention) -> bool:
        """Whether nothing stands before `mention` in its sentence."""
        return mention.start == 0 or self._sentences[mention.start - 1] < self._sentences[mention.start]

    def wonders(self, mention: Mention) -> bool:
        """Whether a word that asks stands anywhere before `mention` ("he wants to know what gold partners pay")."""
        return any(
            word.start < mention.start and self.same_clause(word, mention) and not self._is_of_writer(word)
            for word in self.all("interrogative", "asked_for")
        )

    def answer_after(self, mention: Mention) -> list[int]:
        """The places of the words of the sentence after that of `mention`, if it is short and ends the message."""
        after = [at for at, one in enumerate(self._sentences) if one > self._sentences[mention.start]]
        words = [at for at in after if self.words[at] not in _CLAUSE_ENDS]
        return words if words and len(words) <= _ADDED and len({self._sentences[at] for at in words}) == 1 else []

    def negated(self, mention: Mention) -> bool:
        """Whether a negation in the same clause reaches `mention`.

        Before it within three words, unless it denies that something works there ("not working on
        STUN phones"); after it only together with a verb of using ("STUN benutzen wir nicht") or as an
        absence ("шаблонов нет", "des modèles, on n'en a pas"). An answer may deny its topic.
        """
        if topics.answered(self, mention) is False:
            return True
        for negation in self.all("negation", "absence"):
            alone = negation.term == "absence" and len(self.clause(negation)) == negation.end - negation.start
            near = self.linked(negation, mention) if alone else self.same_clause(negation, mention)
            if not near or negation.start in range(mention.start, mention.end):
                continue
            if negation.end <= mention.start:
                reached = mention.start - negation.end <= _REACH and negation.term == "negation"
                barred = reached and self._between(negation, mention, "fault_verb", "sbc", "upgrading")
                if reached and (not barred or self._is_contrasted(mention)):
                    return True
            elif negation.start - mention.end <= _REACH + 1:
                if self._is_absent(negation) or self._uses(negation, mention):
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

    def _is_contrasted(self, mention: Mention) -> bool:
        """Whether a "but" stands right behind it: "no van por STUN sino por SBC"."""
        return any(turn.start == mention.end for turn in self.all("but"))

    def corrected_before(self, mention: Mention) -> bool:
        """Whether a word of correction ("I meant") stands in front of `mention`."""
        return any(other.end <= mention.start for other in self.all("correction"))

    def _between(self, first: Mention, second: Mention, *terms: str) -> bool:
        return any(first.end <= other.start and other.end <= second.start for other in self.all(*terms))

    def _is_absent(self, absence: Mention) -> bool:
        """Whether nothing is named after it: "STUN нет нигде", but not "на STUN нет звука"."""
        after = [self.words[at] for at in self.clause(absence) if at >= absence.end]
        return absence.term == "absence" and all(word in self.lexicon.fillers | self.lexicon.counting for word in after)

    def denied_at_end(self, *mentions: Mention) -> bool:
        """Whether a negation ends the clause of any of `mentions` ("am Router liegt es nicht")."""
        return any(
            self.same_clause(negation, mention) and self.ends_clause(negation)
            for negation in self.all("negation", "absence")
            for mention in mentions
        )

    def _uses(self, negation: Mention, mention: Mention) -> bool:
        return any(
            self.same_clause(use, mention) and use.start >= mention.end and use.gap(negation) <= 2
            for use in self.all("employ")
        )
