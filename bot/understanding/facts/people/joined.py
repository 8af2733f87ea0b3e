"""Wishes in few words beside others: "remote and then a joint call", "phone call or remote", "1. call 2. forum".

`requests` calls `joined` and `is_whole`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.facts.people.refused import refused
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_APART = 8  # words that may join two wishes
_LED = 4  # small words between "and" and the wish that it adds
_LINKS = ("or", "then", "first_of_all", "later", "if_need_be", "both_of")
_SMALL = (
    "article",
    "please",
    "polite",
    "wants",
    "wishes",
    "urgently",
    "now",
    "preferably",
    "my_own",
    "desk_self",
    "me_us",
)
_FOLLOWS = ("urgently", "please", "polite", "later", "now", "upon", "before_number", "me_us", "desk_self", "locative")
_SIGNS = frozenset({"+", "&", ")", "(", ".", ",", ":", ";", "!", "-", "–", "—", "•", "\n", "a", "b", "c"})
_MARKS = frozenset({"+", "&"})
_JOINT = ("conference", "three_way", "one_line", "together")
_ENTERS = ("logs_in", "enter_asked")
_OTHERS = ("callers", "users", "self_word", "own_voice", "pending", "condition")


def joined(reading: Reading, wishes: Sequence[Mention]) -> list[Mention]:
    """Further wishes that "and", "or", "then" or a list joins with `wishes`, or with each other where a message opens.

    They have the names of requests.
    """
    brief = [
        one
        for one in reading.all("wish.")
        if not any(one.start < wish.end and wish.start < one.end for wish in wishes)
        and is_whole(reading, one)
        and not refused(reading, one)
    ]
    found = [one for one in brief if wishes and _is_added(reading, one, wishes)]
    for run in _runs(reading, sorted([*wishes, *brief], key=lambda one: (one.start, one.end))):
        told = any(one in wishes for one in run) or _opens(reading, run[0])
        if told and len({one.value for one in run}) > 1:
            found += [one for one in run if one in brief]
    return [
        *(Mention(f"request.{one.value}", one.start, one.end) for one in dict.fromkeys(found)),
        *(
            Mention("request.remote_session", act.start, act.end)
            for act in reading.all(*_ENTERS)
            if any(wish.end <= act.start and reading.near_sentence(wish, act) for wish in wishes)
            and _is_led(reading, act)
            and not (
                reading.negated(act) or reading.asks(act) or _fails(reading, act) or reading.in_clause(act, *_OTHERS)
            )
        ),
    ]


def is_whole(reading: Reading, one: Mention) -> bool:
    """Whether nothing follows of which a brief wish is only a part, and nothing says that it fails."""
    follows = reading.words[one.end : one.end + 1]
    whole = (
        reading.ends_clause(one)
        or follows[0] in reading.lexicon.joiners
        or follows[0] in _MARKS
        or _is_number(reading, one.end)
        or any(then.start == one.end for then in reading.all(*_LINKS, *_FOLLOWS))
    )
    together = one.value == "phone_support" and any(
        then.start >= one.end for then in reading.within(one, "along_with", *_JOINT)
    )
    barred = reading.asks(one) or _fails(reading, one) or reading.in_clause(one, "callers", "users")
    return whole and not (together or barred)


def _fails(reading: Reading, one: Mention) -> bool:
    """Whether the clause says that something fails, in other words than those of a wish ("подключитесь")."""
    own = reading.under("wish.", *_ENTERS)
    return any(verb.start not in own for verb in reading.within(one, "fault_verb"))


def _is_added(reading: Reading, one: Mention, wishes: Sequence[Mention]) -> bool:
    """Whether it is led to by "and" or "then" behind a wish, or opens what goes on so: "Rückruf und dann bitte ..."."""
    behind = any(wish.end <= one.start and reading.near_sentence(wish, one) for wish in wishes)
    if behind and _is_led(reading, one):
        return True
    return _opens(reading, one) and any(
        one.end <= wish.start and reading.same_sentence(one, wish) and _is_led(reading, wish) for wish in wishes
    )


def _is_led(reading: Reading, wish: Mention) -> bool:
    """Whether nothing but small words stands between "and", "or" or "then" and it."""
    small, links = reading.under(*_SMALL), reading.under(*_LINKS)
    for at in range(wish.start - 1, max(wish.start - 2 - _LED, -1), -1):
        if _joins(reading, at) or at in links:
            return True
        if at not in small:
            return False
    return False


def _opens(reading: Reading, one: Mention) -> bool:
    """Whether only small words stand before it in its clause."""
    small = reading.under(*_SMALL, *_LINKS)
    return all(
        at in small or _is_number(reading, at) or _joins(reading, at) for at in reading.clause(one) if at < one.start
    )


def _joins(reading: Reading, at: int) -> bool:
    return reading.words[at] in reading.lexicon.joiners or reading.words[at] in _MARKS


def _lists(reading: Reading, at: int) -> bool:
    """Whether a comma, a full stop or a number stands there, as between the items of a list."""
    return reading.words[at] in (",", ".") or _is_number(reading, at)


def _is_number(reading: Reading, at: int) -> bool:
    return reading.words[at].rstrip(".").isdecimal()


def _runs(reading: Reading, wishes: Sequence[Mention]) -> list[list[Mention]]:
    """Wishes between which nothing stands but what joins them."""
    runs = [[one] for one in wishes[:1]]
    for before, after in pairwise(wishes):
        if _are_joined(reading, before, after):
            runs[-1].append(after)
        else:
            runs.append([after])
    return runs


def _are_joined(reading: Reading, before: Mention, after: Mention) -> bool:
    between = range(before.end, after.start)
    links, small = reading.under(*_LINKS), reading.under(*_SMALL)
    joins = {at for at in between if at in links or _joins(reading, at) or _lists(reading, at)}
    return (
        len(between) <= _APART
        and bool(joins)
        and all(at in joins or at in small or reading.words[at] in _SIGNS for at in between)
    )
