"""Actions around the case: opening, small talk, another language, not understood."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker

from actions.turn import IntakeAction
from bot.intake import announce
from bot.intake.answers import says_nothing
from bot.intake.asking import ask
from bot.intake.dialogue import Dialogue
from bot.intake.idle import without_a_case
from bot.intake.message import Message, Reply
from bot.intake.topics import OFFERED
from bot.text.catalogue import Text

# Small talk that is none where it carries a fact: "I only have the trial version".
_REMARKS = ("chitchat", "out_of_scope", "bot_challenge")
# A topic below this probability is not offered for a message that was not understood.
WORTH_OFFERING = 0.1


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
            return [Reply(Text("replies.welcome_back")), *dialogue.ask_again(whole=True)]
        return [Reply(Text("replies.welcome"))]


class SmallTalk(IntakeAction):
    """What is not about the case is answered, then the open question is put again."""

    def name(self) -> str:
        return "action_small_talk"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        if message.facts and message.intent in _REMARKS:
            return dialogue.take(replace(message, intent="inform"))
        if message.intent == "abuse" and "rude_language" not in dialogue.case.flags:
            dialogue.case.flags.append("rude_language")
        answer = Reply(Text(f"replies.small_talk_{message.intent}"))
        if dialogue.case.question == "outcome" and message.intent == "thank":
            # Whoever thanks for a decision need not be asked what to do with it.
            return [Reply(answer.text, announce.choices(dialogue.case))]
        if dialogue.case.active and message.intent != "goodbye":
            return [answer, *dialogue.go_on(message)]
        if message.intent in ("thank", "goodbye"):
            return [answer]
        return [answer, Reply(Text("replies.how_can_i_help"))]


class LanguageChange(IntakeAction):
    """From now on in the language asked for; the case goes on."""

    def name(self) -> str:
        return "action_language_change"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        open_question = dialogue.ask_again(whole=True) or [Reply(Text("replies.how_can_i_help"))]
        return [Reply(Text("replies.language_changed")), *open_question]


class Fallback(IntakeAction):
    """Not understood: offers the likeliest topics if there are any, else asks what is happening."""

    def name(self) -> str:
        return "action_fallback"

    def step(self, dialogue: Dialogue, message: Message, tracker: Tracker) -> list[Reply]:
        if dialogue.case.active:
            return [Reply(Text("replies.not_understood")), *dialogue.ask_again()]
        if (told := without_a_case(dialogue, message)) is not None:
            return told
        if says_nothing(message.text) or message.words < 2:
            return dialogue.take(message)
        codes = [code for code, probability in message.problems if probability >= WORTH_OFFERING][:OFFERED]
        if message.facts or message.entities or "other" in codes or not codes:
            return dialogue.take(message)
        dialogue.begin()
        dialogue.case.describe(message.text)
        dialogue.case.candidates = codes
        return [Reply(Text("replies.not_understood_choose"), ask(dialogue.case, "topic").buttons)]
