"""Keeps libraries that this assistant never calls from being loaded into Rasa's server.

Rasa imports TensorFlow, Matplotlib and the clients of every stock channel for their class names alone;
no component of our pipeline uses them. Called by `bot.rasa.server` before anything of Rasa is imported.
Measured with Rasa 3.6.21 on two cores: `import rasa.core.run` 15.8 s, of which TensorFlow 9.7 s. A name of
such a library can be looked up and subclassed, and says what it is when somebody calls it after all.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Sequence
from typing import Any

from bot.understanding.spacy_loading import load_spacy

# Imported by Rasa for components, policies, plots, channels, brokers and stores that are not in config.yml,
# credentials.yml and endpoints.yml.
UNUSED = frozenset(
    {
        *("tensorflow", "tensorflow_addons", "keras", "sklearn", "scipy", "h5py", "safetensors", "skops"),
        *("matplotlib", "questionary", "prompt_toolkit"),
        *("aiogram", "fbmessenger", "slack_sdk", "twilio", "webexteamssdk", "socketio", "engineio"),
        *("aio_pika", "aiormq", "boto3", "botocore", "bson", "pymongo"),
    }
)


class NotLoaded(RuntimeError):
    """Something called a library that the lean server leaves out."""


class _Name(type):
    """A class that stands for any name: its attributes are such classes, it can be subclassed, not called."""

    def __getattr__(cls, name: str) -> _Name:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Name(name, (), {"left_out": True})

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if "left_out" in vars(cls):
            raise NotLoaded(f"{cls.__name__} belongs to a library that bot/rasa/lean.py leaves out")
        return super().__call__(*args, **kwargs)


class _Module(types.ModuleType):
    """A module in which every name exists."""

    def __getattr__(self, name: str) -> _Name:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Name(name, (), {"left_out": True})


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".")[0] not in UNUSED:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """There is nothing in it to run."""


def install() -> None:
    """Leaves out `UNUSED` from now on; what is loaded already stays."""
    load_spacy()  # before, since it probes for TensorFlow and would call what it finds
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
