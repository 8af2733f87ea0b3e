"""A message as the rules of facts see it: what is asked, what is denied, on top of its clauses.

Made by `FactExtractor` for each message and handed to the rules; it holds no rule of its own.
"""

from __future__ import annotations

from functools import cached_property

from bot.understanding.facts.words import topics
from bot.understanding.facts.words.clauses import ADDED, BESIDE, CLAUSE_ENDS, Clauses
from bot.understanding.facts.words.mentions import Mention

__all__ = ["BESIDE", "VOICES", "Reading"]

VOICES = ("own_voice", "we_are", "self_is")  # who speaks of himself
_OTHER_VERBS = ("fault_verb", "says", "speaks", "since", "condition", "then", "succeeds", "failing", "affected")
_REACH = 3  # so many words may stand between a negation and what it negates


class Reading(Clauses):
    """One message read with one lexicon."""

    def is_question(self, mention: Mention) -> bool:
        """Whether the sentence of `mention` ends with a question mark or opens with a word that asks."""
        return self.ends_asking(mention) or self.asks(mention)

    def ends_asking(self, mention: Mention) -> bool:
        """Whether the sentence of `mention` ends with a question mark."""
        return self.words[self.ends[self.sentences[mention.start]]] in self.asking

    def is_asked(self, mention: Mention, *voices: str) -> bool:
        """Whether the clause of `mention` itself asks: in "we are gold, how long will it be?" the first does not.

        With `voices` one of these terms has to stand in what tells: "may a gold partner, or must he ...?" asks.
        """
        if self.asks(mention):
            return True
        if not self.ends_asking(mention):
            return False
        last = self.ends[self.sentences[mention.start]]
        while last > mention.start and self.words[last] in CLAUSE_ENDS:
            last -= 1
        before = (one for one in self.all(*voices) if one.start <= mention.start)
        told = not voices or self.opens_sentence(mention) or any(self.same_sentence(one, mention) for one in before)
        told = told or self.in_clause(mention, *voices)
        return not told or self.clauses[last] == self.clauses[mention.start]

    def asks(self, mention: Mention) -> bool:
        """Whether the sentence of `mention` opens with a word that asks ("why", "how")."""
        return self.sentences[mention.start] in self._asking_sentences

    @cached_property
    def _asking_sentences(self) -> frozenset[int]:
        """The sentences that open with a word that asks."""
        openers = (word for word in self.all("interrogative") if self.opens_sentence(word))
        return frozenset(self.sentences[word.start] for word in openers if not self._is_of_writer(word))

    def _is_of_writer(self, word: Mention) -> bool:
        """Whether a word that asks belongs to who writes or to somebody: "quem escreve é um parceiro", "кто-то"."""
        longer = self.all("we_are", "somebody_there", "desk_people", "as_to")
        return any(one.start <= word.start and word.end < one.end for one in longer) or any(
            we.start <= word.start < we.end for we in self.all("we_are")
        )

    def wonders(self, mention: Mention) -> bool:
        """Whether a word that asks stands anywhere before `mention` ("he wants to know what gold partners pay")."""
        return any(
            word.start < mention.start and self.same_clause(word, mention) and not self._is_of_writer(word)
            for word in self.all("interrogative", "asked_for")
        )

    def answer_after(self, mention: Mention) -> list[int]:
        """The places of the words of the sentence after that of `mention`, if it is short and ends the message."""
        after = [at for at, one in enumerate(self.sentences) if one > self.sentences[mention.start]]
        words = [at for at in after if self.words[at] not in CLAUSE_ENDS]
        return words if words and len(words) <= ADDED and len({self.sentences[at] for at in words}) == 1 else []

    def negated(self, mention: Mention) -> bool:
        """Whether a negation in the same clause reaches `mention`.

        Before it within three words, unless it denies that something works there ("not working on
        STUN phones"); after it only together with a verb of using ("STUN benutzen wir nicht") or as an
        absence ("шаблонов нет", "des modèles, on n'en a pas"). An answer may deny its topic.
        """
        if topics.answered(self, mention) is False:
            return True
        for negation in self.all("negation", "absence"):
            alone = negation.term == "absence" and self.is_clause(negation)
            near = self.linked(negation, mention) if alone else self.same_clause(negation, mention)
            if not near or negation.start in range(mention.start, mention.end):
                continue
            if negation.end <= mention.start:
                reached = mention.start - negation.end <= _REACH and negation.term == "negation"
                barred = reached and self.between(negation, mention, "fault_verb", "sbc", "upgrading")
                barred = barred and not self._is_led(negation, mention)
                if reached and (not barred or self._is_contrasted(mention)):
                    return True
            elif negation.start - mention.end <= _REACH + 1:
                if self._is_absent(negation) or self._uses(negation, mention):
                    return True
        return False

    def _is_led(self, negation: Mention, mention: Mention) -> bool:
        """Whether nothing but the way is denied ("no van por STUN"), unless it is so since some time only."""
        if self.in_clause(mention, "since"):
            return False
        return any(
            negation.end <= goes.start
            and any(goes.end == way.start and way.end <= mention.end for way in self.all("by_way_of", "use"))
            for goes in self.all("travels")
        )

    def denied(self, *mentions: Mention, before: int | None = None) -> bool:
        """Whether the clause of any of `mentions` holds a negation outside of them (before a word, if given)."""
        inside = {at for mention in mentions for at in range(mention.start, mention.end)}
        return any(
            negation.start not in inside and (before is None or negation.start < before)
            for mention in mentions
            for negation in self.within(mention, "negation", "absence")
        )

    def _is_contrasted(self, mention: Mention) -> bool:
        """Whether a "but" stands right behind it: "no van por STUN sino por SBC"."""
        return any(turn.start == mention.end for turn in self.all("but"))

    def corrected_before(self, mention: Mention) -> bool:
        """Whether a word of correction ("I meant") stands in front of `mention`."""
        return any(other.end <= mention.start for other in self.all("correction"))

    def between(self, first: Mention, second: Mention, *terms: str) -> bool:
        """Whether one of `terms` stands behind `first` and before `second`."""
        return any(first.end <= other.start and other.end <= second.start for other in self.all(*terms))

    def _is_absent(self, absence: Mention) -> bool:
        """Whether nothing is named after it: "STUN нет нигде", but not "на STUN нет звука"."""
        after = [self.words[at] for at in self.clause(absence) if at >= absence.end]
        return absence.term == "absence" and all(word in self.lexicon.fillers | self.lexicon.counting for word in after)

    def denied_at_end(self, *mentions: Mention) -> bool:
        """Whether a negation ends the clause of any of `mentions` ("am Router liegt es nicht")."""
        return any(
            self.ends_clause(negation)
            for mention in mentions
            for negation in self.within(mention, "negation", "absence")
        )

    def denied_last(self, mention: Mention) -> bool:
        """Whether a negation that ends the clause is of what stands before: "angefragt hab ich bis jetzt nicht".

        What fails, says or follows another word of its own between the two takes the negation for itself.
        """
        return any(
            no.start >= mention.end
            and self.ends_clause(no)
            and not self.between(mention, no, *_OTHER_VERBS)
            and not any(self.words[at] in self.lexicon.joiners for at in range(mention.end, no.start))
            for no in self.within(mention, "negation", "absence")
        )

    def _uses(self, negation: Mention, mention: Mention) -> bool:
        return any(
            self.same_clause(use, mention) and use.start >= mention.end and use.gap(negation) <= 2
            for use in self.all("employ", *(() if self.in_clause(mention, "since") else ("travels",)))
        )
