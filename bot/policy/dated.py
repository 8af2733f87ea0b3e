"""Reads the dated files of the knowledge base: clauses and readings, period by period.

Used by `bot.policy.reader`. A new period is appended, an old one is never edited; what is out of
order is refused with file, key and remedy.
"""

from __future__ import annotations

from bot.policy.clauses import Clause, Period, Reading, ReadingPeriod, Rule
from bot.policy.knowledge import Page
from bot.policy.rules import RuleParser, Vocabulary
from bot.policy.yamlfile import Section


def read_reading(section: Section, stem: str) -> Reading:
    """The reading of one file; raises KnowledgeError."""
    _same_name(section, stem)
    alternatives = {name: text for name, text in section.section("alternatives").named()}
    periods = []
    for item in section.sections("valid"):
        since = item.day("from")
        until = item.day("until") if "until" in item else None
        periods.append(ReadingPeriod(since, until, item.choice("value", alternatives)))
        item.done()
    reading = Reading(
        stem, section.text("decides"), section.text("question"), alternatives, tuple(periods), section.text("why")
    )
    section.text("source")
    section.done()
    _in_order(section, reading.periods)
    return reading


def read_clause(section: Section, stem: str, words: Vocabulary, page: Page) -> Clause:
    """The clause of one file; raises KnowledgeError."""
    _same_name(section, stem)
    places = [
        *_places(section.section("page"), page),
        *(_places(section.section("also"), page) if "also" in section else ()),
    ]
    periods = []
    for item in section.sections("valid"):
        since = item.day("from")
        until = item.day("until") if "until" in item else None
        values: dict[str, int] = item.take("values", {})
        parser = RuleParser(words, values)
        rules: tuple[Rule, ...] = tuple(parser.rule(stem, rule) for rule in item.sections("rules"))
        periods.append(Period(since, until, rules, values))
        item.done()
    clause = Clause(
        stem,
        section.text("rule"),
        tuple(places),
        bool(section.choice("instead", (True,), False)),
        str(section.choice("told", ("why", "fee", "sla"), "why")),
        tuple(periods),
    )
    section.done()
    _in_order(section, clause.periods)
    return clause


def _places(section: Section, page: Page) -> list[tuple[str, int]]:
    heading = section.choice("heading", page.headings)
    allowed = range(1, len(page.headings[heading]) + 1)
    places = [(heading, int(section.one_of("points", point, allowed))) for point in section.items("points")]
    section.done()
    if not places:
        raise section.error("points", "at least one point of the heading", "See page.yml for the numbers.")
    return places


def _same_name(section: Section, stem: str) -> None:
    if section.text("id") != stem:
        raise section.error("id", f"the file's name, {stem}", "Make both the same.")


def _in_order(section: Section, periods: tuple[Period, ...] | tuple[ReadingPeriod, ...]) -> None:
    days = [period.since for period in periods]
    if not days or days != sorted(set(days)):
        raise section.error(
            "valid", "periods in the order of their 'from'", "Append the new period; never edit an old one."
        )
