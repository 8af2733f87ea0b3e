"""Cases in YAML: a sentence, the facts of a situation, and what has to be decided.

The tests prove the knowledge base with them and `intake policy coverage` counts them. A case names
only what is special; `usual.yml` holds the facts of an ordinary, well-prepared partner.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Mapping, Optional

from bot.policy.yamlfile import Section, read

USUAL = "usual.yml"


@dataclass(frozen=True)
class Case:
    """`expect` holds parts of a decision (lists are compared as they are, `clauses` has to be contained);
    `proves` are clauses without which the case would come out differently."""

    sentence: str
    file: str
    facts: Mapping[str, Any]
    expect: Mapping[str, Any]
    readings: Mapping[str, str]
    as_of: Optional[date]
    proves: tuple[str, ...]


def read_cases(folder: Path) -> list[Case]:
    """All cases of `folder`, in the order of files and lines. Raises KnowledgeError for a wrong key."""
    usual = dict(read(folder / USUAL, folder).named())
    cases = []
    for path in sorted(folder.glob("*.yml")):
        if path.name == USUAL:
            continue
        file = read(path, folder)
        for sentence, content in file.named():
            cases.append(_case(Section(file.file, sentence, content), usual))
    return cases


def _case(section: Section, usual: Mapping[str, Any]) -> Case:
    """`only` gives all facts; `facts` changes the usual ones, null takes one away."""
    if "only" in section:
        facts = dict(section.section("only").named())
    else:
        facts = {**usual, **dict(section.section("facts", {}).named())}
    case = Case(
        section.key,
        section.file,
        {name: value for name, value in facts.items() if value is not None},
        dict(section.section("expect").named()),
        dict(section.section("readings", {}).named()),
        section.day("as_of") if "as_of" in section else None,
        tuple(section.items("proves", [])),
    )
    section.done()
    return case
