"""Finds the topic of a case with the user: proposes codes, takes the choice, notices a second problem.

One problem a ticket (A1): a second, different problem in the same conversation is kept for a case
of its own.
"""

from __future__ import annotations

from bot.intake import concerns
from bot.intake.answers import DESCRIPTION_WORDS, asks, says_nothing
from bot.intake.case import Case
from bot.intake.message import Message, Reply, press
from bot.intake.questions import FREE, NAME, QUESTIONS
from bot.text.catalogue import Text

# Up to three codes become buttons; a code below this probability is no proposal.
OFFERED = 3
LIKELY = 0.01
# A message on another problem counts as a second problem only when the understanding is this sure.
SURE = 0.6
PROBABLE = 0.4
# In answer to a text question even more: what was tried often sounds like a problem.
SURE_IN_AN_ANSWER = 0.8
# A first message shorter than this, without a code, only says that something is wrong.
TITLE_WORDS = 8
# Fewer words than this are an answer or a slip rather than a second problem.
SECOND_WORDS = 4
# So many words on the topic that is proposed already are more on it.
SAME_WORDS = 3
# A proposal that is left standing so often is not put again.
PASSED = 3
_PUTTING_RIGHT = ("report_problem", "correct_answer")
_TELLING = ("report_problem", "inform", "add_information")
# A bare yes, no or "no idea" says nothing about a problem.
_BARE = ("affirm", "deny", "skip")
_BARE_WORDS = 4


def names_a_problem(message: Message) -> bool:
    """Whether the understanding is sure of a problem in `message`."""
    return bool(message.problems) and message.problems[0][0] != "other" and message.problems[0][1] >= SURE


def reports_too(message: Message) -> bool:
    """Whether a message that was heard as a question reports a problem as well: "calls drop, what is the priority"."""
    return names_a_problem(message) and message.words >= TITLE_WORDS and not asks(message.text)


def _hands_over_a_key(message: Message) -> bool:
    """Whether what sounds like a licence problem is the key that was asked for."""
    return "licence_key" in message.entities and message.problems[0][0] == "licence_activation"


