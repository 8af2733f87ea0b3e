"""The registry of licences: who owns a key, what it covers, and whether it may open a ticket."""

from bot.licences.key import digest, mask
from bot.licences.licence import Licence
from bot.licences.memory import MemoryRegistry
from bot.licences.registry import Registry, RegistryUnavailable
from bot.licences.remote import HttpRegistry
from bot.licences.sql import SqlRegistry

__all__ = [
    "HttpRegistry",
    "Licence",
    "MemoryRegistry",
    "Registry",
    "RegistryUnavailable",
    "SqlRegistry",
    "digest",
    "mask",
]
