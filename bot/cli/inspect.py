"""`intake inspect FILE...`: looks at logs, captures and support packages, one JSON line each.

For operators and scripts. It reads files and changes nothing; a file that would be refused as an upload
is answered like any other, with `accepted: false` and the reason.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot import settings
from bot.attachments.finding import Finding, Refused, blank, refuse
from bot.attachments.inspect.inspector import inspect as look
from bot.attachments.inspect.rules import RuleError
from bot.attachments.limits import Limits

# On one's own disk larger files make sense than those that come through the chat.
_LIMITS = Limits(file_bytes=4096 * 1024 * 1024)


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def inspect(context: click.Context, files: tuple[Path, ...]) -> None:
    """Look at each FILE (log, capture, support package) and write what is in it, as JSON lines."""
    unread = False
    rules = settings.load().policy_kb / "log_rules"
    for path in files:
        try:
            with path.open("rb") as file:
                finding: Finding = look(file, path.name, rules=rules, limits=_LIMITS)
        except RuleError as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            click.echo(f"{path}: can not be read: {error.strerror or error}", err=True)
            finding = refuse(blank(path.name), Refused("unreadable", "file"))
            unread = True
        click.echo(json.dumps(finding, ensure_ascii=False))
    context.exit(int(unread))
