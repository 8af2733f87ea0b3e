"""Recognises a wish for a language by its name: "Can we speak French?", "auf Deutsch bitte".

Such a wish always wins over what the letters say. A sentence that merely mentions a language ("the
German prompts are missing", "I don't speak German") must never change the conversation's language.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.words import WordLists

_LONGEST = 12
_NEGATIONS = frozenset("not don't dont doesn't can't cannot kein keine nicht non ne pas не δεν não nao".split())
_JOINTS = frozenset(
    "in to into from on auf zu von nach en em de la le les el il lo à a no na na po στα σε στη по на с со".split()
)


def wished(words: Sequence[str], lists: WordLists) -> str | None:
    """The code of the language that the message asks for, or None.

    Every word must be a name of a language, a word of wishing or a common one: a single word with
    content of its own ("prompts", "manual") makes it an ordinary message.
    """
    if not 1 <= len(words) <= _LONGEST:
        return None
    named = [(at, code) for at, word in enumerate(words) if (code := _code(word, lists))]
    if not named:
        return None
    places = {at for at, _ in named}
    rest = [word for at, word in enumerate(words) if at not in places]
    if _NEGATIONS & set(rest[1:] if rest[:1] == ["no"] else rest):
        return None
    wishing = [word for word in rest if word in lists.wishes]
    if not wishing and not all(word in _JOINTS for word in rest):
        return None
    if not all(word in lists.wishes or word in lists.common or word in _JOINTS for word in rest):
        return None
    return named[-1][1]


def mentions(words: Sequence[str], lists: WordLists) -> bool:
    """Whether a word may be the name of a language; quick, for the many messages without one."""
    return any(word[:4] in lists.name_heads for word in words)


def _code(word: str, lists: WordLists) -> str | None:
    return next((code for name, code in lists.names if word.startswith(name)), None)
