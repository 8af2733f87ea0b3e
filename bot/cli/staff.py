"""`intake staff`: who may see the staff pages.

For operators on the machine itself. A password is asked for, or read from standard input when that
is not a terminal; it is never an argument, where other users of the machine could read it.
"""

from __future__ import annotations

import sys

import click

from bot import settings
from bot.cli import Refused
from bot.database import connect
from bot.gateway.desk.staff import SHORTEST_PASSWORD, Staff, StaffExists, WeakPassword


@click.group()
def staff() -> None:
    """The people who may sign in at /desk."""


@staff.command()
@click.argument("name")
def add(name: str) -> None:
    """Let NAME sign in; asks for a password."""
    if not name.strip() or len(name) > 64:
        raise Refused("the name must have 1 to 64 characters")
    try:
        _staff().add(name, _password())
    except StaffExists:
        raise Refused(f"{name} exists already; use `intake staff password {name}` for a new password") from None
    except WeakPassword:
        raise Refused(f"the password must have at least {SHORTEST_PASSWORD} characters") from None
    click.echo(f"{name} can sign in at {settings.load().address}/desk")


@staff.command()
@click.argument("name")
def password(name: str) -> None:
    """Set a new password for NAME; unlocks the account and ends its sessions."""
    try:
        if not _staff().set_password(name, _password()):
            raise Refused(f"nobody is called {name}; see `intake staff list`")
    except WeakPassword:
        raise Refused(f"the password must have at least {SHORTEST_PASSWORD} characters") from None
    click.echo(f"{name} has a new password")


@staff.command()
@click.argument("name")
def remove(name: str) -> None:
    """Let NAME sign in no more."""
    if not _staff().remove(name):
        raise Refused(f"nobody is called {name}; see `intake staff list`")
    click.echo(f"{name} was removed")


@staff.command("list")
def list_() -> None:
    """Everybody who may sign in, one a line."""
    for name in _staff().names():
        click.echo(name)


def _staff() -> Staff:
    config = settings.load()
    config.var.mkdir(parents=True, exist_ok=True)
    return Staff(connect(config.database))


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
