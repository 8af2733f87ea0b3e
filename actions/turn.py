"""What every action does around its own step: load the case, run the step, store, reply.

A step that fails is logged and answered in the user's language with the case as it was before: a
turn never ends in silence and never stores half a step. A turn that comes again says what it said before.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Dict, List

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import DBAPIError

from actions import figures, said
from actions.outside import World, world
from bot.intake.afterwards import keep_log
from bot.intake.case import Case
from bot.intake.commands import Commands
from bot.intake.dialogue import Dialogue
from bot.intake.message import Message, Reply
from bot.intake.typed import gives_the_value, offer, pressed
from bot.text.catalogue import Text as Said
from bot.understanding import statements

log = structlog.get_logger(__name__)
# One action a turn: Rasa need not predict that it listens then, which costs it as much as predicting the action.
LISTEN = [FollowupAction("action_listen")]

# Which question a statement makes superfluous (`bot.understanding.statements`); how often a fault shows is part of
# the description, and the steps are asked for all the same.
STATEMENTS = {
    statements.STEPS_TAKEN: "steps_taken",
    statements.REPRODUCTION_STEPS: "reproduction_steps",
    statements.NO_LOGS: "logs",
}


class IntakeAction(Action, ABC):
    """One step of the conversation; subclasses name themselves and return replies."""

    @abstractmethod
    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        """The replies of this turn; may change the dialogue's case."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> List[Dict[str, Any]]:
        turn = (tracker.latest_message.get("metadata") or {}).get("message_id")
        structlog.contextvars.bind_contextvars(conversation=tracker.sender_id, turn=turn)
        around = world()
        stored = around.cases.load(tracker.sender_id)
        message = read_message(tracker)
        try:
            replies = self._answer(around, stored, message, tracker)
        except DBAPIError:
            # Busy, full or away for a while: without an answer the gateway sends the turn again by itself.
            raise
        except Exception:
            figures.failures.labels(self.name()).inc()
            log.exception("step_failed", action=self.name())
            replies = [Reply(Said("replies.trouble"))]
        else:
            log.info("step", action=self.name())
        figures.steps.labels(self.name(), message.language).inc()
        for reply in replies:
            send(dispatcher, reply, message.language)
        return LISTEN

    def _answer(self, around: World, stored: dict[str, Any] | None, message: Message, tracker: Tracker) -> list[Reply]:
        case = Case.from_dict(stored) if stored else Case(tracker.sender_id)
        metadata = tracker.latest_message.get("metadata") or {}
        case.language = message.language
        case.channel = str(metadata.get("channel") or case.channel)
        # The gateway proved it (a website's token, a linked account); nobody can type it.
        case.identity = metadata.get("identity") or case.identity
        dialogue = Dialogue(case, around.policy, around.licences, around.desk, around.forum_urls)
        repeated = case.turn is not None and case.turn == metadata.get("message_id")
        case.turn = metadata.get("message_id")
        if repeated:
            # The gateway sends a turn again when the answer got lost; what it changed is stored already.
            told = said.again((stored or {}).get("said") or ())
            return told or dialogue.ask_again() or [Reply(Said("replies.how_can_i_help"))]
        typed = pressed(message, case.offered, case.question, lambda title: around.texts.say(case.language, title))
        kept = keep_log(dialogue, message)
        if kept is not None:
            replies = [*kept.replies, *(self.step(dialogue, kept.rest, tracker) if kept.rest else ())]
        elif typed and not gives_the_value(typed, message.facts):
            replies = Commands(dialogue).run(typed)
        else:
            replies = self.step(dialogue, message, tracker)
        if message.attachment is not None and kept is None and dialogue.case.active:
            # Also beside "why?" or thanks, which take nothing else into the case.
            dialogue.case.attach(message.attachment)
        dialogue.case.offered = offer(replies)
        if unsupported := message.entities.get("language_unsupported"):
            log.info("unsupported_language", asked=unsupported)
            replies.insert(0, Reply(Said("replies.unsupported_language")))
        revision = (stored or {}).get("revision", 0)
        content = {**dialogue.case.to_dict(), "said": said.keep(replies), "revision": revision}
        around.cases.save(tracker.sender_id, content)
        figures.note(stored or {}, content)
        return replies


def read_message(tracker: Tracker) -> Message:
    """The turn's message as the dialogue reads it."""
    latest = tracker.latest_message
    found: dict[str, Any] = {item["entity"]: item["value"] for item in latest.get("entities") or []}
    intent = latest.get("intent") or {}
    entities = dict(found.get("names") or {})
    for name in ("language_requested", "language_unsupported"):
        if name in found:
            entities[name] = found[name]
    return Message(
        text=latest.get("text") or "",
        language=tracker.get_slot("language") or "en",
        intent=intent.get("name") or "inform",
        confidence=float(intent.get("confidence") or 0.0),
        problems=tuple((code, float(value)) for code, value in latest.get("problems") or ()),
        facts=dict(found.get("facts") or {}),
        entities=entities,
        attachment=(latest.get("metadata") or {}).get("pasted"),
        concepts=tuple(latest.get("concepts") or ()),
        choice=latest.get("choice"),
        stance=latest.get("stance"),
        told={STATEMENTS[kind]: words for kind, words in (latest.get("told") or {}).items() if kind in STATEMENTS},
    )


def send(dispatcher: CollectingDispatcher, reply: Reply, language: str) -> None:
    """A reply by its name; Rasa's reply generator says it."""
    file, name = reply.text.key.split(".", 1)
    text = reply.text if file == "replies" else Said("replies.lines", {"lines": [reply.text]})
    dispatcher.utter_message(
        response=f"utter_{text.key.split('.', 1)[1]}",
        language=language,
        params=text.to_wire()["params"],
        choices=[said.choice(button) for button in reply.buttons],
        data=said.wire(reply.data or {}),
    )
