"""Drop the table of trackers: nothing outlives a turn in Rasa any more.

A Rasa server of the version before, still running during the update, goes on without the table: what it
kept there was never needed for an answer.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3e5a90c1d742"
down_revision = "7b1f0c52ad93"


def upgrade() -> None:
    if sa.inspect(op.get_bind()).has_table("trackers"):
        op.drop_table("trackers")


def downgrade() -> None:
    op.create_table(
        "trackers",
        sa.Column("sender_id", sa.String(length=64), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sender_id"),
    )
