"""The tables of the gateway: conversations, their messages, and the buttons of the last turn.

Used by the stores of this package only. Times are seconds since the epoch (UTC), so that every
database compares them alike. No column ever holds a secret in clear: texts are masked before they
are stored, tokens are stored as hashes.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.database import metadata

conversations = Table(
    "gateway_conversations",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("token_hash", String(64)),
    Column("channel", String(16), nullable=False),
    Column("address", String(200)),  # where the channel delivers to; null on the web, where people come and ask
    Column("identity_id", String(40)),
    Column("language", String(8)),
    Column("hint", String(8)),
    Column("handoff", JSON),
    Column("last_seq", Integer, nullable=False, default=0),
    Column("lease_owner", String(40)),
    Column("lease_until", Float, nullable=False, default=0.0),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_attempt", Float, nullable=False, default=0.0),
    Column("created_at", Float, nullable=False),
    Column("active_at", Float, nullable=False),
    Index("ix_gateway_conversations_address", "channel", "address"),
    Index("ix_gateway_conversations_identity", "identity_id"),
)

messages = Table(
    "gateway_messages",
    metadata,
    Column("conversation_id", String(40), ForeignKey(conversations.c.id), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("direction", String(3), nullable=False),  # in, out
    Column("kind", String(12), nullable=False),  # open, text, button, attachment; reply
    Column("text", Text, nullable=False),
    Column("content", JSON, nullable=False),
    Column("status", String(12), nullable=False),  # in: pending, done, parked; out: waiting, delivered
    Column("reply_to", Integer),
    Column("key", String(200)),
    Column("fingerprint", String(64)),
    Column("created_at", Float, nullable=False),
    UniqueConstraint("conversation_id", "key", name="uq_gateway_messages_key"),
    # What waits is found without going through all that was ever said, in a conversation and in all of them.
    Index("ix_gateway_messages_waiting", "status", "conversation_id", "seq"),
)

buttons = Table(
    "gateway_buttons",
    metadata,
    Column("token", String(48), primary_key=True),
    Column("conversation_id", String(40), ForeignKey(conversations.c.id), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("command", JSON, nullable=False),
)
