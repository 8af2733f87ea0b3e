"""One turn of the conversation: takes a message, moves the case on, says what comes next.

Called by `actions`, once a turn, with the case of the conversation. After every message the whole
policy is run again over all facts, so a correction changes whatever it has to change. It speaks to
the registry and the desk only through `ports`, and to the user only through `Text`.
"""

from __future__ import annotations

from typing import Mapping

from bot.intake import announce, post, remarks
from bot.intake.answers import skip
from bot.intake.asides import answer_in
from bot.intake.asking import ask, remind
from bot.intake.case import OPEN, Case
from bot.intake.deciding import decide
from bot.intake.listening import SAID_NOTHING, TOLD_ELSE, Heard, hear
from bot.intake.message import Message, Reply
from bot.intake.ports import Desk, Licences
from bot.intake.questions import QUESTIONS, next_text, question_for
from bot.intake.topics import Topics
from bot.intake.wishes import agrees_to_the_fee, answer_to
from bot.policy import Decision, Explanation, Policy, explain
from bot.text.catalogue import Text

# How often a question is put before its answer is taken as "not known" (domain 3.1: re-ask once), in the
# weights of `listening`.
PATIENCE = 4


def _lead(heard: Heard) -> list[Reply]:
    return [Reply(Text("replies.lines", {"lines": heard.said}), heard.buttons)] if heard.said else []


