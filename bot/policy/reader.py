"""Reads `policy_kb/` into values, or says file by file what is wrong with it.

Called once by `bot.policy.load` and by `intake policy check`. It only reads: what follows from the
clauses is the rulebook's business.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Callable, TypeVar

from bot.policy.clauses import Clause
from bot.policy.dated import read_clause, read_reading
from bot.policy.errors import Finding, KnowledgeError
from bot.policy.knowledge import OUTCOMES_THAT_ASK, Knowledge, Page, Procedure
from bot.policy.rules import NUMBERS, RuleParser, Vocabulary, choices_of, read_kind
from bot.policy.sla import Calendar
from bot.policy.topics import read_topic
from bot.policy.versions import Release
from bot.policy.yamlfile import Section, read

_T = TypeVar("_T")


def read_knowledge(folder: Path) -> Knowledge:
    """The knowledge base in `folder`. Raises KnowledgeError with all faults that can be found at once."""
    procedure = _procedure(read(folder / "procedure.yml", folder))
    problems = _problems(read(folder / "problems.yml", folder))
    groups = {name: tuple(items) for name, items in read(folder / "groups.yml", folder).named()}
    readings = _each(folder, "readings", lambda path: read_reading(read(path, folder), path.stem))
    fact_file = read(folder / "facts.yml", folder)
    raw_kinds = {name: Section(fact_file.file, name, content) for name, content in fact_file.named()}
    values = {
        name: tuple(item.take("values"))
        for name, item in raw_kinds.items()
        if isinstance(item.take("values", None), list)
    }
    words = Vocabulary(
        choices_of(values, tuple(problems), procedure.requests),
        NUMBERS | {name for name, item in raw_kinds.items() if "integer" in item},
        groups,
        readings,
        procedure.steps,
        (*procedure.strictness, OUTCOMES_THAT_ASK),
        procedure.priorities,
    )
    kinds = {
        name: read_kind(name, item, RuleParser(words, {}))
        for name, item in raw_kinds.items()
        if item.take("values", None) not in ("problems", "requests")
    }
    page = _page(read(folder / "page.yml", folder))
    clauses = _each(folder, "clauses", lambda path: read_clause(read(path, folder), path.stem, words, page))
    releases, as_of, warn_after = _versions(read(folder / "versions.yml", folder))
    return Knowledge(
        page,
        procedure,
        problems,
        groups,
        readings,
        kinds,
        tuple(raw_kinds),
        raw_kinds["problems"].text("clause"),
        dict(sorted(clauses.items(), key=lambda item: _page_order(page, item[1]))),
        _each(folder, "calendars", lambda path: _calendar(read(path, folder), path.stem)),
        releases,
        as_of,
        warn_after,
        _each(folder, "topics", lambda path: read_topic(read(path, folder), path.stem, clauses)),
    )


def _each(folder: Path, name: str, parse: Callable[[Path], _T]) -> dict[str, _T]:
    """One value a file of a folder; the faults of all files are reported together."""
    found: dict[str, _T] = {}
    findings: list[Finding] = []
    for path in sorted((folder / name).glob("*.yml")):
        try:
            found[path.stem] = parse(path)
        except KnowledgeError as error:
            findings.extend(error.findings)
    if not found and not findings:
        findings.append(Finding(f"{name}/", "the folder", "at least one .yml file", "Restore it from the repository."))
    if findings:
        raise KnowledgeError(findings)
    return found


def _procedure(section: Section) -> Procedure:
    strictness = tuple(section.items("strictness"))
    procedure = Procedure(
        tuple(section.items("steps")),
        strictness,
        section.choice("opens_a_ticket", strictness),
        section.choice("gives_up", strictness),
        tuple(section.items("priorities")),
        tuple(section.items("requests")),
    )
    section.done()
    return procedure


def _problems(section: Section) -> dict[str, str]:
    problems = {}
    for code, content in section.named():
        item = Section(section.file, code, content)
        item.text("category")
        problems[code] = str(item.choice("logs", ("required", "optional")))
        item.done()
    return problems


def _page(section: Section) -> Page:
    section.text("source")
    section.text("language")
    urls = section.take("policy_urls")
    headings = {}
    for name, content in section.section("headings").named():
        heading = Section(section.file, f"headings.{name}", content)
        heading.text("title")
        headings[name] = tuple(heading.items("points"))
        heading.done()
    page = Page(headings, section.day("vouched_from"), urls)
    section.done()
    return page


def _page_order(page: Page, clause: Clause) -> tuple[int, int, str]:
    heading, point = clause.places[0]
    return list(page.headings).index(heading), point, clause.id


def _calendar(section: Section, stem: str) -> Calendar:
    if section.text("name") != stem:
        raise section.error("name", f"the file's name, {stem}", "Make both the same.")
    section.text("what")
    section.text("source")
    fixed = section.items("fixed", [])
    for day in fixed:
        if not isinstance(day, str) or len(day) != 5 or day[2] != "-":
            raise section.error("fixed", f"days as 12-25, not {day!r}", "Write month-day, two digits each.")
    calendar = Calendar(
        stem,
        tuple(section.one_of("weekend", day, Calendar.DAYS) for day in section.items("weekend")),
        tuple((int(day[:2]), int(day[3:])) for day in fixed),
        tuple(section.items("easter", [])),
        section.text("country", None) if "country" in section else None,
    )
    section.done()
    return calendar


def _versions(section: Section) -> tuple[tuple[Release, ...], date, int]:
    releases = []
    for item in section.sections("latest"):
        releases.append(Release(item.number("major"), item.number("update"), item.day("from")))
        item.choice("exact", (True, False), True)
        item.choice("mark", ("S", "S-", "K"))
        item.text("source")
        item.done()
    as_of, warn_after = section.day("as_of"), section.number("warn_after_days")
    section.text("release_page")
    section.done()
    return tuple(releases), as_of, warn_after
