"""Which values of a fact a message has words of, whether they are meant or only spoken of.

`FactExtractor` notes them for the verdict: words that the rules did not take for a value speak against it, however much
they sound like it to the other readers.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.understanding.facts.learned.tasks import LEVEL, WISHES
from bot.understanding.facts.words.reading import Reading

_FAMILIES = {
    "hosting": ("hosting.", "platform."),
    "requester": ("requester.", "partner"),
    LEVEL: ("level.",),
    WISHES: ("request.", "wish.", "product."),
}
_NAMED = {"hosted": "hosted_by_3cx"}  # values whose words have another name
# Words that wishes have in common with what is told of telephony.
_OF_WISHES = {
    "phone_support": ("call_verb", "callback"),
    "remote_session": ("logs_in", "enter_asked", "screen_share"),
    "third_party_call": ("conference", "three_way", "one_line"),
    "forum": ("forum_word",),
    "human": ("desk_people", "bot_word"),
}


def spoken_of(reading: Reading) -> Mapping[str, frozenset[str]]:
    """The values of which `reading` has words, by the name of the fact."""
    spoken = {
        name: {_NAMED.get(one.value, one.value) for one in reading.all(*terms)} for name, terms in _FAMILIES.items()
    }
    spoken[WISHES] |= {kind for kind, terms in _OF_WISHES.items() if reading.has(*terms)}
    return {name: frozenset(values) for name, values in spoken.items()}
