"""What a few words say to what was asked, where they say nothing else: one of the choices, or how sure a yes is.

`FactExtractor.brief` calls `read`; whether choices or a yes were asked for is known elsewhere. One word too many and
nothing is read: "the second one" is a choice, "the second phone is dead" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.understanding.normal import fold

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon

# Terms of `data/facts` that are looked for in no other message.
TERMS = frozenset(
    {"choosing", "places", "places_behind", "ordinal_endings", "choice_letters"}
    | {"probably", "hardly", "perhaps", "agreeing", "agreeing_beside"}
)
# Terms whose entries are "word=number".
COUNTED = ("numbers", "hundreds", "ordinals", "approximate", "places", "places_behind", "choice_letters")
PROBABLY, HARDLY, PERHAPS, AGREES = "probably", "hardly", "perhaps", "agrees"
_WORDS = 14
_HIGHEST = 20  # no list of choices is longer
_LEAST_WITH_A_SLIP = 3
_NUMBERED = re.compile(
    r"(?<![\w.,])(?:#|№|n[°º]\s?)?(?P<figure>\d{1,2})-?(?P<ending>[^\W\d_]{0,4})(?:[.)°](?=\s|$)|(?!\w|[.,]\d))"
)
_KEYCAP = re.compile("[\ufe0f\u20e3]")
# The first of these that a phrase is listed under counts.
_STANCES = (HARDLY, PROBABLY, PERHAPS, "agreeing", "yes", "no", "agreeing_beside")

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Brief:
    """`choice` counts from the top of a list, from its end where it is negative; `stance` is one of those above."""

    choice: int | None = None
    stance: str | None = None


class Phrases:
    """The phrases of brief answers of one lexicon."""

    def __init__(self, lexicon: Lexicon, terms: Mapping[str, Sequence[str]]) -> None:
        def phrase(entry: str) -> Phrase:
            return tuple(lexicon.heard(lexicon.tokenize(entry)))

        def counted(term: str) -> dict[Phrase, int]:
            pairs = (entry.partition("=")[::2] for entry in reversed(terms.get(term, ())))
            return {phrase(word): int(number) for word, number in pairs}

        behind = {words: -number for words, number in counted("places_behind").items()}
        self.places = counted("ordinals") | counted("places") | behind
        self.letters = counted("choice_letters")
        self.choosing = {phrase(entry) for entry in terms.get("choosing", ())}
        self.denials = {phrase(entry) for entry in terms.get("no", ())}
        self.endings = {"", *(fold(ending) for ending in terms.get("ordinal_endings", ()))}
        self.stances = {phrase(entry): term for term in reversed(_STANCES) for entry in terms.get(term, ())}


def read(text: str, lexicon: Lexicon) -> Brief:
    """What `text` says as a whole; a question says nothing."""
    plain = _KEYCAP.sub("", text.strip())
    if plain.endswith(("?", "\u037e")) or lexicon.language == "el" and plain.endswith(";"):
        return Brief()
    words = lexicon.heard(lexicon.tokenize(_in_figures(plain, lexicon.brief)))
    if not words or len(words) > _WORDS:
        return Brief()
    return Brief(_choice(words, lexicon), _stance(words, lexicon))


def _in_figures(text: str, phrases: Phrases) -> str:
    """`text` with "2nd", "2-й" and "№2" as "2"."""

    def figure(match: re.Match[str]) -> str:
        return match["figure"] if fold(match["ending"]) in phrases.endings else match.group()

    return _NUMBERED.sub(figure, text)


def _parts(words: Sequence[str], *known: Mapping[Phrase, object] | set[Phrase]) -> Iterator[tuple[Phrase, str]]:
    """`words` as the longest `known` phrases and single words, each with the word or sign behind it; no signs."""
    at = 0
    while at < len(words):
        lengths = range(min(6, len(words) - at), 1, -1)
        length = next((n for n in lengths if any(tuple(words[at : at + n]) in one for one in known)), 1)
        part = tuple(words[at : at + length])
        at += length
        if any(part in one for one in known) or any(map(str.isalnum, "".join(part))):
            yield part, words[at] if at < len(words) else ""


def _choice(words: Sequence[str], lexicon: Lexicon) -> int | None:
    """The place in a list that `words` name: "2", "the second one", "number three", "the last one", "b"."""
    known = lexicon.brief
    places: set[int] = set()
    numbers: set[int] = set()
    letters: set[int] = set()
    spare: set[int] = set()  # letters that are words as well: "a"
    for part, following in _parts(words, known.places, known.choosing, known.denials):
        word = part[0] if len(part) == 1 else ""
        if part in known.places:
            places.add(known.places[part])
        elif word.isdecimal():
            places.add(int(word))
        elif word in lexicon.numbers.simple:
            numbers.add(lexicon.numbers.simple[word])
        elif part in known.letters:
            (spare if part in known.choosing else letters).add(known.letters[part])
        elif part not in known.choosing and not (part in known.denials and following == ","):
            return None
    if places and numbers - places - {1}:  # "the second one"
        return None
    found = places or numbers or letters or spare
    choice = found.pop() if len(found) == 1 else None
    return choice if choice and choice <= _HIGHEST else None


def _stance(words: Sequence[str], lexicon: Lexicon) -> str | None:
    """How sure the yes or no is that `words` say; AGREES is a plain yes, with one mistyped word perhaps."""
    stances = lexicon.brief.stances
    parts = [part for part, _ in _parts(words, stances)]
    said = {stances[part] for part in parts if part in stances}
    unknown = [part[0] for part in parts if part not in stances]
    agrees = not said.isdisjoint(("agreeing", "yes"))
    if not unknown:
        if HARDLY in said or {PROBABLY, "no"} <= said:
            return None if agrees else HARDLY
        if PROBABLY in said or PERHAPS in said and agrees:
            return PROBABLY
        if PERHAPS in said:
            return PERHAPS if "no" not in said else None
        return AGREES if agrees and "no" not in said else None
    slip = len(unknown) == 1 and len(parts) >= _LEAST_WITH_A_SLIP and unknown[0].isalpha()
    plain = agrees and said <= {"agreeing", "yes", "agreeing_beside"}
    return AGREES if slip and plain and not lexicon.lists(unknown[0]) else None
