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
from bot.understanding.facts.words.corrections import marks

if TYPE_CHECKING:
    from bot.understanding.facts.words.lexicon import Lexicon

_PLAIN = re.compile(r"v(?:1[568]|20)$|(?:1[568]|20)$", re.IGNORECASE)
_OF_WORDS = re.compile(rf"(?<![^\W_])(?=\w+[ -]){UPDATE}(?![^\W_])", re.IGNORECASE)  # "mise à jour"
_AGAIN = 2  # words between "exactly" and the order: "exactly the sixth"
_CARRIED = 4  # words between a version and its update: "venti, con la sesta patch"
_DENIED = 3  # words from an update to the number that it is not: ", and not"
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
        near = len(between.split()) <= _CARRIED and not marks(between, lexicon)
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
            owners = [major for major in majors if _owns(words, major, range(at, end), lexicon)]
            if owners or any(is_named_update(one.typed) for one in words[at:end]):
                changes.append((words[at].start, words[end - 1].end, f"update {number}"))
                changes += [(*_span(words, major, lexicon), f"V{words[major].major}") for major in owners]
        elif word.major and _version_noun(words, at, lexicon) is not None:
            changes.append((*_span(words, at, lexicon), f"V{word.major}"))
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
            order = order_at(words, place) if _ends(words, place + 1) else None
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
    if order is None and words[at].text.isdecimal() and words[at].text != "1" and _ends(words, at + 2):
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
    behind = order_at(words, place) if place - at <= _CARRIED else None
    return (place + 1, behind) if behind is not None and behind in _FEW and _ends(words, place + 1) else None


def _version_noun(words: list[Word], at: int, lexicon: Lexicon) -> int | None:
    """The place of the word "version" beside an ordinal: "20er Version", "versão vigésima"."""
    if _PLAIN.match(words[at].text):
        return None
    beside = (place for place in (at + 1, at - 1) if 0 <= place < len(words))
    return next((place for place in beside if words[place].text in lexicon.version_words), None)


def _span(words: list[Word], major: int, lexicon: Lexicon) -> tuple[int, int]:
    """The characters of a version and of the word "version" beside it."""
    noun = _version_noun(words, major, lexicon)
    places = (major, major if noun is None else noun)
    return words[min(places)].start, words[max(places)].end


def _owns(words: list[Word], major: int, update: range, lexicon: Lexicon) -> bool:
    """Whether an update belongs to a version: "V20 with patch 3", "patch 3 on V20", not "patch 3, 20 phones"."""
    if _leads(words, major, update.start, lexicon):
        return True
    sure = not words[major].text.isdecimal() or _ends(words, major + 1)
    return sure and _leads(words, update.stop - 1, major, lexicon)


def _leads(words: list[Word], first: int, second: int, lexicon: Lexicon) -> bool:
    """Whether only articles, "with", commas and "version" stand between a version and its update."""
    if not 0 <= second - first - 1 <= _CARRIED + _DENIED + 2:
        return False
    between = _without_denied(words[first + 1 : second], lexicon)
    light = lexicon.fillers | lexicon.joiners | lexicon.counting | lexicon.with_words | lexicon.version_words
    return len(between) <= _CARRIED and all(
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


def _bare_order(words: list[Word], at: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The update of "V20 with the seventh", which ends there."""
    if at + 2 >= len(words) or words[at + 1].text not in lexicon.with_words:
        return None
    for place in (at + 2, at + 3):
        order = order_at(words, place)
        if order is not None and order in _FEW:
            return (place + 1, order) if _ends(words, place + 1) else None
    return None


def _ends(words: list[Word], at: int) -> bool:
    """Whether a sign stands at a place, or nothing."""
    return at >= len(words) or not words[at].text[0].isalnum()


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
