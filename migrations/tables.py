"""Gathers the tables of the whole project for Alembic, wherever they are declared.

`env.py` and the test of the migrations call it. It imports every module that declares a table, but for
`bot.rasa`: importing Rasa takes longer than a migration, so its one table is looked after by hand.
"""

from __future__ import annotations

import importlib

from sqlalchemy import MetaData

from bot.database import metadata
from bot.settings import ROOT

BY_HAND = frozenset({"trackers"})  # bot/rasa/tracker_store.py


def load_tables() -> MetaData:
    """The metadata with every table but those of BY_HAND."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if " = Table(" in path.read_text(encoding="utf-8") and not module.startswith("bot.rasa."):
            importlib.import_module(module)
    return metadata
