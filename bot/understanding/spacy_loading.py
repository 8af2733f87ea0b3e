"""Imports spaCy without the machine-learning frameworks that it looks for.

spaCy's `thinc` imports TensorFlow and PyTorch when they are installed, to offer wrappers for them; Rasa
installs TensorFlow, whose import takes ten seconds and 300 MB. Nothing here uses the wrappers. Whoever needs
spaCy calls `load_spacy` instead of importing it first.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, cast

FRAMEWORKS = ("tensorflow", "torch", "mxnet")


def load_spacy() -> ModuleType:
    """The spaCy module; frameworks that are loaded already stay visible to it."""
    modules = cast("dict[str, Any]", sys.modules)
    hidden = [name for name in FRAMEWORKS if name not in modules]
    for name in hidden:
        modules[name] = None  # makes `import name` raise ImportError
    try:
        import spacy
    finally:
        for name in hidden:
            del modules[name]
    return cast(ModuleType, spacy)
