"""Gives the tests of licences the fixture `engine`."""

from tests.support.databases import engine

__all__ = ["engine"]
