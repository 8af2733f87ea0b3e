"""Facts and names in free text, in all eight languages.

The understanding of a message and `intake understand` call `FactExtractor.extract`. What it returns is
what a person wrote: which of it becomes a fact of a case is decided elsewhere, and a partner level is
only ever returned as a claim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from bot.language.vocabulary import Vocabulary
from bot.text import identifiers, masking, pasted
from bot.understanding.facts import answers, codes, corrected, identities
from bot.understanding.facts.amounts import amounts
from bot.understanding.facts.amounts.intended import intended
from bot.understanding.facts.claims import software
from bot.understanding.facts.claims.claims import CLAIMS
from bot.understanding.facts.hosting import hosting
from bot.understanding.facts.learned.second_reader import Opinion, SecondReader
from bot.understanding.facts.learned.tasks import AMOUNTS, LEVEL
from bot.understanding.facts.names.entries import KINDS, Entry, unbarred
from bot.understanding.facts.names.names import Names
from bot.understanding.facts.people import levels, people, requests
from bot.understanding.facts.spoken import spoken_of
from bot.understanding.facts.validity import restated
from bot.understanding.facts.versions import versions
from bot.understanding.facts.words import brief
from bot.understanding.facts.words.lexicons import Lexicons
from bot.understanding.facts.words.reading import Reading
from bot.understanding.subjects import without

_OWN_TEMPLATE = re.compile(r"\b\w+_\w*\.ph\.xml\b|\b\w+\.pv\.xml\b", re.IGNORECASE)  # domain facts 6.1 and 6.3


@dataclass(frozen=True)
class Extracted:
    """`facts` by the names of contract section 4, `entities` by name, `negated` values that were ruled out.

    `odds` is how probable the second reader finds each value of a fact, where there is one, `in_order` how probable
    its network does. `spoken` are the values that there are words of, meant or not. `terse` is whether the words are
    so few that they say little by themselves. `put_right` names what was corrected in the same breath.

    Entities: licence_key (canonical, or the reference of a masked one), version (major, update, build,
    release_candidate), sip_codes, trunk, phone, crm, pms, headset, gateway, thread_url, ticket_id,
    partner_level_claimed, exception (to what is asked for together).
    """

    facts: dict[str, Any] = field(default_factory=dict)
    entities: dict[str, Any] = field(default_factory=dict)
    negated: dict[str, tuple[str, ...]] = field(default_factory=dict)
    odds: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    in_order: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    spoken: Mapping[str, frozenset[str]] = field(default_factory=dict)
    terse: bool = False
    put_right: frozenset[str] = frozenset()


class FactExtractor:
    """Holds lexicons and gazetteers; one instance serves all conversations."""

    def __init__(self, lexicons: Lexicons, names: Names, second: SecondReader | None = None) -> None:
        self._lexicons = lexicons
        self.names = names
        self._second = second

    @classmethod
    def load(cls, policy_kb: Path, data: Path) -> FactExtractor:
        """Reads `policy_kb/gazetteers`, `data/facts` and `data/language`; raises LexiconError or GazetteerError."""
        lexicons = Lexicons.load(data / "facts")
        return cls(lexicons, Names.load(policy_kb, lexicons, Vocabulary.load(data / "language")))

    def assisted(self, second: SecondReader) -> FactExtractor:
        """This extractor with a second reader beside its rules."""
        return FactExtractor(self._lexicons, self.names, second)

    def reading(self, text: str, language: str) -> Reading:
        """`text` as the rules see it before names are looked for."""
        return self._read(text, language)[1]

    def _named(self, reading: Reading, question: str | None) -> dict[str, Entry]:
        """The names in `reading` that count, which are noted in it."""
        judge = partial(self._second.named, reading, question) if self._second else unbarred
        return self.names.find(reading, question, judge)

    def _read(self, text: str, language: str) -> tuple[pasted.Pasted, Reading]:
        """The parts of `text`, what is taken back put right in its prose, and the reading of that."""
        parts = pasted.split(text)
        lexicon = self._lexicons.of(language, _worded(parts.prose))
        parts = replace(parts, prose=restated.restated(parts.prose, lexicon))
        return parts, Reading(_worded(parts.prose), lexicon)

    def brief(self, text: str, language: str) -> brief.Brief:
        """Which choice or which yes or no `text` is and nothing else."""
        return brief.read(text, self._lexicons.of(language, text))

    def extract(self, text: str, language: str, question: str | None = None, foreign: Sequence[str] = ()) -> Extracted:
        """What `text` says; of its `foreign` parts (`bot.understanding.subjects`) no value counts.

        `question` is the name of the open question: then a bare number, yes, no or place counts as the
        answer to it. Pasted log lines are read for versions and SIP codes only.
        """
        parts, reading = self._read(text, language)
        prose, lexicon = reading.text, reading.lexicon
        facts: dict[str, Any] = {}
        foreign = [part for part in foreign if not (prose.startswith(part) and people.introduces_itself(reading))]
        own = Reading(left, lexicon) if (left := without(prose, foreign)) != prose else reading
        names = self._named(own, question)
        if own is not reading:
            self._named(reading, question)  # a provider that was asked is named in whatever part
        entities = identities.written(parts)
        if told := [
            *dict.fromkeys((*codes.told(reading, names.keys() & {"trunk", "gateway", "phone"}), *parts.sip_codes))
        ]:
            entities["sip_codes"] = told
        if (version := versions.told(parts, own, question)) is not None:
            facts["version"] = str(version)
            entities["version"] = {
                "major": version.major,
                "update": version.update,
                "build": version.build,
                "release_candidate": version.release_candidate,
            }
        place, elsewhere = hosting.hosting(own, question == "reproduced_on_hosted")
        facts["hosting"] = place
        for unit in AMOUNTS:
            facts[unit] = amounts.own_amount(reading, own, unit)
        facts["requester"] = people.requester(own, question)
        wanted = requests.requests(reading)
        facts["requests"] = wanted or None
        for name, rule in CLAIMS.items():
            facts[name] = rule(reading)
        if _OWN_TEMPLATE.search(parts.prose):
            facts["custom_template"] = True
        if question in facts and facts[question] is None:
            facts[question] = answers.answer(reading, question)
        for entity, entry in names.items():
            entities[entity] = entry.name
            if fact := KINDS[entry.kind][2]:
                facts.setdefault(fact, entry.status)
        if "ticket_id" not in entities and (ticket := identities.ticket_told(reading, entities)):
            entities["ticket_id"] = ticket
        put_right = corrected.put_right(own, question)
        facts |= {name: value for name, value in put_right.items() if name != LEVEL}
        if level := put_right.get(LEVEL) or levels.claimed_level(own, question):
            claim(level, facts, entities)
        if question == "prechecks" and software.all_but_one(reading):
            # Whichever it is: what is named behind "except" is not agreed to.
            facts |= dict.fromkeys(software.AGREED_TOGETHER)
            entities["exception"] = True
        ruled_out = {"hosting": elsewhere, "requests": requests.declined(reading, wanted)}
        opinion = self._advised(reading, question, facts, entities)
        if facts["hosting"] in ruled_out["hosting"] and "hosting" not in put_right:
            facts["hosting"] = None  # "not self-hosted" alone tells of no other place
        return Extracted(
            {name: value for name, value in facts.items() if value is not None},
            {name: value for name, value in entities.items() if value is not None},
            {name: values for name, values in ruled_out.items() if values},
            opinion.odds,
            opinion.in_order,
            spoken_of(reading),
            opinion.terse,
            frozenset(put_right),
        )

    def _advised(
        self, reading: Reading, question: str | None, facts: dict[str, Any], entities: dict[str, Any]
    ) -> Opinion:
        """Puts the numbers that the second reader is sure of into `facts` and `entities`; returns all it says."""
        if self._second is None or not reading.words:
            return Opinion({}, {}, {}, (), terse=False)
        opinion = self._second.opinion(reading, question, facts["requests"] or ())
        to_come = intended(reading).goals
        for unit, amount in opinion.amounts.items():
            if facts[unit] is None and not any(one.value == amount and one.unit in (unit, None) for one in to_come):
                facts[unit] = amount
        if opinion.codes:
            elsewhere = codes.elsewhere(reading)
            further = (code for code in opinion.codes if code not in elsewhere)
            told = dict.fromkeys((*entities.get("sip_codes", ()), *further))
            entities["sip_codes"] = [*told] or None
        return opinion


def claim(level: str, facts: dict[str, Any], entities: dict[str, Any]) -> None:
    """Notes a claimed level; who claims one of his own claims to be a partner."""
    entities[LEVEL] = level
    facts["requester"] = facts["requester"] or "partner"


def _worded(text: str) -> str:
    """`text` without addresses and masked references: their words say nothing of the case."""
    return identifiers.ADDRESS.sub(" ", masking.REFERENCE.sub(" ", text))
