"""Which facts and names of a message count, given the open question and where earlier facts came from.

Called by the dialogue before it merges them. A word that looks like an answer may belong to another
statement: "no, it is self-hosted" says nothing about a template.
"""

from __future__ import annotations

from typing import Any

from bot.intake import concerns
from bot.intake.case import Case
from bot.intake.message import Message
from bot.intake.questions import BOOLEAN, FREE, NAME, QUESTIONS

# What a message may name, and the entities that carry the name.
_NAMED = {"trunk": ("trunk",), "phone": ("phone",), "integration": ("crm", "pms")}

# An answer of so few words is the name alone.
_NAME_WORDS = 3
# So many words may state a fact and nothing else ("the version is V20 update 10 build 1210").
_FACT_WORDS = 8
_STATING = ("inform", "correct_answer", "report_problem", "add_information")


def facts_in(case: Case, message: Message) -> dict[str, Any]:
    """The facts of `message` that count in this case, by name (contract section 4)."""
    facts = dict(message.facts)
    question = QUESTIONS.get(case.question or "")
    if question is None:
        return facts
    if question.kind == BOOLEAN and facts.get(question.name) is not None:
        # "I do not know" is no "no", and a "no" in front of another statement corrects that one.
        corrects = facts[question.name] is False and (len(facts) > 1 or bool(names_in(message)))
        if message.intent == "skip" or message.intent != "affirm" and corrects:
            del facts[question.name]
    if question.name == "requester" and concerns.names_a_partner(message.concepts, message.words):
        facts.setdefault("requester", "partner")
    if question.kind == NAME and message.words <= _NAME_WORDS and question.name in names_in(message):
        # "OVH" as the provider of the trunk does not tell where the system runs.
        facts = {name: value for name, value in facts.items() if name in question.fills}
    if question.kind == FREE and message.intent != "correct_answer":
        # "All twelve phones are affected" in a description is no correction of the licence's size.
        facts = {name: value for name, value in facts.items() if case.sources.get(name) != "registry"}
    return facts


def names_in(message: Message) -> dict[str, str]:
    """The trunk provider, phone and integration that `message` names."""
    found = {}
    for kind, entities in _NAMED.items():
        if name := next((str(message.entities[entity]) for entity in entities if message.entities.get(entity)), ""):
            found[kind] = name
    return found


def take_names(case: Case, message: Message) -> list[str]:
    """Keeps the names of `message`; returns the status facts of those that are new or different.

    "Yealink" after "Yealink T46" is the same phone again and takes nothing away.
    """
    renamed = []
    for kind, name in names_in(message).items():
        if not case.names.get(kind, "").startswith(name):
            case.names[kind] = name
            renamed.append(f"{kind}_status")
    return renamed


def states_facts(message: Message, question: str) -> bool:
    """Whether a message states how the system is set up and nothing else: no answer to a question for a text.

    "V20 update 10" tells neither what was tried nor why there are no logs.
    """
    facts = set(message.facts) - {"requests", question}
    short = message.words <= _FACT_WORDS and message.intent in _STATING
    return bool(facts) and short and not message.told and concerns.states_the_system(message.concepts)


def told_elsewhere(message: Message) -> bool:
    """Whether a message tells nothing but that it was told before, or stands in a mail."""
    nothing = not (message.facts or message.told or message.entities or message.attachment)
    return nothing and concerns.points_elsewhere(message.concepts, message.words)
