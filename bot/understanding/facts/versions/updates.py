"""Versions and updates that are told by their order or by another name.

"the twentieth version, eighth update", "venti con la patch tre", "V20 με το έβδομο": `named` writes them as people
write versions in figures, for `versions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.text.versions import UPDATE
from bot.understanding.facts.versions.ordering import Word, is_named_update, is_update, order_at, words_of
from bot.understanding.facts.versions.owners import CARRIED, ends, owns, span, version_noun
from bot.understanding.facts.words.corrections import marks

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon

_OF_WORDS = re.compile(rf"(?<![^\W_])(?=\w+[ -]){UPDATE}(?![^\W_])", re.IGNORECASE)  # "mise à jour"
_AGAIN = 2  # words between "exactly" and the order: "exactly the sixth"
_BEHIND = 8  # words from a word of correction to the update that holds
_FEW = range(1, 13)  # updates of a version that there may be


def named(text: str, lexicon: Lexicon) -> str:
    """`text`, whose numbers are in figures, with "twentieth version" as "V20" and "eighth patch" as "update 8"."""
    text = _OF_WORDS.sub(lambda match: "update" if " " in match.group() else match.group(), text)
    words = words_of(text, lexicon)
    told = _replaced(text, _told(words, lexicon))
    return _put_right(told, words if told == text else words_of(told, lexicon), lexicon)


def spans(text: str, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """Where versions and updates are told in `text`, each with how it is written in figures; both together if beside.

    "twentieth, fifth patch" is "V20 update 5", "the fifth patch" alone "update 5".
    """
    told: list[tuple[int, int, str]] = []
    for start, end, spelling in _apart(_told(words_of(text, lexicon), lexicon)):
        major = told[-1] if told and told[-1][2].startswith("V") and " " not in told[-1][2] else None
        between = text[major[1] : start] if major else ""
        near = len(between.split()) <= CARRIED and not marks(between, lexicon)
        if major and near and spelling.startswith("update"):
            told[-1] = (major[0], end, f"{major[2]} {spelling}")
        else:
            told.append((start, end, spelling))
    return told


def _told(words: list[Word], lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """The versions and updates in `words`, each as (first character, one after the last, spelling)."""
    changes: list[tuple[int, int, str]] = []
    majors = [at for at, word in enumerate(words) if word.major]
    for at, word in enumerate(words):
        if not (word.major or word.is_update or word.order is not None or word.text.isdecimal()):
            continue
        if found := _update(words, at, lexicon):
            end, number = found
            owners = [major for major in majors if owns(words, major, range(at, end), lexicon)]
            if owners or any(is_named_update(one.typed) for one in words[at:end]):
                changes.append((words[at].start, words[end - 1].end, f"update {number}"))
                changes += [(*span(words, major, lexicon), f"V{words[major].major}") for major in owners]
        elif word.major and version_noun(words, at, lexicon) is not None:
            changes.append((*span(words, at, lexicon), f"V{word.major}"))
    for at in majors:
        if bare := _bare_order(words, at, lexicon):
            end, number = bare
            changes.append((words[at].start, words[end - 1].end, f"V{words[at].major} update {number}"))
    return changes + _named_again(words, changes, majors, lexicon)


def _named_again(
    words: list[Word], changes: list[tuple[int, int, str]], majors: list[int], lexicon: Lexicon
) -> list[tuple[int, int, str]]:
    """The order that repeats an update told before: "worked until update 6 on V20, exactly the sixth is on now"."""
    told = {spelling.rpartition(" ")[2] for _, _, spelling in changes if "update" in spelling}
    numbers = {words[at].major for at in majors}
    if not told or len(numbers) != 1:
        return []
    again = [at for at, word in enumerate(words) if str(word.order) in told and not is_update(words, at + 1)]
    if not again:
        return []
    same = [end for term, _, end in lexicon.find([word.text for word in words]) if term == "exactly"]
    return [
        (words[at].start, words[at].end, f"V{numbers.copy().pop()} update {words[at].order}")
        for at in again
        if any(0 <= at - end <= _AGAIN for end in same)
    ]


def _put_right(text: str, words: list[Word], lexicon: Lexicon) -> str:
    """`text` of these `words` with an update that is taken back as the one that holds: "update 5, sorry, the sixth"."""
    updates = [at for at in range(len(words) - 1) if is_update(words, at) and words[at + 1].text.isdecimal()]
    taken_back = marks(text, lexicon) if updates else []
    for at in updates:
        mark = next((one for one in taken_back if words[at + 1].end <= one.start), None)
        after = [place for place in range(at + 2, len(words)) if mark and words[place].start >= mark.end][:_BEHIND]
        for place in after:
            order = order_at(words, place) if ends(words, place + 1) else None
            number = int(words[place + 1].text) if place in updates else order
            between = [word.text for word in words[at + 2 : place]]
            if number in _FEW and "negation" not in {term for term, _, _ in lexicon.find(between)}:
                return f"{text[: words[at + 1].start]}{number}{text[words[at + 1].end :]}"
    return text


def _update(words: list[Word], at: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The update that begins at a word, as (word after it, number): "eighth update", "patch 3", "update is the 3rd".

    A plain number before it is one that ends the clause: "20ка, 6 апдейт".
    """
    order = order_at(words, at)
    if order is None and words[at].text.isdecimal() and words[at].text != "1" and ends(words, at + 2):
        order = int(words[at].text)  # "ни одного апдейта" tells of none
    if order is not None and order in _FEW and is_update(words, at + 1):
        follows = words[at + 2].text if at + 2 < len(words) else ""
        return None if follows.isdecimal() else (at + 2, order)
    if not is_update(words, at) or at + 1 >= len(words):
        return None
    number = words[at + 1].text
    if number.isdecimal():
        return (at + 2, int(number)) if int(number) in _FEW else None
    light = lexicon.fillers | lexicon.counting
    place = next((place for place in range(at + 1, len(words)) if words[place].text not in light), at + 1)
    behind = order_at(words, place) if place - at <= CARRIED else None
    return (place + 1, behind) if behind is not None and behind in _FEW and ends(words, place + 1) else None


def _bare_order(words: list[Word], at: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The update of "V20 with the seventh", which ends there."""
    if at + 2 >= len(words) or words[at + 1].text not in lexicon.with_words:
        return None
    for place in (at + 2, at + 3):
        order = order_at(words, place)
        if order is not None and order in _FEW:
            return (place + 1, order) if ends(words, place + 1) else None
    return None


def _replaced(text: str, changes: list[tuple[int, int, str]]) -> str:
    """`text` with the `changes` made that do not overlap an earlier one."""
    for start, end, spelling in reversed(list(_apart(changes))):
        text = f"{text[:start]}{spelling}{text[end:]}"
    return text


def _apart(changes: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    last = 0
    for start, end, spelling in sorted(set(changes), key=lambda one: (one[0], -one[1])):
        if start >= last:
            yield start, end, spelling
            last = end
