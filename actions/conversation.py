"""Actions around the case: opening, small talk, another language, not understood."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.turn import IntakeAction
from bot.intake.dialogue import Dialogue
from bot.intake.message import Message, Reply, press
from bot.intake.topics import OFFERED
from bot.text.catalogue import Text


class ConversationOpen(IntakeAction):
    """The greeting; a forum link brings thread and topic, an earlier draft is offered again."""

    def name(self) -> str:
        return "action_conversation_open"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        handoff = (tracker.latest_message.get("metadata") or {}).get("handoff") or {}
        if handoff:
            dialogue.begin()
            dialogue.case.related_thread = handoff.get("thread")
            if code := handoff.get("problem"):
                dialogue.case.set_fact("problems", [code], "moderator")
            return [Reply(Text("replies.welcome_from_forum", {"thread": handoff["thread"]})), *dialogue.advance()]
        if dialogue.case.active:
            return [Reply(Text("replies.welcome_back")), *dialogue.ask_again()]
        return [Reply(Text("replies.welcome"))]


class SmallTalk(IntakeAction):
    """What is not about the case is answered, then the open question is put again."""

    def name(self) -> str:
        return "action_small_talk"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        if message.intent == "abuse" and "rude_language" not in dialogue.case.flags:
            dialogue.case.flags.append("rude_language")
        answer = Reply(Text(f"replies.small_talk_{message.intent}"))
        if dialogue.case.active and message.intent != "goodbye":
            return [answer, *dialogue.ask_again()]
        if message.intent in ("thank", "goodbye"):
            return [answer]
        return [answer, Reply(Text("replies.how_can_i_help"))]


class LanguageChange(IntakeAction):
    """From now on in the language asked for; the case goes on."""

    def name(self) -> str:
        return "action_language_change"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        open_question = dialogue.ask_again() or [Reply(Text("replies.how_can_i_help"))]
        return [Reply(Text("replies.language_changed")), *open_question]


class Fallback(IntakeAction):
    """Not understood: says so and offers the likeliest topics, or puts the open question again."""

    def name(self) -> str:
        return "action_fallback"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        if dialogue.case.active:
            return [Reply(Text("replies.not_understood")), *dialogue.ask_again()]
        codes = [code for code, _ in message.problems if code != "other"][:OFFERED]
        buttons = tuple(press("topic", Text(f"problems.{code}"), code=code) for code in codes)
        dialogue.begin()
        dialogue.case.opening = message.text
        dialogue.case.candidates = codes
        dialogue.case.question = "topic"
        something = press("topic", Text("replies.button_something_else"), code=None)
        return [Reply(Text("replies.not_understood_choose"), (*buttons, something))]
