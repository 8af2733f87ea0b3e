"""Gathers the tables of the whole project for Alembic, wherever they are declared.

`env.py` and the test of the migrations call it. It imports every module that declares a table.
"""

from __future__ import annotations

import importlib

from sqlalchemy import MetaData

from bot.database import metadata
from bot.settings import ROOT


def load_tables() -> MetaData:
    """The metadata with every table."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if " = Table(" in path.read_text(encoding="utf-8"):
            importlib.import_module(module)
    return metadata
