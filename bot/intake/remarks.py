"""What a message says to a decision, a summary or a post that stands: agreement, an objection, an addition.

Asked by the dialogue and by `actions` before a message is heard as anything else; it changes nothing.
"""

from __future__ import annotations

from bot.intake import concerns
from bot.intake.answers import asks
from bot.intake.case import Case
from bot.intake.message import Message
from bot.intake.topics import names_a_problem
from bot.understanding.facts.words.brief import AGREES, PERHAPS, PROBABLY

# The topic of an update that fails, which no update is demanded for (D7).
UPDATE = "version_upgrade"
# What an update is wanting for is no second problem: a licence that has expired, a server that is full.
_BESIDE_THE_UPDATE = ("licence_activation", "operating_system")
# A yes or no of so few words is about what stands above it.
_BARE_WORDS = 4
_PLAIN_WORDS = 6
# A yes of so many words brings no news, whatever the other one is.
_YES_WORDS = 2


def objects(case: Case, message: Message) -> bool:
    """Whether a message speaks of the update where a decision stands that asks for it."""
    asked = (case.decision or {}).get("outcome") == "update_first"
    code = message.problems[0][0] if names_a_problem(message) else None
    denied = code in (None, *_BESIDE_THE_UPDATE) and concerns.denies_an_update(message.concepts)
    return asked and (code == UPDATE or denied) and not {"version", "version_status"} & set(message.facts)


def bare(message: Message) -> bool:
    """Whether a message is so short and empty that it can only be about what stands above it."""
    return not (message.facts or message.told) and message.words <= _BARE_WORDS


def plain(message: Message, *intents: str) -> bool:
    """Whether a few words without a fact are one of `intents`."""
    return message.intent in intents and not message.facts and message.words <= _PLAIN_WORDS


def agrees_to_submit(case: Case, message: Message) -> bool:
    """Whether the summary is agreed to and nothing else is said: the one way to a ticket beside its button."""
    if case.question != "summary" or message.facts or message.told:
        return False
    short = plain(message, "affirm") and message.words <= _YES_WORDS and not asks(message.text)
    return message.stance == AGREES or short and message.stance is None


def hesitates(case: Case, message: Message) -> bool:
    """Whether the summary is agreed to by halves ("I guess so"): nothing is submitted by that."""
    return case.question == "summary" and message.stance in (PROBABLY, PERHAPS) and not (message.facts or message.told)


def goes_on(case: Case, message: Message) -> bool:
    """Whether a yes to the summary is followed by news, which belongs into it: "yes, they said it's you"."""
    yes = case.question == "summary" and message.intent == "affirm" and not asks(message.text)
    return yes and message.stance is None and message.words > _YES_WORDS


def finds_fault(case: Case, message: Message) -> bool:
    """Whether something in the summary is said to be wrong, and not what; a symptom put right is told already."""
    wrong = plain(message, "deny") or plain(message, "correct_answer") and not names_a_problem(message)
    return case.question == "summary" and wrong


def changes_nothing(case: Case, message: Message) -> bool:
    """Whether, asked what is to be changed, somebody says nothing or that all is well: nothing is sent by that."""
    return case.question == "change" and plain(message, "affirm", "deny", "skip")


def belongs_to_the_post(case: Case, message: Message) -> bool:
    """Whether a message after the hand-over of a post corrects or completes it; a new report does not."""
    told = message.told or set(message.facts) - {"requests"}
    return case.status == "handed_over" and bool(told) and not names_a_problem(message)


def more_on_the_post(case: Case, message: Message) -> bool:
    """Whether a message after the hand-over tells more of the same problem, of the same system."""
    same = names_a_problem(message) and message.problems[0][0] == case.problem
    return case.status == "handed_over" and same and "licence_key" not in message.entities
