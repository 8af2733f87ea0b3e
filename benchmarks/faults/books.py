"""The books of the fault benchmark: what was submitted, acknowledged, lost or doubled, by scenario."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import Sequence


@dataclass
class Result:
    """Figures of one scenario.

    Lost: acknowledged, and then not exactly one ticket here, none at the desk, or nothing told to the user.
    Doubled: more than one ticket here for a submission, at the desk for a ticket, or told twice.
    """

    name: str
    submissions: int
    acknowledged: int
    faults: int
    lost: int
    doubled: int


_WIDTH = 52


def table(results: Sequence[Result]) -> str:
    """The figures, one scenario a line, and their sum."""
    names = [field.name for field in fields(Result)][1:]
    total = Result("total", *(sum(getattr(result, name) for result in results) for name in names))
    lines = [" " * _WIDTH + "".join(f"{name:>14}" for name in names)]
    for result in (*results, total):
        name, *figures = astuple(result)
        lines.append(f"{name:{_WIDTH}}" + "".join(f"{figure:>14}" for figure in figures))
    return "\n".join(lines)


def failures(results: Sequence[Result]) -> list[str]:
    """What is wrong with a run: losses, doubles, scenarios in which nothing happened. Empty when all is well."""
    wrong = []
    for result in results:
        if result.lost or result.doubled:
            wrong.append(f"{result.name}: {result.lost} lost, {result.doubled} doubled")
        if not (result.faults and result.acknowledged):
            wrong.append(f"{result.name}: no fault happened, or nothing was acknowledged")
    return wrong
