"""Wishes for the forum: to write there, to be let in, to have a thread opened again.

`requests` calls `posts` and `is_only_used`.
"""

from __future__ import annotations

from bot.understanding.facts.people.people import is_close
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

ASKED = ("please", "wants", "wishes", "needed", "can_we")


def posts(reading: Reading) -> list[Mention]:
    """Where somebody wants to write in the forum, or to be let in: "my login for the partner forum is missing"."""
    found = [
        post for post in reading.all("posting") if is_close(reading, post, "forum_word") and not is_used(reading, post)
    ]
    found += [
        forum
        for forum in reading.all("forum_word")
        if any(reading.linked(forum, entry) for entry in reading.all("let_in")) and not is_used(reading, forum)
    ]
    return found + _reopened(reading)


def is_used(reading: Reading, mention: Mention) -> bool:
    """Whether the forum is only read or searched there, or was written in before: "described it all in the forum"."""
    return reading.in_clause(mention, "read") or _is_posted(reading, mention)


def is_only_used(reading: Reading, mention: Mention) -> bool:
    """Whether nothing else is said of the forum in its sentence, no login and nothing that is still to be written."""
    done = reading.under("posted")
    further = (one for one in reading.all("let_in", "posting") if one.start not in done)
    return is_used(reading, mention) and not any(reading.same_sentence(one, mention) for one in further)


def _is_posted(reading: Reading, mention: Mention) -> bool:
    asked = reading.is_asked(mention) or reading.in_clause(mention, *ASKED, "condition", "let_in")
    return reading.in_clause(mention, "posted") and not asked


def _reopened(reading: Reading) -> list[Mention]:
    """Threads that are to be opened again: "my thread, the moderator closed it. can you open it again"."""
    return [
        opened
        for opened in reading.all("reopens")
        if any(_is_meant(reading, thread, opened) for thread in reading.all("thread_word", "forum_word"))
        and (reading.in_sentence(opened, *ASKED) or reading.clause(opened)[0] == opened.start)
        and not (reading.negated(opened) or reading.asks(opened) or _is_of_ticket(reading, opened))
    ]


def _is_of_ticket(reading: Reading, opened: Mention) -> bool:
    """Whether a ticket, not the thread, is what they want to see open again."""
    own = reading.under("ours", "my_own")
    return any(one.start not in own and reading.same_sentence(one, opened) for one in reading.all("ticket_word"))


def _is_meant(reading: Reading, thread: Mention, opened: Mention) -> bool:
    """Whether the thread is named in the same sentence or in the one before."""
    return reading.same_sentence(thread, opened) or reading.near_sentence(thread, opened)
