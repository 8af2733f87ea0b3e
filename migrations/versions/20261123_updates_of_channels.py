"""Keep what Telegram and Slack sent until it is worked off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "7b1f0c52ad93"
down_revision = "cd498a18c640"


def upgrade() -> None:
    if sa.inspect(op.get_bind()).has_table("gateway_updates"):
        return
    op.create_table(
        "gateway_updates",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("update_id", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", sa.Float(), nullable=False),
        sa.Column("received_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["gateway_conversations.id"]),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("channel", "update_id", name="uq_gateway_updates_once"),
    )
    with op.batch_alter_table("gateway_updates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gateway_updates_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gateway_updates_received_at"), ["received_at"], unique=False)
        batch_op.create_index("ix_gateway_updates_waiting", ["status", "channel", "address"], unique=False)
