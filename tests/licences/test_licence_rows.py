"""Reading licences from a file: all of it or nothing, every fault with its line."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.licences import Licence
from bot.licences.licence import HOSTINGS, LEVELS
from bot.licences.rows import COLUMNS, FileRefused, parse_row, read_csv, to_row

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "licences.csv"
GOOD = {
    "key": "ab12cd34ef56gh78",
    "status": "active",
    "edition": "pro",
    "simultaneous_calls": "16",
    "extensions": "",
    "hosting": "on_premise",
    "partner_id": "P-1",
    "partner_name": "Example, Telecom",
    "partner_level": "Silver",
    "customer": "Customer 001",
    "expires": "2027-03-31",
    "nfr": "",
    "version": "V20 U10",
}


def _file(*rows: dict[str, str]) -> list[str]:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().splitlines(keepends=True)


def _faults(lines: list[str]) -> list[str]:
    with pytest.raises(FileRefused) as refused:
        read_csv(lines)
    return [str(fault) for fault in refused.value.faults]


def test_a_row_is_read_with_its_types() -> None:
    """Case does not matter where values are words; empty means unknown."""
    assert read_csv(_file(GOOD)) == [
        Licence(
            key="AB12-CD34-EF56-GH78",
            status="active",
            edition="PRO",
            simultaneous_calls=16,
            hosting="on_premise",
            partner_id="P-1",
            partner_name="Example, Telecom",
            partner_level="silver",
            customer="Customer 001",
            expires=date(2027, 3, 31),
            version="V20 U10",
        )
    ]


def test_a_licence_survives_being_written_and_read() -> None:
    """`to_row` and `parse_row` are inverse."""
    [licence] = read_csv(_file(GOOD))
    licence = replace(licence, nfr=True, expires=None)
    assert parse_row(dict(to_row(licence))) == licence


@pytest.mark.parametrize(
    "column, value, expected",
    [
        ("key", "AB12-CD34", "four groups of four"),
        ("status", "", "is not one of active, expired, nfr"),
        ("edition", "DELUXE", "is not one of FREE, SMB, PRO, ENT, TRIAL"),
        ("simultaneous_calls", "many", "is not a whole number from 1"),
        ("simultaneous_calls", "0", "is not a whole number from 1"),
        ("extensions", "9" * 30, "is not a whole number from 1"),
        ("extensions", "²", "is not a whole number from 1"),
        ("hosting", "cloud", "is not one of hosted_by_3cx"),
        ("partner_level", "diamond", "is not one of bronze"),
        ("expires", "31.03.2027", "is not a date such as"),
        ("nfr", "perhaps", "is not true or false"),
        ("customer", "x" * 201, "at most 200 printable characters"),
        ("version", "V20\x07", "at most 40 printable characters"),
    ],
)
def test_a_bad_value_is_reported_with_line_column_and_remedy(column: str, value: str, expected: str) -> None:
    """The good line before it is not taken either."""
    [fault] = _faults(_file({**GOOD, "key": "ZZZZ-1111-2222-3333"}, {**GOOD, column: value}))
    assert fault.startswith(f"line 3: {column}: ") and expected in fault


def test_all_faults_of_a_file_are_reported_at_once() -> None:
    """Nobody wants to import ten times for ten faults."""
    faults = _faults(_file({**GOOD, "nfr": "x", "hosting": "x"}, GOOD, {**GOOD, "expires": "x"}))
    assert [fault[:6] for fault in faults] == ["line 2", "line 2", "line 4"]


def test_the_same_key_twice_is_a_fault() -> None:
    """Also when it is typed differently; the key itself is not repeated in the message."""
    [fault] = _faults(_file(GOOD, {**GOOD, "key": "AB12-CD34-EF56-GH78"}))
    assert fault == "line 3: key: the same key as on line 2; keep one of them"


def test_a_key_in_the_wrong_column_is_not_repeated() -> None:
    """A file with exchanged columns must not put keys on a screen or into a log."""
    [fault, *_] = _faults(_file({**GOOD, "status": "AB12-CD34-EF56-GH78"}))
    assert "status: " in fault and "CD34" not in fault


def test_a_wrong_heading_names_what_is_missing_and_unknown() -> None:
    """For instance a file with semicolons, as some spreadsheets write it."""
    assert "missing key" in _faults([";".join(COLUMNS) + "\n"])[0]
    assert "unknown 'colour'" in _faults([",".join([*COLUMNS, "colour"]) + "\n"])[0]
    assert "missing" in _faults([])[0]
    assert "appears twice" in _faults([",".join([*COLUMNS, "key"]) + "\n"])[0]


def test_a_row_with_too_many_values_is_a_fault() -> None:
    """An unquoted comma would otherwise move every later value by one."""
    lines = _file(GOOD)
    lines[1] = lines[1].replace('"Example, Telecom"', "Example, Telecom")
    assert "14 values for 13 columns" in _faults(lines)[0]


def test_a_broken_quote_is_a_fault_with_its_line() -> None:
    """Python's reader would otherwise swallow the rest of the file."""
    [fault] = _faults([*_file(GOOD), '"open,\n'])
    assert fault.startswith("line 3: not CSV")


def test_the_sample_covers_what_the_intake_meets() -> None:
    """All levels and hostings, sizes from 4 to 1024, NFR, expired, trial, old versions, and D3."""
    with SAMPLE.open(encoding="utf-8", newline="") as lines:
        licences = read_csv(lines)
    sizes = {licence.simultaneous_calls for licence in licences}
    today = date(2026, 11, 23)
    by_customer: dict[str, set[int]] = {}
    for licence in licences:
        by_customer.setdefault(licence.customer or "", set()).add(licence.simultaneous_calls or 0)
    assert len(licences) >= 60
    assert {licence.partner_level for licence in licences} >= set(LEVELS)
    assert {licence.hosting for licence in licences} == set(HOSTINGS)
    assert {licence.edition for licence in licences} == {"FREE", "SMB", "PRO", "ENT", "TRIAL"}
    assert {4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024} <= sizes
    assert {licence.status_on(today) for licence in licences} == {"active", "expired", "nfr"}
    assert any(4 in found and max(found) > 4 for found in by_customer.values())
