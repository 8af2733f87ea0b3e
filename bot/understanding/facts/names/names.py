"""Names of trunk providers, phones, CRM and hotel systems, headsets and gateways in a message.

The lists are `policy_kb/gazetteers/*.yml`; they alone say what is supported. Typing errors are
tolerated in long names that are near to no ordinary word; a name that is an ordinary word counts
only beside a word that says what it names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from bot.language.vocabulary import Vocabulary
from bot.understanding.facts.names.bars import MAKER, PART, denial_gap, doubt, settled
from bot.understanding.facts.names.bearers import was_before
from bot.understanding.facts.names.contexts import is_any_of_its
from bot.understanding.facts.names.entries import KINDS, MADE, Candidate, Entry, load
from bot.understanding.facts.names.spellings import Spellings
from bot.understanding.facts.words.corrections import takes_back
from bot.understanding.facts.words.lexicons import Lexicons
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

# Those of the candidates that name the product of the case.
Judge = Callable[[Sequence[Candidate]], Collection[Candidate]]


class Names:
    """Finds the names of all gazetteers."""

    def __init__(self, entries: list[Entry], lexicons: Lexicons, vocabulary: Vocabulary) -> None:
        self._entries = entries
        self._lexicons = lexicons
        self._vocabulary = vocabulary
        self._made: dict[int, Spellings] = {}

    @classmethod
    def load(cls, folder: Path, lexicons: Lexicons, vocabulary: Vocabulary) -> Names:
        """Reads `folder/gazetteers/<kind>.yml`; raises GazetteerError where an entry lacks name or status."""
        return cls(load(folder), lexicons, vocabulary)

    def find(self, reading: Reading, question: str | None, judge: Judge) -> dict[str, Entry]:
        """The best entry of every kind of entity: a model before a make, then the first one.

        `question` (trunk, phone, integration) names what was asked for: then no context is needed. `judge` says which
        names count: `unbarred` those that the rules take.
        """
        candidates = self.candidates(reading, question)
        return noted(reading, candidates, judge(candidates))

    def candidates(self, reading: Reading, question: str | None = None) -> list[Candidate]:
        """Every name in `reading`, each with what the rules hold against it."""
        key = id(reading.lexicon)
        if key not in self._made:
            self._made[key] = Spellings(
                [(entry.name, *entry.aliases) for entry in self._entries],
                reading.lexicon,
                self._lexicons,
                self._vocabulary,
            )
        mentions = [(mention, self._entries[number]) for mention, number in self._made[key].find(reading)]
        instead = _instead(reading, mentions)
        rivals = Counter(entry.kind for entry in {entry for _, entry in mentions})
        found = []
        for mention, entry in mentions:
            entity = KINDS[entry.kind][0]
            denial = None if entity in MADE and is_any_of_its(reading, mention) else denial_gap(reading, mention)
            asked = question == entity or (question == "integration" and entity in ("crm", "pms"))
            bar = settled(reading, mention, entry, mentions) or (PART if denial == 0 else None)
            if bar is None:
                bar = doubt(reading, mention, entry, asked or mention in instead.values())
            found.append(
                Candidate(mention, entry, bar, asked, denial is not None, mention in instead, rivals[entry.kind])
            )
        return found


def noted(reading: Reading, candidates: Sequence[Candidate], holding: Collection[Candidate]) -> dict[str, Entry]:
    """The best entry of every kind of entity among those of the `candidates` that are `holding`.

    Names of providers are noted in `reading` as mentions of a vendor, makes as those of a maker,
    systems of customers and hotels as those of a program.
    """
    found: dict[str, tuple[tuple[bool, bool, bool, int], Entry]] = {}
    for named in candidates:
        mention, entry, entity = named.mention, named.entry, named.entity
        if named.bar == MAKER:
            reading.note("maker_name", mention.start, mention.end)
        if named not in holding:
            continue
        rank = (named.denied, was_before(reading, mention), not entry.is_model, mention.start)
        if entity == "trunk" and not entry.is_generic:
            reading.note("vendor", mention.start, mention.end)
        elif entity in MADE and not entry.is_model:
            reading.note("maker_name", mention.start, mention.end)
        elif entity in ("crm", "pms"):
            reading.note("program_name", mention.start, mention.end)
        if not named.taken_back and (entity not in found or rank < found[entity][0]):
            found[entity] = rank, entry
    return {entity: entry for entity, (_, entry) in found.items()}


def _instead(reading: Reading, mentions: list[tuple[Mention, Entry]]) -> dict[Mention, Mention]:
    """By the names that are taken back those that hold: "trunk Linkt, no sorry, Unyc"."""
    return {
        earlier: later
        for at, (later, named) in enumerate(mentions)
        for earlier, entry in mentions[:at]
        if KINDS[entry.kind][0] == KINDS[named.kind][0] and takes_back(reading, earlier, later)
    }
