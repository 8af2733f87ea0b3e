"""The entries of the gazetteers, and words of a message that may name one of them.

`Names` reads them and gathers the candidates; the rules (`bars`) and the second reader judge these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.understanding.facts.words.mentions import Mention

# File of the gazetteers -> name of the entity, words that give context, fact that the status sets.
KINDS = {
    "trunks": ("trunk", ("trunk_word",), "trunk_status"),
    "phones": ("phone", ("phone_word", "loudspeaker"), "phone_status"),
    "crm": ("crm", ("integration_word", "contact_card"), "integration_status"),
    "pms": ("pms", ("integration_word", "hotel_word"), "integration_status"),
    "headsets": ("headset", ("phone_word", "headset_word"), None),
    "gateways": ("gateway", ("phone_word", "gateway_word", "analogue"), None),
}
MADE = ("phone", "gateway", "headset")  # a make of these is a firm that can be asked


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


@dataclass(frozen=True)
class Candidate:
    """A word or words that may name an entry of the case; `bar` is what the rules hold against it.

    `asked` says that the open question is about such names, `denied` that it stands behind a negation, `taken_back`
    that another name follows in its place, `rivals` how many entries of its kind the message may name.
    """

    mention: Mention
    entry: Entry
    bar: str | None
    asked: bool
    denied: bool
    taken_back: bool
    rivals: int

    @property
    def entity(self) -> str:
        """The kind of entity that it may be."""
        return KINDS[self.entry.kind][0]


def unbarred(candidates: Iterable[Candidate]) -> set[Candidate]:
    """Those against which the rules hold nothing."""
    return {one for one in candidates if one.bar is None}


def load(folder: Path) -> list[Entry]:
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
    return entries
