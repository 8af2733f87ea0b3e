"""Gives the tests of vault the fixture `engine`."""

from tests.support.databases import engine

__all__ = ["engine"]
