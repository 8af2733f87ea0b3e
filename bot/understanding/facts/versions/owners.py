"""The version that an update belongs to, by the words between and beside them.

`updates` asks for every version and update that is told in words: "V20 with patch 3", "patch 3 on V20".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.understanding.facts.versions.ordering import Word

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon

CARRIED = 4  # words between a version and its update: "venti, con la sesta patch"
_PLAIN = re.compile(r"v(?:1[568]|20)$|(?:1[568]|20)$", re.IGNORECASE)
_DENIED = 3  # words from an update to the number that it is not: ", and not"


def owns(words: list[Word], major: int, update: range, lexicon: Lexicon) -> bool:
    """Whether an update belongs to a version: "V20 with patch 3", "patch 3 on V20", not "patch 3, 20 phones"."""
    if _leads(words, major, update.start, lexicon):
        return True
    sure = not words[major].text.isdecimal() or ends(words, major + 1)
    return sure and _leads(words, update.stop - 1, major, lexicon)


def _leads(words: list[Word], first: int, second: int, lexicon: Lexicon) -> bool:
    """Whether only articles, "with", commas and "version" stand between a version and its update."""
    if not 0 <= second - first - 1 <= CARRIED + _DENIED + 2:
        return False
    between = _without_denied(words[first + 1 : second], lexicon)
    light = lexicon.fillers | lexicon.joiners | lexicon.counting | lexicon.with_words | lexicon.version_words
    return len(between) <= CARRIED and all(
        word.text in light or word.text in (",", "(", "-", "–", "/", ":") for word in between
    )


def _without_denied(between: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words `between` an update and its version without the number that it is not: "update 7 not 8. on twenty"."""
    if not any(word.text.isdecimal() for word in between):
        return between
    denials = [end for term, _, end in lexicon.find([word.text for word in between]) if term == "negation"]
    number = next((end for end in denials if end < len(between) and between[end].text.isdecimal()), None)
    if number is None or number > _DENIED:
        return between
    rest = between[number + 1 :]
    return rest[1:] if len(rest) > 1 and rest[0].text == "." else rest


def span(words: list[Word], major: int, lexicon: Lexicon) -> tuple[int, int]:
    """The characters of a version and of the word "version" beside it."""
    noun = version_noun(words, major, lexicon)
    places = (major, major if noun is None else noun)
    return words[min(places)].start, words[max(places)].end


def version_noun(words: list[Word], at: int, lexicon: Lexicon) -> int | None:
    """The place of the word "version" beside an ordinal: "20er Version", "versão vigésima"."""
    if _PLAIN.match(words[at].text):
        return None
    beside = (place for place in (at + 1, at - 1) if 0 <= place < len(words))
    return next((place for place in beside if words[place].text in lexicon.version_words), None)


def ends(words: list[Word], at: int) -> bool:
    """Whether a sign stands at a place, or nothing."""
    return at >= len(words) or not words[at].text[0].isalnum()
