"""Takes what staff did at a help desk into our tickets, once.

The relay polls desks that must be asked; the gateway passes on what a desk sends by itself. Changes
and the position up to which they were read are one transaction.
"""

from __future__ import annotations

from typing import Iterable

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Engine

from bot.tickets import news
from bot.tickets.desks.base import Change, Desk
from bot.tickets.schema import desk_cursors, outbox, tickets


def poll(engine: Engine, desk: Desk) -> int:
    """Asks `desk` for changes and takes them in; returns how many concerned our tickets.

    The first call only notes the position. Raises DeskError.
    """
    here = desk_cursors.c.adapter == desk.name
    with engine.connect() as connection:
        position = connection.execute(select(desk_cursors.c.position).where(here)).scalar_one_or_none()
    changes, following = desk.changes(position)
    if following == position:
        return 0
    return take(engine, desk.name, changes, following)


def take(engine: Engine, adapter: str, changes: Iterable[Change], position: str | None = None) -> int:
    """Takes changes in, and notes `position` with them; returns how many concerned our tickets.

    While a delivery is in doubt, a change of a ticket that we do not know may well be about that one:
    then the position stays, and everything is read again.
    """
    taken, unknown = 0, False
    with engine.begin() as connection:
        for change in changes:
            ours = select(tickets.c.id).where(tickets.c.adapter == adapter, tickets.c.remote_id == change.remote_id)
            ticket_id = connection.execute(ours).scalar_one_or_none()
            if ticket_id is None:
                unknown = True
                continue
            tell = news.change_status if change.kind == "status" else news.reply
            tell(connection, ticket_id, change.content, f"desk:{adapter}", change.at, change.event)
            taken += 1
        doubt = select(outbox.c.id).where(
            outbox.c.state == "waiting", outbox.c.attempts > 0, outbox.c.addition_id.is_(None)
        )
        in_doubt = unknown and connection.execute(doubt.limit(1)).first() is not None
        if position is not None and not in_doubt:
            connection.execute(delete(desk_cursors).where(desk_cursors.c.adapter == adapter))
            connection.execute(insert(desk_cursors).values(adapter=adapter, position=position))
    return taken