class Dialogue:
    """The dialogue over one case. `case` is replaced when a new case begins."""

    def __init__(
        self, case: Case, policy: Policy, licences: Licences, desk: Desk, forum_urls: Mapping[str, str]
    ) -> None:
        self.case = case
        self.policy = policy
        self.licences = licences
        self.desk = desk
        self.forum_urls = forum_urls

    def begin(self) -> None:
        """A clean case for the same conversation (the first one is clean already)."""
        if self.case.status != "new":
            self.case = self.case.successor()
        self.case.status = OPEN

    def take(self, message: Message) -> list[Reply]:
        """Takes a message that carries facts, an answer or a problem, and goes on."""
        if not self.case.active:
            if remarks.belongs_to_the_post(self.case, message):
                return self._change_post(message)
            if remarks.more_on_the_post(self.case, message):
                return self.add_to_post(message)
            self.begin()
        case = self.case
        if case.question == "restart" and message.intent == "affirm":
            return self.start_over()
        if case.question == "restart" and message.intent == "deny" or remarks.changes_nothing(case, message):
            return self.carry_on()
        if remarks.hesitates(case, message):
            return self.ask_again()
        if case.question == "restart":
            # Whoever goes on telling does not want to start again.
            stands = case.announced is not None and announce.choices_only(case)
            case.question = "outcome" if stands else case.asked[-1] if case.asked else None
        if case.question == "outcome" and (answer := self._to_outcome(message)):
            return answer
        waiting, told = case.question, (case.told, case.opening)
        heard = hear(case, message, self.licences)
        if heard.moved or waiting is None:
            case.failures = 0
            following = self.advance()
        elif waiting == "summary" and told != (case.told, case.opening):
            following = self.ask_again(whole=True)
        elif heard.said and not heard.weight:
            following = self.ask_again()
        else:
            following = self._not_answered(heard.weight or SAID_NOTHING)
            if not case.failures and heard.weight != TOLD_ELSE:
                heard.said = [Text("replies.left_open")]
            heard.said = heard.said or [Text("replies.not_understood")]
        return [*_lead(heard), *following]

    def _change_post(self, message: Message) -> list[Reply]:
        """What is told after a post was handed over goes into it, or takes the case another way."""
        heard = hear(self.case, message, self.licences)
        if not (heard.moved or set(message.told) - {"logs"}):
            said = heard.said or [Text("replies.decision_stands")]
            return [Reply(Text("replies.lines", {"lines": said}), announce.choices(self.case))]
        self.case.status = OPEN
        return [*_lead(heard), *self.advance()]

    def add_to_post(self, message: Message) -> list[Reply]:
        """What was forgotten goes into the post that was handed over, which is said again."""
        self.case.describe(message.text)
        self.case.status = OPEN
        return [Reply(Text("replies.added_to_description")), *self.advance()]

    def _to_outcome(self, message: Message) -> list[Reply]:
        """A bare yes, no or "no idea" where a decision stands: it stands, or something in it is not right.

        Words on the update that it demands are no second problem.
        """
        if agrees_to_the_fee(self.case, message):
            return [Reply(answer_to(self.case, "human")), *self.ask_again()]
        if remarks.objects(self.case, message):
            decision = self.decide()
            return [announce.objection(self.case, decision, self.explanation(decision), message.text)]
        if not remarks.bare(message):
            return []
        if message.intent in ("affirm", "skip"):
            return [Reply(Text("replies.outcome_acknowledged")), *self.ask_again()]
        return [ask(self.case, "change")] if message.intent in ("deny", "correct_answer") else []

    def _not_answered(self, weight: int) -> list[Reply]:
        """The open question again; one that can not be answered is given up instead of asked for ever."""
        case = self.case
        case.failures += weight
        waiting = case.question or ""
        if case.failures < PATIENCE or not (waiting == "problem" or QUESTIONS[waiting].skippable):
            return self.ask_again()
        case.failures = 0
        if waiting == "problem":
            Topics(case).confirm("other")
        else:
            skip(case, waiting)
        return self.advance()

    def advance(self) -> list[Reply]:
        """The next thing to say: a decision that is reached, or the next question."""
        case = self.case
        decision = self.decide()
        case.decision = decision.to_dict()
        if decision.outcome == "need_facts":
            return [ask(case, question_for(case, decision.missing))]
        if decision.outcome in announce.PROCEEDS and not case.problem:
            return [ask(case, "topic")]
        replies = self._announce(decision)
        if decision.outcome == "correct_key":
            return [*replies, ask(case, "licence_key")]
        if decision.outcome not in announce.PROCEEDS:
            case.question = "outcome"
            return replies
        required = case.route != "forum" and self.policy.log_requirement(case.problem or "other") == "required"
        if text := next_text(case, required):
            return [*replies, ask(case, text)]
        if case.route == "forum":
            case.status, case.question = "handed_over", None
            return [*replies, post.hand_over(case, self.forum_urls.get(case.language, self.forum_urls["en"]))]
        if case.existing_ticket is None and (existing := self.desk.open_ticket_like(case)):
            case.existing_ticket = existing
            return [*replies, ask(case, "existing_ticket")]
        return [*replies, ask(case, "summary")]

    def decide(self) -> Decision:
        """The policy's decision over all facts as they are now."""
        return decide(self.case, self.policy)

    def _announce(self, decision: Decision) -> list[Reply]:
        case = self.case
        if announce.is_news(case, decision):
            return [announce.news(case, decision, self.explanation(decision))]
        if decision.outcome in (*announce.PROCEEDS, "correct_key"):
            return []
        return [announce.unchanged(case, decision, self.explanation(decision))]

    def explanation(self, decision: Decision) -> Explanation:
        """The policy's explanation of `decision` for this case."""
        return explain(self.policy, self.case.policy_facts(), decision)

    def ask_again(self, whole: bool = False) -> list[Reply]:
        """The open question once more, after an interruption; nothing where no case is open.

        A summary or decision that stands above is said again only where `whole` asks for it.
        """
        case = self.case
        if not case.active:
            return []
        if case.question is None or whole and case.question == "outcome":
            case.announced = None
            return self.advance()
        return [ask(case, case.question) if whole else remind(case, case.question)]

    def go_on(self, message: Message) -> list[Reply]:
        """After the answer to what `message` asked: a yes or no in it is taken, else the open question comes again."""
        answer = answer_in(self.case, message)
        return self.take(answer) if answer else self.ask_again()

    def start_over(self) -> list[Reply]:
        """A clean case, without asking."""
        self.begin()
        return [Reply(Text("replies.restarted")), *self.advance()]

    def carry_on(self) -> list[Reply]:
        """Leaves a question about the conversation itself; what the case needs next is asked."""
        self.case.question = None
        return self.advance()
