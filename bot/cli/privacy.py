"""`intake erase` and `intake own-data`: what a person may ask of whoever keeps their data.

For operators who have made sure who is asking. Exports hold no secrets, answers no texts.
"""

from __future__ import annotations

import json

import click

from bot import settings
from bot.attachments.storage import open_storage
from bot.cli import Refused
from bot.database import connect
from bot.tickets.privacy.subject import Subjects


@click.command()
@click.argument("subject")
def erase(subject: str) -> None:
    """Remove all data about SUBJECT: a conversation, ticket, identity, channel address or partner id."""
    erased = _subjects(subject).erase(subject)
    # What a crash left of an upload is named by no row; its place is.
    storage = open_storage(settings.load())
    strays = sum(storage.erase(conversation_id) for conversation_id in (*erased.conversations, subject))
    if erased.nothing and not strays:
        raise Refused(f"nothing is stored about {subject!r}")
    for table, count in erased.rows.items():
        click.echo(f"{table}: {count} removed")
    click.echo(f"stored files: {erased.files + strays} removed")
    for adapter, remote_id in erased.at_desk:
        click.echo(f"still to be erased by the help desk: {adapter} ticket {remote_id}")


@click.command("own-data")
@click.argument("subject")
def own_data(subject: str) -> None:
    """Print all data about SUBJECT as JSON, by table; secrets and tokens are left out."""
    found = _subjects(subject).export(subject)
    if not found:
        raise Refused(f"nothing is stored about {subject!r}")
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def _subjects(subject: str) -> Subjects:
    if not subject.strip():
        raise click.BadParameter("empty; give the id of a conversation, a ticket, an identity or a partner")
    return Subjects(connect(settings.load().database))
