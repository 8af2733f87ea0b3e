"""Cases, tickets and their delivery to the help desk, in one database."""

from bot.tickets.cases import CaseStore, LostUpdate
from bot.tickets.filters import TicketFilter
from bot.tickets.ids import PATTERN, new_id, normalise_id
from bot.tickets.news import Inbox, News, TicketUnknown
from bot.tickets.store import TicketStore
from bot.tickets.ticket import FINISHED, STATUSES, Addition, Delivery, Draft, Ticket

__all__ = [
    "FINISHED",
    "PATTERN",
    "STATUSES",
    "Addition",
    "CaseStore",
    "Delivery",
    "Draft",
    "Inbox",
    "LostUpdate",
    "News",
    "Ticket",
    "TicketFilter",
    "TicketStore",
    "TicketUnknown",
    "new_id",
    "normalise_id",
]
