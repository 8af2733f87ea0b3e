"""Names of trunk providers, phones, CRM and hotel systems, headsets and gateways in a message.

The lists are `policy_kb/gazetteers/*.yml`; they alone say what is supported. Typing errors are
tolerated in long names that are near to no ordinary word; a name that is an ordinary word counts
only beside a word that says what it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.understanding.facts.names.bearers import of_advert, of_house, of_person, was_before
from bot.understanding.facts.names.contexts import has_context, is_any_of_its, is_certain
from bot.understanding.facts.names.spellings import Spellings
from bot.understanding.facts.validity.scopes import of_stranger
from bot.understanding.facts.words import topics
from bot.understanding.facts.words.corrections import takes_back
from bot.understanding.facts.words.lexicons import Lexicons
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

# File of the gazetteers -> name of the entity, words that give context, fact that the status sets.
KINDS = {
    "trunks": ("trunk", ("trunk_word",), "trunk_status"),
    "phones": ("phone", ("phone_word", "loudspeaker"), "phone_status"),
    "crm": ("crm", ("integration_word", "contact_card"), "integration_status"),
    "pms": ("pms", ("integration_word", "hotel_word"), "integration_status"),
    "headsets": ("headset", ("phone_word", "headset_word"), None),
    "gateways": ("gateway", ("phone_word", "gateway_word", "analogue"), None),
}
_MADE = ("phone", "gateway", "headset")  # a make of these is a firm that can be asked


class GazetteerError(ValueError):
    """A gazetteer can not be used; the message names the file and what is expected."""


@dataclass(frozen=True)
class Entry:
    """One name of a gazetteer."""

    kind: str
    name: str
    aliases: tuple[str, ...]
    status: str

    @property
    def is_model(self) -> bool:
        """Models of phones carry a number; a model says more than its make."""
        return self.kind == "phones" and any(character.isdigit() for character in self.name)

    @property
    def is_generic(self) -> bool:
        """A trunk template without a firm behind it ("Generic VoIP Provider") is nobody to be asked."""
        return self.name.startswith("Generic")


class Names:
    """Finds the names of all gazetteers."""

    def __init__(self, entries: list[Entry], lexicons: Lexicons) -> None:
        self._entries = entries
        self._lexicons = lexicons
        self._made: dict[int, Spellings] = {}

    @classmethod
    def load(cls, folder: Path, lexicons: Lexicons) -> Names:
        """Reads `folder/gazetteers/<kind>.yml`; raises GazetteerError where an entry lacks name or status."""
        entries: list[Entry] = []
        for path in sorted((folder / "gazetteers").glob("*.yml")):
            if path.stem not in KINDS:
                raise GazetteerError(f"{path}: unknown gazetteer; known are {', '.join(KINDS)}")
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            for item in content["entries"]:
                if not {"name", "status"} <= item.keys():
                    raise GazetteerError(f"{path}: {item!r}: expected at least `name` and `status`")
                aliases = tuple(str(alias) for alias in item.get("aliases", ()))
                entries.append(Entry(path.stem, str(item["name"]), aliases, str(item["status"])))
        return cls(entries, lexicons)

    def find(self, reading: Reading, question: str | None = None) -> dict[str, Entry]:
        """The best entry of every kind of entity: a model before a make, then the first one.

        `question` (trunk, phone, integration) names what was asked for: then no context is needed.
        Names of providers are noted in `reading` as mentions of a vendor, makes as those of a maker,
        systems of customers and hotels as those of a program.
        """
        key = id(reading.lexicon)
        if key not in self._made:
            self._made[key] = Spellings(
                [(entry.name, *entry.aliases) for entry in self._entries], reading.lexicon, self._lexicons
            )
        found: dict[str, tuple[tuple[bool, bool, bool, int], Entry]] = {}
        mentions = [(mention, self._entries[number]) for mention, number in self._made[key].find(reading)]
        instead = _instead(reading, mentions)
        for mention, entry in mentions:
            entity, context, _ = KINDS[entry.kind]
            denial = None if entity in _MADE and is_any_of_its(reading, mention) else _denial(reading, mention)
            if entry is not mentions[-1][1] and topics.answered(reading, mention) is False:
                continue  # "SmartNode? No. It is the HT812."
            if _is_maker_only(reading, mention, entry, mentions):
                reading.note("maker_name", mention.start, mention.end)
                continue
            if denial == 0 or _is_make_of_other(mention, entry, mentions) or _is_inside_phrase(reading, mention):
                continue
            if of_stranger(reading, mention) or of_advert(reading, mention) or of_person(reading, mention):
                continue
            if entity == "pms" and mention.term == "context" and of_house(reading, mention):
                continue
            asked = question == entity or (question == "integration" and entity in ("crm", "pms"))
            asked = asked or mention in instead.values()
            if mention.term == "plural" and entity not in _MADE:
                mention = Mention("context", mention.start, mention.end)
            if mention.term == "context" and not asked and not has_context(reading, mention, context):
                continue
            if mention.term == "guess" and not asked and not is_certain(reading, mention, entity, context):
                continue
            rank = (denial is not None, was_before(reading, mention), not entry.is_model, mention.start)
            if entity == "trunk" and not entry.is_generic:
                reading.note("vendor", mention.start, mention.end)
            elif entity in _MADE and not entry.is_model:
                reading.note("maker_name", mention.start, mention.end)
            elif entity in ("crm", "pms"):
                reading.note("program_name", mention.start, mention.end)
            if mention not in instead and (entity not in found or rank < found[entity][0]):
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


def _denial(reading: Reading, mention: Mention) -> int | None:
    """How many words after a negation the name stands ("not Snom but Fanvil"), None where it is far."""
    gaps = [
        mention.start - negation.end
        for negation in reading.all("negation")
        if negation.end <= mention.start and reading.same_clause(negation, mention)
    ]
    return min(gaps) if gaps and min(gaps) <= 2 else None


def _is_make_of_other(mention: Mention, entry: Entry, mentions: list[tuple[Mention, Entry]]) -> bool:
    """Whether a make only opens the name of something else: the Grandstream of "Grandstream HT802"."""
    return any(
        other.start == mention.end and other.term == "name" and named.kind != entry.kind for other, named in mentions
    )


def _is_maker_only(reading: Reading, mention: Mention, entry: Entry, mentions: list[tuple[Mention, Entry]]) -> bool:
    """Whether the make of a gateway is named as the firm that is asked: "HT812 ..., haven't talked to Grandstream"."""
    made = any(
        named.kind != entry.kind and named.name.startswith(f"{entry.name} ") and other.end != mention.end
        for other, named in mentions
    )
    return made and KINDS[entry.kind][0] in _MADE and reading.beside(mention, "contact", "desk", "says", reach=1)


def _is_inside_phrase(reading: Reading, mention: Mention) -> bool:
    """Whether the word belongs to what somebody asks for or names: "telefonica" in "conferenza telefonica"."""
    return any(
        mention.start in range(asked.start, asked.end) and asked.end - asked.start > mention.end - mention.start
        for asked in reading.all("conference", "request.phone_support", "telephonic")
    )
