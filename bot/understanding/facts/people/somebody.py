"""A person instead of the bot, in free words: "anyone with a pulse", "somebody who has a name".

`requests` calls `persons`.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_REACH = 3  # words between "somebody" and what only a person has
_ASKED = ("wants", "please", "wishes", "me_us", "desk_self", "desk_people")


def persons(reading: Reading) -> list[Mention]:
    """Words for somebody with a sign of life shortly behind or before them, where nothing of it is denied."""
    return [
        one
        for one in reading.all("anybody")
        for sign in reading.all("sign_of_life")
        if one.gap(sign) <= _REACH
        and reading.same_clause(one, sign)
        and not reading.negated(one)
        and (reading.in_sentence(one, *_ASKED) or reading.ends_asking(one))
    ]