class Topics:
    """The topic questions over one case."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def take(self, message: Message, waiting: str | None) -> Reply | bool | None:
        """Reads the problem out of a message.

        Returns a reply where it was put elsewhere than the user may expect, True when it was taken
        silently, None when the message says nothing about a problem.
        """
        case = self.case
        if waiting == "topic" and case.candidates and self._agrees(message):
            return self.confirm(case.candidates[0])
        if waiting == "topic" and message.intent in ("deny", "skip"):
            return self.confirm(None)
        if says_nothing(message.text) or message.intent in _BARE and message.words <= _BARE_WORDS:
            return None
        if self.corrected(message, waiting):
            return self._other_topic(message)
        if case.problem:
            return self._second(message, waiting)
        if waiting == "topic" and self._same_again(message):
            case.describe(message.text)
            return self.confirm(case.candidates[0])
        if not self._is_report(message, waiting):
            return None
        return self._propose(message)

    def passed_over(self) -> bool:
        """Notes that something else was told under the proposal; who does so again has agreed to it."""
        self.case.topic_passed += 1
        return self.case.topic_passed >= PASSED and self.confirm(self.case.candidates[0])

    def confirm(self, code: str | None) -> bool:
        """The user's choice; None is "something else": asked once more, then `other`."""
        case = self.case
        if code is None and "something_else" not in case.flags:
            case.flags.append("something_else")
            case.candidates = []
            return True
        case.set_fact("problems", [code or "other"], "user")
        case.topic_confirmed = True
        if len(case.opening.split()) >= DESCRIPTION_WORDS:
            case.answers.setdefault("description", case.opening)
        return True

    def corrected(self, message: Message, waiting: str | None) -> bool:
        """Whether a message puts the topic right that was agreed on: "sorry, it is about the queue"."""
        free = waiting in QUESTIONS and QUESTIONS[waiting].kind == FREE
        if free or self.case.problem is None or message.intent != "correct_answer" or message.words < SECOND_WORDS:
            return False
        return self._names_another(message)

    def elsewhere(self, message: Message, waiting: str | None) -> bool:
        """Whether a message speaks of another problem where a name is asked for: no provider is called so."""
        named = waiting in QUESTIONS and QUESTIONS[waiting].kind == NAME
        if not named or message.intent != "report_problem" or message.words < SECOND_WORDS:
            return False
        return self._names_another(message)

    def _names_another(self, message: Message) -> bool:
        return names_a_problem(message) and message.problems[0][0] != self.case.problem

    def _other_topic(self, message: Message) -> bool:
        """Proposes the topic that takes the place of the one agreed on."""
        case = self.case
        case.forget("problems")
        case.topic_confirmed, case.candidates = False, []
        return self._propose(message)

    def _agrees(self, message: Message) -> bool:
        """Whether the topic that stands proposed is agreed to, with a fact behind the yes or without."""
        with_a_fact = concerns.says_yes(message.concepts) and bool(message.facts) and not self._names_another(message)
        return message.intent == "affirm" or message.intent == "inform" and with_a_fact

    def _same_again(self, message: Message) -> bool:
        """Whether more words lead to the topic that stands proposed: whoever tells it again has agreed to it."""
        told = names_a_problem(message) and message.problems[0][0] in self.case.candidates[:1]
        return told and message.intent in _TELLING and message.words >= SAME_WORDS

    def _is_report(self, message: Message, waiting: str | None) -> bool:
        if waiting != "problem" and self.case.candidates:
            # A topic is proposed already: version, size or a few words do not change it, another story does.
            if message.intent not in _PUTTING_RIGHT:
                fewest = DESCRIPTION_WORDS
            else:
                fewest = TITLE_WORDS if message.facts or message.entities else SECOND_WORDS
            return names_a_problem(message) and message.words >= fewest and not _hands_over_a_key(message)
        if message.intent == "report_problem" or waiting == "problem" and message.words > 1:
            return True
        # A first message that lists the system as well is about some problem: to propose one costs no more than to ask.
        enough = PROBABLE if waiting is None and message.facts and message.words >= TITLE_WORDS else SURE
        sure = bool(message.problems) and message.problems[0][1] >= enough
        return message.intent in ("inform", "correct_answer") and sure and message.words >= 3

    def _propose(self, message: Message) -> bool:
        case = self.case
        best = [code for code, probability in message.problems if probability >= LIKELY]
        if best[:1] == ["other"] and not case.opening and message.words < TITLE_WORDS:
            return True
        heard_before = bool(case.opening)
        case.describe(message.text)
        case.candidates = [code for code in best if code != "other"][:OFFERED]
        case.topic_passed = 0
        if not case.candidates:
            # Who was asked what exactly happens, and tells it, is not asked again.
            told = heard_before or case.question == "problem" and message.words >= TITLE_WORDS
            self.confirm("other" if "something_else" in case.flags or told else None)
        return True

    def in_an_answer(self, message: Message, waiting: str) -> Reply | None:
        """What to say where an answer, which is kept, may be the report of a second problem (A1)."""
        if message.intent != "report_problem" or not names_a_problem(message):
            return None
        code, probability = message.problems[0]
        if code == self.case.problem or probability < SURE_IN_AN_ANSWER:
            return None
        title = Text("replies.button_second_problem")
        told = {"problem": Text(f"problems.{code}"), "button": title}
        problems = [list(item) for item in message.problems]
        button = press("second_problem", title, question=waiting, text=message.text.strip(), problems=problems)
        return Reply(Text("replies.second_problem_answer", told), (button,))

    def _second(self, message: Message, waiting: str | None) -> Reply | None:
        case = self.case
        if message.intent != "report_problem" or not message.problems or message.words < SECOND_WORDS:
            return None
        if waiting in QUESTIONS and QUESTIONS[waiting].kind == FREE:
            return None
        code, probability = message.problems[0]
        if code in (case.problem, "other") or probability < SURE:
            case.describe(message.text)
            return Reply(Text("replies.added_to_description"))
        case.keep_for_later(message.text, message.problems)
        buttons = [press("same_problem", Text("replies.button_same_problem"))]
        if waiting == "outcome":
            buttons.append(press("next_problem", Text("replies.button_next_problem")))
        return Reply(Text("replies.second_problem", {"problem": Text(f"problems.{code}")}), tuple(buttons))
