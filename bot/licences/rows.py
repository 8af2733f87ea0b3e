"""Reads licences from rows of text: the lines of a CSV file, the answers of a licence service.

Every value is checked, and every fault is reported with its place, what is allowed and never with
the key itself. A file is taken as a whole or not at all.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.licences.key import mask
from bot.licences.licence import EDITIONS, HOSTINGS, LEVELS, STATUSES, Licence
from bot.text.licence_keys import normalise

# Contract section 1.
COLUMNS = (
    "key",
    "status",
    "edition",
    "simultaneous_calls",
    "extensions",
    "hosting",
    "partner_id",
    "partner_name",
    "partner_level",
    "customer",
    "expires",
    "nfr",
    "version",
)
_YES_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}
_LONGEST = {"partner_id": 64, "version": 40}
_LONGEST_NAME = 200
_LARGEST = 100_000


class RowError(ValueError):
    """Values of one row can not be used; `problems` has one sentence each, led by the column."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Fault:
    """What is wrong in a file, and on which line (counted from 1, the heading included)."""

    line: int
    problem: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.problem}"


class FileRefused(ValueError):
    """A file with faults; nothing of it was taken."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def read_csv(lines: Iterable[str]) -> list[Licence]:
    """The licences of a CSV file with the heading of contract section 1, in any order of columns.

    Raises FileRefused with every fault of the file.
    """
    reader = csv.reader(lines, strict=True)
    faults: list[Fault] = []
    found: dict[str, int] = {}
    taken: list[Licence] = []
    try:
        heading = [name.strip() for name in next(reader, [])]
        problem = _heading_problem(heading)
        if problem:
            raise FileRefused([Fault(1, problem)])
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            line = reader.line_num
            try:
                licence = _parse_cells(heading, cells)
            except RowError as error:
                faults += [Fault(line, problem) for problem in error.problems]
                continue
            if licence.key in found:
                faults.append(Fault(line, f"key: the same key as on line {found[licence.key]}; keep one of them"))
            found.setdefault(licence.key, line)
            taken.append(licence)
    except csv.Error as error:
        faults.append(Fault(reader.line_num, f"not CSV ({error})"))
    if faults:
        raise FileRefused(faults)
    return taken


def parse_row(row: Mapping[str, str]) -> Licence:
    """One licence from texts by column; absent is the same as empty. Raises RowError."""
    problems: list[str] = []

    def read(column: str, convert: Callable[[str, str], object]) -> object:
        try:
            return convert(column, row.get(column, "").strip())
        except ValueError as error:
            problems.append(f"{column}: {error}")
            return None

    values = {column: read(column, _CONVERT.get(column, _name)) for column in COLUMNS}
    if problems:
        raise RowError(problems)
    return Licence(**values)  # type: ignore[arg-type]  # the table below gives each column its type


def _heading_problem(heading: list[str]) -> str:
    missing = [name for name in COLUMNS if name not in heading]
    unknown = [repr(name) for name in heading if name not in COLUMNS]
    if len(heading) != len(set(heading)):
        return "a column appears twice; name each column once"
    if missing or unknown:
        parts = [f"missing {', '.join(missing)}"] * bool(missing) + [f"unknown {', '.join(unknown)}"] * bool(unknown)
        return f"heading: {'; '.join(parts)}; expected, separated by commas: {', '.join(COLUMNS)}"
    return ""


def _parse_cells(heading: list[str], cells: list[str]) -> Licence:
    if len(cells) != len(heading):
        raise RowError([f"{len(cells)} values for {len(heading)} columns; quote a value that contains a comma"])
    return parse_row(dict(zip(heading, cells, strict=True)))


def _key(_column: str, text: str) -> str:
    key = normalise(text)
    if key is None:
        raise ValueError("not a licence key; expected four groups of four letters or digits")
    return key


def _one_of(*allowed: str, empty: bool) -> Callable[[str, str], str | None]:
    by_lower = {value.lower(): value for value in allowed}

    def convert(_column: str, text: str) -> str | None:
        if not text and empty:
            return None
        if text.lower() not in by_lower:
            hint = ", or nothing when unknown" if empty else ""
            raise ValueError(f"{_shown(text)} is not one of {', '.join(allowed)}{hint}")
        return by_lower[text.lower()]

    return convert


def _count(_column: str, text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _LARGEST):
        raise ValueError(f"{_shown(text)} is not a whole number from 1 to {_LARGEST}, or nothing when unknown")
    return int(text)


def _day(_column: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{_shown(text)} is not a date such as 2027-03-31, or nothing for no end") from None


def _flag(_column: str, text: str) -> bool:
    if text.lower() not in _YES_NO:
        raise ValueError(f"{_shown(text)} is not true or false")
    return _YES_NO[text.lower()]


def _name(column: str, text: str) -> str | None:
    longest = _LONGEST.get(column, _LONGEST_NAME)
    if len(text) > longest or not text.isprintable():
        raise ValueError(f"expected at most {longest} printable characters")
    return text or None


def _shown(text: str) -> str:
    key = normalise(text)
    return mask(key) if key else repr(text)


_CONVERT: Mapping[str, Callable[[str, str], object]] = {
    "key": _key,
    "status": _one_of(*STATUSES, empty=False),
    "edition": _one_of(*EDITIONS, empty=False),
    "simultaneous_calls": _count,
    "extensions": _count,
    "hosting": _one_of(*HOSTINGS, empty=True),
    "partner_level": _one_of(*LEVELS, empty=True),
    "expires": _day,
    "nfr": _flag,
}


def to_row(licence: Licence) -> Iterator[tuple[str, str]]:
    """Column and text of a licence, such that `parse_row` reads the same licence again."""
    for column in COLUMNS:
        value = getattr(licence, column)
        yield column, "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
