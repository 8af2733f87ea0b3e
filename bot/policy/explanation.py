"""Explains a decision: why, what would change it, what helps instead, the fee and the target date.

Builds `Text` values with keys `policy.<...>` from the clauses that carried the decision; what would
change it comes from asking the engine again. The words are in `locales/`, none are here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Mapping, Optional
from zoneinfo import ZoneInfo

from bot.policy.book import Rulebook
from bot.policy.decision import Decision
from bot.policy.errors import ReadingError
from bot.policy.facts import Known
from bot.policy.policy import Policy
from bot.policy.verdict import Verdict
from bot.policy.versions import latest
from bot.text.catalogue import Text

_FEE = "fee_possible"
_ASKS = "need_facts"


@dataclass(frozen=True)
class Explanation:
    """`why`, `change` and `instead` are lines; `fee` and `sla` are None where they do not apply."""

    why: list[Text] = field(default_factory=list)
    change: list[Text] = field(default_factory=list)
    instead: list[Text] = field(default_factory=list)
    fee: Optional[Text] = None
    sla: Optional[Text] = None


def explain(
    policy: Policy,
    facts: Mapping[str, Any],
    decision: Decision,
    *,
    as_of: date | datetime | None = None,
    readings: Mapping[str, str] | None = None,
    zone: str | None = None,
) -> Explanation:
    """The explanation of `decision`, which `policy.decide` made of the same facts, day and readings.

    `zone` is the user's time zone for the target date (default: the office's). Raises FactError as
    `decide` does.
    """
    day = policy.day_of(as_of)
    known = policy.facts.read(facts, day)
    book = policy.book(day, readings)
    clauses = policy.knowledge.clauses
    asking = {book.kinds[name].clause for name in decision.missing if name in book.kinds}
    told = [clause for clause in decision.clauses if clauses[clause].told == "why"]
    return Explanation(
        [Text("policy.why", {"reason": _reason(book, clause), "clause": clause}) for clause in told],
        [] if decision.outcome == _ASKS else _changes(book, known, decision),
        [
            Text(f"policy.clause.{clause}.instead")
            for clause in decision.clauses
            if clauses[clause].instead and clause not in asking
        ],
        Text("policy.fee") if _FEE in decision.flags else None,
        _sla(policy, book, known, as_of, zone) if decision.level_cap is not None else None,
    )


def answer(policy: Policy, topic: str) -> Text:
    """The answer to a question about the policy: a topic of the FAQ or a clause by its id.

    Raises ReadingError for a topic that is neither.
    """
    day = policy.today()
    book = policy.book(day)
    if topic in policy.knowledge.clauses:
        return Text("policy.why", {"reason": _reason(book, topic), "clause": topic})
    if topic not in policy.knowledge.topics:
        raise ReadingError(f"{topic}: there is no such topic; the topics are {', '.join(policy.topics)}")
    clauses = policy.knowledge.topics[topic].clauses
    params: dict[str, Any] = {}
    for clause in clauses:
        params |= book.values.get(clause, {})
    newest = latest(policy.knowledge.releases, day)
    if newest is not None:
        params["latest"] = f"V{newest.major} Update {newest.update}"
    return Text("policy.answer", {"text": Text(f"policy.topic.{topic}", params), "clauses": ", ".join(clauses)})


def _reason(book: Rulebook, clause: str) -> Text:
    return Text(f"policy.clause.{clause}.reason", dict(book.values.get(clause, {})))


def _changes(book: Rulebook, known: Known, decision: Decision) -> list[Text]:
    """One line for each single fact whose change would lead further."""
    now = _verdict_with(book, known, {})
    lines = []
    for name, kind in book.kinds.items():
        if name not in known.values or (kind.without_ticket and decision.level_cap is not None):
            continue
        for value in kind.changes:
            then = _verdict_with(book, known, {name: value})
            if value != known.values[name] and _further(book, then) > _further(book, now):
                lines.append(Text(f"policy.change.{name}_{value}".lower(), {"result": _result(then)}))
                break
    return lines


def _verdict_with(book: Rulebook, known: Known, change: Mapping[str, Any]) -> Verdict:
    """The verdict if `change` held, everything unknown taken as presumed."""
    full = book.completed({**known.values, **change})
    return book.verdict_of(tuple(full.items()), known.problems, frozenset())


def _further(book: Rulebook, verdict: Verdict) -> tuple[int, int]:
    """How far a verdict leads: nearer to a ticket, then higher in level."""
    procedure = book.knowledge.procedure
    reached = procedure.strictness.index(verdict.outcome)
    if procedure.opens_a_ticket in verdict.alternatives:
        reached = procedure.strictness.index(procedure.opens_a_ticket)
    return min(reached, procedure.strictness.index(procedure.opens_a_ticket)), verdict.level or 0


def _result(verdict: Verdict) -> Text:
    if verdict.level is None or verdict.outcome == "ticket":
        return Text(f"policy.result.{verdict.outcome}", {"level": verdict.level or 1})
    return Text("policy.result.forum_or_ticket", {"level": verdict.level})


def _sla(policy: Policy, book: Rulebook, known: Known, as_of: date | datetime | None, zone: str | None) -> Text | None:
    target = policy.target(known, as_of, book)
    if target is None:
        return None
    own = ZoneInfo(zone) if zone else policy.zone
    counted: dict[str, Any] = {"hours": target.hours, "created": target.created.astimezone(own)}
    how = "counted_all"
    if target.skipped:
        how = "counted_without"
        counted["days"] = [Text(f"policy.sla.day_{why}", {"day": day}) for day, why in target.skipped]
    return Text(
        "policy.sla.target",
        {
            "meaning": Text(f"policy.sla.meaning_{book.readings['sla_meaning']}"),
            "due": target.due.astimezone(own),
            "counted": Text(f"policy.sla.{how}", counted),
        },
    )
