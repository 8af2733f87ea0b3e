"""`intake licences`: fill the registry from a file, look at one licence.

For operators. A key is taken as an argument and never printed: answers show its last group only.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot import settings
from bot.cli import Refused
from bot.database import connect
from bot.licences import RegistryUnavailable, SqlRegistry
from bot.licences.rows import FileRefused, to_row
from bot.vault import cipher_for, ensure_key, ensure_secret


@click.group()
def licences() -> None:
    """The registry of licences."""


@licences.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(file: Path) -> None:
    """Take over FILE (CSV) as a whole, or nothing of it when a line is wrong."""
    try:
        report = _registry().import_csv(file)
    except FileRefused as error:
        refused = f"{file}: nothing imported, {len(error.faults)} to correct"
        raise Refused("\n  ".join([refused, *map(str, error.faults)])) from None
    except UnicodeDecodeError:
        raise Refused(f"{file}: nothing imported; the file is not UTF-8, save it as UTF-8") from None
    total = report.added + report.changed + report.unchanged
    click.echo(f"{total} licences: {report.added} added, {report.changed} changed, {report.unchanged} unchanged")


@licences.command()
@click.argument("key")
def show(key: str) -> None:
    """What the registry knows about KEY, as JSON; the key itself is masked."""
    try:
        licence = _registry().find(key)
    except RegistryUnavailable as error:
        raise Refused(str(error)) from None
    if licence is None:
        raise Refused("no such licence; check the four groups of the key")
    row = dict(to_row(licence)) | {"key": licence.masked}
    click.echo(json.dumps({**row, "facts": licence.facts()}, ensure_ascii=False))


def _registry() -> SqlRegistry:
    configured = settings.load()
    cipher = cipher_for(ensure_key(configured))
    return SqlRegistry(connect(configured.database), ensure_secret(configured), cipher)
