"""Slips of the fingers in names: letters that changed places, were doubled, dropped, added or hit beside.

`Spellings` asks for words that no list of the language knows. The shorter a name, the fewer kinds of slips may lead
to it; what a slip leads to is a guess, for its reader to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

_SHORT = 5  # names up to here have slips of the plainest kinds only
_LONG = 10  # from here on two slips are tolerated
_CUT_LATE = 8  # from here on the last letter may be the wrong one: in shorter words it is an ending
_LETTERS = 8  # of a name of two words in which both have a slip
# Letters that sound alike in some of the languages.
_SOUNDS = (("ph", "f"), ("ck", "k"), ("qu", "kv"), ("x", "ks"), ("αι", "ε"), ("ει", "ι"), ("οι", "ι"))
_ALIKE = str.maketrans(dict(zip("cqywzоеэздыηυω", "kkivsаиистиιιο", strict=True)))
_MUTE, _NASAL = re.compile(r"(?<=\w{4})e$"), re.compile(r"n$")
_DOUBLED = re.compile(r"(\w)\1+")
_FIGURES_FIRST = re.compile(r"([^\W\d]{0,3}\d{1,3})([^\W\d]{5,})")
_FIGURES = re.compile(r"([^\W\d]{4,})(\d{1,3})")


def meant(typed: str, names: Iterable[str], named: bool, known: bool) -> str | None:
    """The one of `names` that was meant by `typed` ("twilo", "Dsttny", "Odo"), the nearest one.

    `named` says that the word looks like a name, `known` that it is one of some language.
    """
    near = [
        (OSA.distance(typed, name), name)
        for name in names
        if is_slip(typed, name, named or (not known and len(name) >= _SHORT))
    ]
    return min(near)[1] if near else None


def keys(word: str) -> set[str]:
    """What a word and its slips have in common: its letters without one of them or in whatever order, its sound."""
    return {word, sound(word), "".join(sorted(word)), *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def sound(word: str) -> str:
    """A word in letters that stand for one sound each, none of them doubled: "fanville" as "fanvil"."""
    for letters, other in _SOUNDS:
        word = word.replace(letters, other)
    return _NASAL.sub("m", _MUTE.sub("", _single(word.translate(_ALIKE))))


def is_slip(typed: str, name: str, free: bool = False) -> bool:
    """Whether `typed` is `name` with a slip: "keyo", "gama", "Bitrx24", but not "salta" for "salt".

    Where it is `free` to be one, another letter may stand in place of one, and in names of some length the last one
    may be missing, or wrong.
    """
    if typed == name or not typed or not _opens_alike(typed, name):
        return False
    figures, others = _FIGURES.fullmatch(name), _FIGURES.fullmatch(typed)
    if figures and others:
        return figures[2] == others[2] and is_slip(others[1], figures[1], free)
    if not (typed.isalpha() and name.isalpha()):
        return _is_slip_of_mixed(typed, name)
    if _single(typed) == _single(name):
        return len(name) > 3
    if free and len(name) > 3 and sound(typed) == sound(name):
        return True  # "Unyk", "fanfil"
    distance = OSA.distance(typed, name, score_cutoff=2)
    if free and distance == 1 and len(name) >= _SHORT:
        return len(typed) <= len(name) or len(name) > _SHORT or typed[-1] == name[-1]
    if len(name) <= _SHORT:
        if len(name) < 4 or distance > 1:
            return False
        swapped = sorted(typed) == sorted(name)
        dropped = len(typed) == len(name) - 1 and len(typed) > 3 and typed[-1] == name[-1]
        added = len(typed) > len(name) > 3 + (not free) and typed[-1] == name[-1]
        replaced = free and len(typed) == len(name) and typed[-1] == name[-1]
        return swapped or dropped or added or replaced
    if sorted(typed) == sorted(name):
        return distance == 1 or (distance == 2 and len(name) > _SHORT + 1)  # "axyalis"
    same_end = typed[-1] == name[-1] or len(name) >= _CUT_LATE
    dropped_or_added = distance == 1 and len(typed) != len(name)
    return same_end and (dropped_or_added or (distance == 2 and len(name) >= _LONG))


def _is_slip_of_mixed(typed: str, name: str) -> bool:
    """Whether a long name with figures in front is meant: "g9telecon" for "g9telecom"."""
    opened, other = _FIGURES_FIRST.fullmatch(typed), _FIGURES_FIRST.fullmatch(name)
    if opened is None or other is None or opened[1] != other[1]:
        return False
    return is_slip(opened[2], other[2], free=True)


def are_slips(typed: Sequence[str], name: Sequence[str]) -> bool:
    """Whether `typed` is a name of several words with slips in it: "Voip Unlimted", "RD Staton", "Paton smartnod"."""
    if len(typed) != len(name):
        return False
    slipped = [pair for pair in zip(typed, name, strict=True) if pair[0] != pair[1]]
    if not slipped or not all(_is_slip_beside(one, other, len(slipped) < len(name)) for one, other in slipped):
        return False
    return len(slipped) < len(name) or sum(map(len, name)) >= _LETTERS


def _is_slip_beside(typed: str, name: str, beside_right: bool) -> bool:
    """Whether a word of a name has a slip; where the other words are right, two are tolerated sooner."""
    if len(name) < 4:
        return False
    twice = beside_right and len(name) >= 7 and OSA.distance(typed, name, score_cutoff=2) <= 2
    return is_slip(typed, name, free=beside_right) or (twice and _opens_alike(typed, name))


def _opens_alike(typed: str, name: str) -> bool:
    """Whether both begin with the same letter, or the first two changed places."""
    swapped = len(name) >= _SHORT and typed[:2] == name[1::-1] and typed[2:] == name[2:]
    return typed[0] == name[0] or swapped


def _single(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)
