"""Gives the tests of tickets the fixture `engine`."""

from tests.support.databases import engine

__all__ = ["engine"]
