"""Holds the knowledge base against itself, the page and the locales; for `intake policy check`.

The loader already refuses wrong keys and values. Here stands what only shows when files are seen
together: a point of the page without a clause, a clause without words, a reading that nothing reads.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Iterator

from bot.policy.conditions import OneOf, Reads, Within, leaves
from bot.policy.errors import Finding, KnowledgeError
from bot.policy.knowledge import Knowledge
from bot.policy.reader import read_knowledge
from bot.policy.topics import LANGUAGES
from bot.policy.yamlfile import read
from bot.text.catalogue import Catalogue

STATUSES = ("supported", "unsupported", "end_of_life", "unknown")
MARKS = ("S", "S-", "K")
# readings that are read by the engine itself instead of by a clause
_READ_BY_ENGINE = frozenset({"logs", "sla", "sla_meaning", "calendar", "unanswered"})


def check(folder: Path, catalogue: Catalogue) -> list[Finding]:
    """Every fault of the knowledge base in `folder`; empty when it can be used."""
    try:
        knowledge = read_knowledge(folder)
    except KnowledgeError as error:
        return [*error.findings, *_gazetteers(folder)]
    return [
        *_page(knowledge),
        *_readings(knowledge),
        *_facts(knowledge),
        *_words(knowledge, catalogue),
        *_gazetteers(folder),
    ]


def warnings(knowledge: Knowledge, today: date) -> list[str]:
    """What is no fault but wants a look: the list of versions has grown old."""
    age = today - knowledge.versions_as_of
    if age > timedelta(days=knowledge.versions_warn_after):
        return [
            f"versions.yml: as_of: {knowledge.versions_as_of} is {age.days} days old (limit "
            f"{knowledge.versions_warn_after}). Compare it with the release page and set as_of to today."
        ]
    return []


def _page(knowledge: Knowledge) -> Iterator[Finding]:
    carried = {place for clause in knowledge.clauses.values() for place in clause.places}
    for heading, points in knowledge.page.headings.items():
        for number, opening in enumerate(points, 1):
            if (heading, number) not in carried:
                yield Finding(
                    "page.yml",
                    f"headings.{heading}.points[{number}]",
                    f"a clause that carries '{opening} ...'",
                    "Add the point to the clause's 'page', or write the clause.",
                )


def _readings(knowledge: Knowledge) -> Iterator[Finding]:
    conditions = [rule.when for clause in knowledge.clauses.values() for p in clause.periods for rule in p.rules]
    conditions += [kind.asked for kind in knowledge.kinds.values()]
    conditions += [when for kind in knowledge.kinds.values() for when, _ in kind.replaced]
    used = {leaf.name for item in conditions for leaf in leaves(item) if isinstance(leaf, Reads)} | _READ_BY_ENGINE
    for name, reading in knowledge.readings.items():
        if name not in used and len(reading.alternatives) > 1:
            yield Finding(
                f"readings/{name}.yml",
                "alternatives",
                "a clause or fact that reads it",
                f"Use 'reading: {{{name}: ...}}' in a clause, or keep the one alternative that holds.",
            )
    for name in knowledge.readings["calendar"].alternatives:
        if name not in knowledge.calendars:
            yield Finding("readings/calendar.yml", f"alternatives.{name}", f"calendars/{name}.yml", "Add the calendar.")


def _facts(knowledge: Knowledge) -> Iterator[Finding]:
    order = {name: i for i, name in enumerate(knowledge.order)}
    for name, kind in knowledge.kinds.items():
        if kind.clause not in knowledge.clauses:
            yield Finding(
                "facts.yml", f"{name}.clause", "the id of a clause", "Name the clause that asks for the fact."
            )
        for leaf in leaves(kind.asked):
            if isinstance(leaf, (OneOf, Within)) and leaf.fact in order and order[leaf.fact] >= order[name]:
                yield Finding(
                    "facts.yml",
                    f"{name}.asked",
                    f"facts further up only, not {leaf.fact}",
                    f"Move {name} below {leaf.fact}, or ask without it.",
                )


def _words(knowledge: Knowledge, catalogue: Catalogue) -> Iterator[Finding]:
    keys = []
    for clause in knowledge.clauses.values():
        keys.append(f"clause.{clause.id}.reason")
        if clause.instead:
            keys.append(f"clause.{clause.id}.instead")
    keys += [f"topic.{topic}" for topic in knowledge.topics]
    keys += [f"change.{kind.name}_{value}".lower() for kind in knowledge.kinds.values() for value in kind.changes]
    keys += [f"sla.meaning_{name}" for name in knowledge.readings["sla_meaning"].alternatives]
    remedy = "Write it; translate from locales/en/policy.yml."
    for language in LANGUAGES:
        missing = [key for key in keys if not catalogue.has(f"policy.{key}", language)]
        file = f"locales/{language}/policy.yml"
        if len(missing) == len(keys):
            yield Finding(file, "the file", "the words of the policy", remedy)
        else:
            yield from (Finding(file, key, "a text", remedy) for key in missing)


def _gazetteers(folder: Path) -> Iterator[Finding]:
    for path in sorted((folder / "gazetteers").glob("*.yml")):
        try:
            section = read(path, folder)
            sources = dict(section.section("sources").named())
            for entry in section.sections("entries"):
                entry.text("name")
                for alias in entry.items("aliases"):
                    if not isinstance(alias, str):
                        raise entry.error("aliases", f"texts, not {alias!r}", "Put it into double quotes.")
                entry.choice("status", STATUSES)
                entry.day("as_of")
                entry.choice("mark", MARKS)
                entry.choice("source", sources)
                entry.text("note", None)
                entry.done()
            section.done()
        except KnowledgeError as error:
            yield from error.findings
