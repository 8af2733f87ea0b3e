"""The `intake` command: one short function a verb, each in its module, imported when it is called.

Exit codes (contract section 1): 0 done, 1 refused with one line on stderr, 2 bad usage.
"""

from __future__ import annotations

import importlib
from typing import Any

import click

from bot.settings import SettingsError

# verb -> module:function; imported late, so that `intake decide` does not wait for the gateway.
VERBS = {
    "serve": "bot.cli.serve:serve",
    "train": "bot.cli.train:train",
    "detect": "bot.cli.language:detect",
    "understand": "bot.cli.understand:understand",
    "decide": "bot.cli.policy:decide",
    "policy": "bot.cli.policy:policy",
    "inspect": "bot.cli.inspect:inspect",
    "licences": "bot.cli.licences:licences",
    "tickets": "bot.cli.tickets:tickets",
    "relay": "bot.cli.tickets:relay",
    "link": "bot.cli.link:link",
    "staff": "bot.cli.staff:staff",
    "erase": "bot.cli.privacy:erase",
    "own-data": "bot.cli.privacy:own_data",
    "chat": "bot.cli.chat:chat",
    "backup": "bot.cli.backup:backup",
    "restore": "bot.cli.backup:restore",
    "rotate-vault": "bot.cli.backup:rotate_vault",
}


class LazyVerbs(click.Group):
    """A group whose commands are imported on first use; whatever stands in the way of each is refused here.

    That is a setting that can not be used, and a database that can not.
    """

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise Refused(str(error)) from None
        except Exception as error:
            from sqlalchemy.exc import ArgumentError, OperationalError  # late, since most verbs need no database

            if isinstance(error, OperationalError):
                raise Refused(f"the database can not be used: {str(error.orig).strip().splitlines()[0]}") from None
            if isinstance(error, ArgumentError):  # whose message has the whole address, with a password in it
                raise Refused("INTAKE_DATABASE_URL is not the address of a database") from None
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        module, function = VERBS[name].split(":")
        command: click.Command = getattr(importlib.import_module(module), function)
        return command


@click.group(cls=LazyVerbs)
def main() -> None:
    """Support intake assistant: serve it, ask its parts, look after its data."""


class Refused(click.ClickException):
    """A request that is refused: one clear line on stderr, exit code 1."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        click.echo(self.format_message(), err=True)
