"""`intake decide` and `intake policy`: decide, replay, check and compare with the policy.

For people who run or change the policy: they read facts as JSON lines and print JSON lines or plain
lines. Nothing here decides; `bot.policy` does.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, Iterator, Mapping

import click

from bot import settings
from bot.cli import Refused, batch
from bot.policy import Policy, PolicyError, load
from bot.policy.cases import read_cases
from bot.policy.check import check as check_knowledge
from bot.policy.check import warnings
from bot.policy.compare import coverage as coverage_of
from bot.policy.compare import flips
from bot.policy.survey import survey as survey_of
from bot.text.catalogue import Catalogue, TextError


class Day(click.ParamType[date]):
    """A date, or a moment with its zone, in ISO 8601."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | datetime:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2026-01-31", param, ctx)


def _pairs(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for value in values:
        name, sign, chosen = value.partition("=")
        if not sign:
            raise click.BadParameter(f"{value!r}: write it as name=alternative, such as l3=R1")
        pairs[name] = chosen
    return pairs


_as_of = click.option("--as-of", type=Day(), help="Decide by the policy of that day.")
_reading = click.option("--reading", "readings", multiple=True, callback=_pairs, help="name=alternative; repeatable.")


@click.command()
@_as_of
@_reading
@click.option("--replay", metavar="TICKET", help="Decide a stored ticket again, as of the day it was opened.")
def decide(as_of: date | None, readings: dict[str, str], replay: str | None) -> None:
    """Facts (JSON lines on stdin) in, decisions out; or a past ticket decided again."""
    engine = _policy()
    try:
        if replay is not None:
            click.echo(json.dumps(_replayed(engine, replay, as_of, readings), ensure_ascii=False))
            return
        engine.decide({}, as_of=as_of, readings=readings)  # refuses a wrong date or reading before the first line
    except PolicyError as error:
        raise Refused(str(error)) from None
    batch.run(lambda facts: engine.decide(facts, as_of=as_of, readings=readings).to_dict())


@click.group()
def policy() -> None:
    """The knowledge base: check it, see what a change does, what is used."""


@policy.command()
def check() -> None:
    """Validates policy_kb/ and says, file by file, what to correct."""
    config = settings.load()
    try:
        findings = check_knowledge(config.policy_kb, Catalogue.load(config.locales))
    except TextError as error:
        raise Refused(str(error)) from None
    if findings:
        raise Refused("\n".join(map(str, findings)))
    engine = _policy()
    for warning in warnings(engine.knowledge, engine.today()):
        click.echo(f"warning: {warning}")
    click.echo(f"{len(engine.knowledge.clauses)} clauses, {len(engine.knowledge.readings)} readings: no faults")


@policy.command()
@click.argument("facts", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FACTS.jsonl")
@_reading
@_as_of
@click.option("--against", type=Day(), help="Compare with the policy of that other day.")
def diff(facts: Path, readings: dict[str, str], as_of: date | None, against: date | None) -> None:
    """Which decisions a reading, or another day, would flip; one JSON line each."""
    if not readings and against is None:
        raise click.UsageError("say what changes: --reading name=alternative or --against DATE")
    try:
        cases = [_object(facts, number, line) for number, line in enumerate(facts.read_text("utf-8").splitlines(), 1)]
        found = flips(_policy(), cases, readings, as_of=as_of, against=against)
    except PolicyError as error:
        raise Refused(str(error)) from None
    for flip in found:
        click.echo(json.dumps(flip.to_dict(), ensure_ascii=False))
    click.echo(f"{len(found)} of {len(cases)} decisions change", err=True)


@policy.command()
@click.option(
    "--cases",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=settings.ROOT / "tests" / "policy" / "cases",
    help="Folder of cases in YAML.",
)
def coverage(cases: Path) -> None:
    """Clause by clause: how many cases and past tickets used it."""
    engine = _policy()
    decided = [
        engine.decide(case.facts, as_of=case.as_of, readings=case.readings).clauses for case in read_cases(cases)
    ]
    for use in coverage_of(engine, decided, _ticket_clauses()):
        kind = " (answers questions)" if use.informative else ""
        click.echo(f"{use.clause:5} cases {use.cases:4}  tickets {use.tickets:5}  {use.rule}{kind}")


@policy.command()
@_reading
def survey(readings: dict[str, str]) -> None:
    """Every combination of facts that the rules tell apart, counted by outcome."""
    engine = _policy()
    try:
        found = survey_of(engine, readings)
    except PolicyError as error:
        raise Refused(str(error)) from None
    for outcome, number in found.combinations.most_common():
        click.echo(f"{outcome:22} {number:18,} combinations  {found.cases[outcome]:7,} decided")
    for clause in found.unused(engine):
        click.echo(f"never reached: {clause}")
    if found.disagreements:
        raise Refused("\n".join(found.disagreements[:20]))


def _policy() -> Policy:
    config = settings.load()
    try:
        return load(config.policy_kb, config.office_zone)
    except PolicyError as error:
        raise Refused(f"{error}\nRun 'intake policy check' for all faults.") from None


def _object(path: Path, number: int, line: str) -> Mapping[str, Any]:
    try:
        content = json.loads(line)
    except ValueError as error:
        raise Refused(f"{path}:{number}: not a JSON line: {error}") from None
    if not isinstance(content, dict):
        raise Refused(f"{path}:{number}: expected a JSON object")
    return content


def _replayed(engine: Policy, id: str, as_of: date | None, readings: dict[str, str]) -> dict[str, Any]:
    """The decision on a stored ticket's facts, with the stored one and whether they are the same."""
    ticket = _store().find(id)
    if ticket is None:
        raise Refused(f"no ticket {id!r}; see intake tickets list")
    stored = dict(ticket.decision)
    facts = {"created_at": ticket.created_at, **ticket.facts}
    taken = dict(item.split(":", 1)[1].split("=", 1) for item in stored.get("readings", []))
    again = engine.decide(facts, as_of=as_of or ticket.created_at, readings={**taken, **readings}).to_dict()
    return {"ticket": ticket.id, "same": _same(stored, again), "decision": again, "stored": stored}


def _same(stored: Mapping[str, Any], again: Mapping[str, Any]) -> bool:
    compared = ("outcome", "alternatives", "level_cap", "priority", "phone_support", "clauses", "flags")
    return all(stored.get(name) == again[name] for name in compared)


def _store() -> Any:
    from bot.database import connect  # a batch of facts needs no database
    from bot.tickets import TicketStore

    return TicketStore(connect(settings.load().database))


def _ticket_clauses() -> Iterator[list[str]]:
    for ticket in _store().list():
        yield list(ticket.decision.get("clauses") or [])
