"""What a message is about beside its facts and its problem, by the concepts of its words (`data/concepts`).

Concepts are the same in all languages, so that nothing here knows a word. Asked by the arbitration and
by the dialogue, where the open question leaves a doubt.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

# What can be rebooted; a wish to start the conversation again names none of it.
_MACHINES = frozenset({"SERVER", "PBX", "VM", "PHONE", "ROUTER", "TRUNK", "NETWORK", "GATEWAY", "APP", "MOBILE"})
_NOT = frozenset({"NEGATION", "DENIAL"})
_US = frozenset({"I", "WE"})
_KEYS = frozenset({"KEY", "LICENCE"})
_UPDATES = frozenset({"UPDATE", "UPGRADE"})
_WISHING = frozenset({"WANT", "NEED", "PLEASE", "INSTEAD"})
_ASKING_WHICH = frozenset({"WHICH", "WHAT"})
# A question after one's own level or partner is short; a longer one is about the rules.
OWN_WORDS = 6
# "Which level do I have?" needs no word for I in the languages whose verbs tell it.
_VERB_TELLS = 4


def reboots(concepts: Collection[str]) -> bool:
    """Whether a machine was started again, or it was tried: a step, and no wish about the conversation."""
    return "TRIED" in concepts or not _MACHINES.isdisjoint(concepts)


def says_yes(concepts: Sequence[str]) -> bool:
    """Whether it begins with a yes, whatever comes behind it."""
    return list(concepts[:1]) == ["AFFIRM"]


def lacks_a_key(concepts: Collection[str]) -> bool:
    """Whether a licence key is named and denied: "yes, but I have no key here"."""
    return not (_KEYS.isdisjoint(concepts) or _NOT.isdisjoint(concepts))


def denies_an_update(concepts: Collection[str]) -> bool:
    """Whether an update is named and denied: "we can not update, the licence has expired"."""
    return not (_UPDATES.isdisjoint(concepts) or _NOT.isdisjoint(concepts))


def wants_a_ticket(concepts: Collection[str]) -> bool:
    """Whether a ticket is wished for, or preferred to the forum."""
    # "Asked in the forum, no answer" was tried, and no wish.
    rather = "FORUM" in concepts and "TRIED" not in concepts and not _NOT.isdisjoint(concepts)
    return "TICKET" in concepts and (rather or not _WISHING.isdisjoint(concepts))


def asks_for_the_own_partner(concepts: Collection[str], words: int) -> bool:
    """Whether it is "who is my partner?"."""
    return {"WHO", "PARTNER"} <= set(concepts) and not _US.isdisjoint(concepts) and words <= OWN_WORDS


def asks_for_the_own_level(concepts: Collection[str], words: int) -> bool:
    """Whether it is "which partner level do we have?"."""
    level = "LEVEL" in concepts and not _ASKING_WHICH.isdisjoint(concepts)
    ours = not _US.isdisjoint(concepts) or words <= _VERB_TELLS
    return level and ours and words <= OWN_WORDS
