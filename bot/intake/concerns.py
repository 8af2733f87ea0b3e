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
# What a message holds that states how a system is set up, beside who says so ("8SC on our own server").
_OF_A_SYSTEM = frozenset(
    {
        "VERSION", "UPDATE", "BUILD", "CODE_NUMBER", "SIM_CALLS", "SIZE", "EXTENSION", "INTERNAL", "NUMBER", "LICENCE",
        "HOSTED", "SELF_HOSTED", "ON_PREM", "SERVER", "PBX", "PHONE", "TRUNK", "PROVIDER", "FOR_US", "WORKS",
        "I", "WE", "YOU", "MEANT", "SORRY", "AFFIRM", "GREET", "LAUGH", "STORAGE",
    }
)  # fmt: skip
# What is said of a key that somebody else has or that no portal shows just now. The customer is a caller in some
# languages and a client program in others.
_OF_SOMEBODY_ELSE = frozenset({"CALLER", "WEB_CLIENT", "END_CUSTOMER"})
_OUT_OF_REACH = frozenset(
    {
        *_OF_SOMEBODY_ELSE, *_KEYS, *_NOT, "I", "WE", "WHO", "FOR_US", "PORTAL", "LOGIN", "FAIL", "ALLOWED", "STARTED",
        "STEP", "AFFIRM", "MICROSOFT", "REMOTE_ACCESS",
    }
)  # fmt: skip
KEY_WORDS = 8
PARTNER_WORDS = 4
# Pointing at what was told elsewhere takes a few words; with more of them something is told here.
ELSEWHERE_WORDS = 7
# A question after one's own level or partner is short; a longer one is about the rules.
OWN_WORDS = 6
# "Which level do I have?" needs no word for I in the languages whose verbs tell it.
_VERB_TELLS = 4


def reboots(concepts: Collection[str]) -> bool:
    """Whether a machine was started again, or it was tried: a step, and no wish about the conversation."""
    return "TRIED" in concepts or not _MACHINES.isdisjoint(concepts)


def speaks_of_a_reboot(concepts: Collection[str]) -> bool:
    """Whether something is started again, a machine or the conversation: the same word in some languages."""
    return "REBOOT" in concepts


def states_the_system(concepts: Collection[str]) -> bool:
    """Whether nothing is spoken of but how a system is set up: no fault, nothing done."""
    return bool(concepts) and _OF_A_SYSTEM.issuperset(concepts)


def points_elsewhere(concepts: Collection[str], words: int) -> bool:
    """Whether it says no more than that it was told elsewhere: "see my last mail", "I said that already"."""
    return "TOLD_ELSEWHERE" in concepts and words <= ELSEWHERE_WORDS


def takes_back(concepts: Sequence[str]) -> bool:
    """Whether a yes is put in place of a no or the other way round, and nothing else: "no, I meant yes"."""
    both = {"MEANT", "AFFIRM"} <= set(concepts) and not _NOT.isdisjoint(concepts)
    return both and concepts[-1] in {"AFFIRM", *_NOT}


def yes_or_no_first(concepts: Sequence[str]) -> bool | None:
    """The yes or no that a message begins with, whatever comes behind it; None where there is none."""
    return {"AFFIRM": True, "DENIAL": False}.get(concepts[0]) if concepts else None


def swears(concepts: Collection[str]) -> bool:
    """Whether there is an oath in it that is meant for nobody."""
    return "SWEAR" in concepts and "INSULT" not in concepts


def promises_a_picture(concepts: Collection[str]) -> bool:
    """Whether it is no more than "I will send a photo of the screen": nothing done, no fault named."""
    return "SCREENSHOT" in concepts and {"TRIED", "REBOOT", "FAIL", "NOT_WORK", "DIAL"}.isdisjoint(concepts)


def wants_something(concepts: Collection[str]) -> bool:
    """Whether something is wished for, or somebody is spoken to."""
    return not (_WISHING.isdisjoint(concepts) and _US.isdisjoint(concepts) and "YOU" not in concepts)


def says_yes(concepts: Sequence[str]) -> bool:
    """Whether it begins with a yes, whatever comes behind it."""
    return list(concepts[:1]) == ["AFFIRM"]


def lacks_a_key(concepts: Collection[str]) -> bool:
    """Whether a licence key is named and denied: "yes, but I have no key here"."""
    return not (_KEYS.isdisjoint(concepts) or _NOT.isdisjoint(concepts))


def key_is_out_of_reach(concepts: Collection[str], words: int) -> bool:
    """Whether, asked for a key, somebody has none at hand without naming it: "the customer has it, not me"."""
    elsewhere = "PORTAL" in concepts or "I" in concepts and not _OF_SOMEBODY_ELSE.isdisjoint(concepts)
    others = {concept for concept in concepts if not concept.startswith("OFF_")}
    return words <= KEY_WORDS and elsewhere and not _NOT.isdisjoint(others) and others <= _OUT_OF_REACH


def names_a_partner(concepts: Collection[str], words: int) -> bool:
    """Whether, asked for the role, somebody says no more than "partner, obviously" or "reseller"."""
    bare = _US.isdisjoint(concepts) and _NOT.isdisjoint(concepts) and words <= PARTNER_WORDS
    return bare and "PARTNER" in concepts


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
    """Whether it is "which partner level do we have?" or "are we silver or gold?"."""
    us = not _US.isdisjoint(concepts)
    which = "LEVEL" in concepts and not _ASKING_WHICH.isdisjoint(concepts) and (us or words <= _VERB_TELLS)
    return words <= OWN_WORDS and (which or us and "PARTNER_LEVEL" in concepts)
