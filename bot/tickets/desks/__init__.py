"""Help desks that tickets are delivered to: one adapter a file, one contract test for all."""

from bot.tickets.desks.base import Change, Desk, DeskError, DeskFailed, DeskRefused, DeskUnreachable
from bot.tickets.desks.choice import DESKS, open_desk

__all__ = ["DESKS", "Change", "Desk", "DeskError", "DeskFailed", "DeskRefused", "DeskUnreachable", "open_desk"]
