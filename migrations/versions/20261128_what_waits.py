"""Find the messages that wait without going through a whole conversation, and without all conversations.

While the index is built PostgreSQL lets nobody write messages; where there are millions, make it before the
update with CREATE INDEX CONCURRENTLY under the same name, and it is left as it is here.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "b84d27e6f015"
down_revision = "3e5a90c1d742"

TABLE, WAITING, STATUS = "gateway_messages", "ix_gateway_messages_waiting", "ix_gateway_messages_status"


def upgrade() -> None:
    there = {index["name"] for index in sa.inspect(op.get_bind()).get_indexes(TABLE)}
    if WAITING not in there:
        op.create_index(WAITING, TABLE, ["status", "conversation_id", "seq"])
    if STATUS in there:
        op.drop_index(STATUS, TABLE)


def downgrade() -> None:
    op.create_index(STATUS, TABLE, ["status"])
    op.drop_index(WAITING, TABLE)
