"""A person instead of the bot, in free words: "anyone with a pulse", "somebody who has a name".

`requests` calls `persons`.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_REACH = 3  # words between "somebody" and what only a person has
_ASKED = ("wants", "please", "wishes", "me_us", "desk_self", "desk_people")


def persons(reading: Reading) -> list[Mention]:
    """Words for somebody with a sign of life shortly behind or before them, and staff instead of a bot."""
    return [*_alive(reading), *_instead_of_bot(reading)]


def _instead_of_bot(reading: Reading) -> list[Mention]:
    """Members of the staff where a bot is named too: "an employee and not you who are a bot"."""
    return [
        one
        for one in reading.all("staff", "contact_person")
        if (reading.in_sentence(one, "bot_word") if one.term == "staff" else _is_instead_of_chat(reading, one))
        and reading.in_sentence(one, "wants", "please", "gives_me", "would_talk", "demands")
        and not (reading.negated(one) or reading.is_question(one) or reading.in_clause(one, "fault_verb"))
    ]


def _is_instead_of_chat(reading: Reading, person: Mention) -> bool:
    """Whether the chat is named as what is not wanted: "a direct contact instead of this chat"."""
    return any(
        0 <= chat.start - instead.end <= 2 and reading.same_sentence(instead, person)
        for instead in reading.all("instead_of")
        for chat in reading.all("chat_word")
    )


def _alive(reading: Reading) -> list[Mention]:
    return [
        one
        for one in reading.all("anybody")
        for sign in reading.all("sign_of_life")
        if one.gap(sign) <= _REACH
        and reading.same_clause(one, sign)
        and not reading.negated(one)
        and (reading.in_sentence(one, *_ASKED) or reading.ends_asking(one))
    ]
