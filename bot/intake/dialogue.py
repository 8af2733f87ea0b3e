"""One turn of the conversation: takes a message, moves the case on, says what comes next.

Called by `actions`, once a turn, with the case of the conversation. After every message the whole
policy is run again over all facts, so a correction changes whatever it has to change. It speaks to
the registry and the desk only through `ports`, and to the user only through `Text`.
"""

from __future__ import annotations

from typing import Any, Mapping

from bot.intake import announce, post
from bot.intake.answers import skip, take_answer
from bot.intake.case import OPEN, Case
from bot.intake.message import Message, Reply, press
from bot.intake.ports import Desk, Licences, Unavailable
from bot.intake.questions import QUESTIONS, buttons_for, next_text, question_for
from bot.intake.summary import change_buttons, noted, summary
from bot.intake.topics import Topics
from bot.intake.trust import take_facts
from bot.policy import Decision, Explanation, Policy, explain
from bot.text.catalogue import Text

# So often the same question is put before its answer is taken as "not known" (domain 3.1: re-ask once).
PATIENCE = 2


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

    def take(self, message: Message) -> list[Reply]:
        """Takes a message that carries facts, an answer or a problem, and goes on."""
        if not self.case.active:
            self.begin()
        case = self.case
        waiting = case.question
        changed, refused = take_facts(case, dict(message.facts))
        case.names.update({name: message.entities[name] for name in ("trunk", "phone") if name in message.entities})
        if name := message.entities.get("crm") or message.entities.get("pms"):
            case.names["integration"] = name
        if thread := message.entities.get("thread_url"):
            case.related_thread = thread
        acknowledged: list[Any] = []
        if key := message.entities.get("licence_key"):
            acknowledged.append(self.look_up(str(key)))
        answered = take_answer(case, message, changed) or bool(key)
        topics = Topics(case)
        if not answered or waiting in ("topic", "problem"):
            heard = topics.take(message, waiting)
            answered = answered or heard is not None
            acknowledged += [heard] if isinstance(heard, Text) else []
        if says := noted(case, [name for name in changed if waiting is None or name not in QUESTIONS[waiting].fills]):
            acknowledged.append(says)
        acknowledged += [
            Text("replies.recorded_differently", {"label": Text(f"facts.{name}.name")}) for name in refused
        ]
        progress = answered or bool(changed)
        if not progress and not acknowledged and waiting:
            acknowledged.append(Text("replies.not_understood"))
        return self._lead(acknowledged, self._go_on(waiting, progress))

    def begin(self) -> None:
        """A clean case for the same conversation (the first one is clean already)."""
        if self.case.status != "new":
            self.case = self.case.successor()
        self.case.status = OPEN

    def look_up(self, reference: str) -> Text:
        """Asks the registry about a key and takes over what it says; returns how to acknowledge it."""
        case = self.case
        attempts = case.licence.get("attempts", 0) + 1
        for name in [name for name, source in case.sources.items() if source == "registry"]:
            case.forget(name)
        try:
            record = self.licences.find(reference, case.conversation_id)
        except Unavailable:
            case.licence = {"reference": reference, "masked": "…", "attempts": attempts}
            case.unanswered.append("licence_status")
            case.flags.append("registry_unavailable")
            return Text("replies.registry_unavailable")
        if record is None:
            case.licence = {"attempts": attempts}
            case.set_fact("licence_status", "not_found", "registry")
            return Text("replies.licence_unknown")
        case.licence = {"reference": reference, "masked": record.masked, "digest": record.digest, "attempts": attempts}
        case.licence.update(record.partner)
        take_facts(case, {"partner_level_verified": False, **record.facts}, "registry")
        if record.larger_key:
            case.flags.append("larger_key_of_customer")
        known = noted(case, [name for name in ("hosting", "simultaneous_calls", "version") if name in record.facts])
        found = {"masked": record.masked}
        return (
            Text("replies.licence_found", {**found, "known": known}) if known else Text("replies.licence_taken", found)
        )

    def _go_on(self, waiting: str | None, progress: bool) -> list[Reply]:
        case = self.case
        case.failures = 0 if progress else case.failures + 1
        if not progress and waiting and case.failures >= PATIENCE and QUESTIONS[waiting].skippable:
            skip(case, waiting)
            case.failures = 0
        return self.advance()

    def advance(self) -> list[Reply]:
        """The next thing to say: a decision that is reached, or the next question."""
        case = self.case
        decision = self._decide()
        case.decision = decision.to_dict()
        if decision.outcome == "need_facts":
            return [self.ask(question_for(case, decision.missing))]
        if decision.outcome == "correct_key":
            return self._correct_key(decision)
        replies = self._announce(decision)
        if decision.outcome not in announce.PROCEEDS:
            case.question = "outcome"
            return replies
        route = self._route(decision)
        required = route != "forum" and self.policy.log_requirement(case.problem or "other") == "required"
        if text := next_text(case, required):
            return [*replies, self.ask(text)]
        if route == "forum":
            case.status, case.question = "handed_over", None
            return [*replies, post.hand_over(case, self._forum_url())]
        if case.existing_ticket is None and (existing := self.desk.open_ticket_like(case)):
            case.existing_ticket = existing
            case.question = "existing_ticket"
            choices = (
                press("add", Text("replies.button_add_to_ticket"), ticket=existing),
                press("own_ticket", Text("replies.button_own_ticket")),
            )
            return [*replies, Reply(Text("replies.ask_existing_ticket", {"ticket": existing}), choices)]
        case.question = "summary"
        return [*replies, summary(case)]

    def _decide(self) -> Decision:
        facts = self.case.policy_facts()
        if facts.get("licence_status") in ("nfr", "not_found"):
            # A key that can not be used is asked again first: the right one says who is asking, too.
            facts.setdefault("requester", "partner")
        return self.policy.decide(facts)

    def ask(self, name: str) -> Reply:
        """Puts a question and remembers that it is open."""
        case = self.case
        case.question = name
        if not case.asked or case.asked[-1] != name:
            case.asked.append(name)
        question = QUESTIONS[name]
        if name == "summary":
            return summary(case)
        if name == "change":
            return Reply(question.text, change_buttons(case))
        if name == "topic":
            proposed = {"problem": Text(f"problems.{case.candidates[0]}")}
            return Reply(Text("replies.ask_topic", proposed), buttons_for(question, case))
        if name == "prechecks" and case.facts.get("hosting") in ("hosted_by_3cx", "smb"):
            return Reply(Text("replies.ask_prechecks_hosted"), buttons_for(question, case))
        return Reply(question.text, buttons_for(question, case))

    def ask_again(self) -> list[Reply]:
        """The open question once more, after an interruption; an invitation where none is open."""
        case = self.case
        if not case.active:
            return []
        if case.question in (None, "outcome", "existing_ticket"):
            case.announced = None
            return self.advance()
        return [self.ask(case.question)]

    def why(self) -> list[Reply]:
        """Why the open question is asked, or why the decision is as it is."""
        case = self.case
        if case.active and case.question and case.question not in ("outcome", "summary", "existing_ticket", "change"):
            return [Reply(QUESTIONS[case.question].why), *self.ask_again()]
        if case.decision is None:
            return [Reply(Text("replies.nothing_to_explain")), *self.ask_again()]
        decision = self.policy.decide(case.policy_facts())
        told = announce.announcement(case, decision, explain(self.policy, case.policy_facts(), decision))
        return [Reply(told[0].text, told[0].buttons if case.active else (), told[0].data)]

    def back(self) -> list[Reply]:
        """Takes back the last answer and puts its question again."""
        case = self.case
        if not case.active or len(case.asked) < 2:
            return [Reply(Text("replies.nothing_before")), *self.ask_again()]
        if case.asked[-1] == case.question:
            case.asked.pop()
        return self.edit(case.asked[-1])

    def edit(self, name: str) -> list[Reply]:
        """Puts a question again whose answer is to change; what it filled is forgotten."""
        case = self.case
        question = QUESTIONS[name]
        if name == "problem":
            case.topic_confirmed, case.candidates = False, []
        if name != "licence_key":
            for fact in (*question.fills, name):
                case.forget(fact)
        if name == "version":
            case.forget("version_status")
        case.announced = None
        return [self.ask(name)]

    def restart(self) -> list[Reply]:
        self.begin()
        return [Reply(Text("replies.restarted")), *self.advance()]

    def cancel(self) -> list[Reply]:
        if not self.case.active:
            return [Reply(Text("replies.nothing_to_cancel"))]
        self.case.status, self.case.question = "cancelled", None
        return [Reply(Text("replies.cancelled"))]

    def _correct_key(self, decision: Decision) -> list[Reply]:
        case = self.case
        case.question = "licence_key"
        explanation = explain(self.policy, case.policy_facts(), decision)
        lines = [Text("replies.outcome_correct_key"), *explanation.why]
        buttons = (press("no_key", Text("replies.button_no_other_key")),)
        data = announce.card(case, decision)
        return [
            Reply(Text("replies.lines", {"lines": lines}), data=data),
            Reply(QUESTIONS["licence_key"].text, buttons),
        ]

    def _announce(self, decision: Decision) -> list[Reply]:
        case = self.case
        route = self._route(decision)
        signature = f"{route}:{decision.clauses[0] if decision.clauses else ''}"
        if case.announced == signature:
            if decision.outcome in announce.PROCEEDS:
                return []
            stands = Reply(Text("replies.decision_stands"))
            return [stands, *announce.announcement(case, decision, self.explanation(decision))]
        case.announced = signature
        if route == "ticket":
            possible = {"level": decision.level_cap or 1}
            return [Reply(Text("replies.ticket_possible", possible), data=announce.card(case, decision))]
        if route != decision.outcome:
            return [Reply(Text("replies.forum_chosen"))]
        return announce.announcement(case, decision, self.explanation(decision))

    def explanation(self, decision: Decision) -> Explanation:
        """The policy's explanation of `decision` for this case."""
        return explain(self.policy, self.case.policy_facts(), decision)

    def _route(self, decision: Decision) -> str:
        chosen = self.case.chosen
        return chosen if chosen and chosen in decision.alternatives else decision.outcome

    def _forum_url(self) -> str:
        return self.forum_urls.get(self.case.language, self.forum_urls["en"])

    @staticmethod
    def _lead(acknowledged: list[Any], replies: list[Reply]) -> list[Reply]:
        """Acknowledgements go in front of the next reply, as one message."""
        if not acknowledged:
            return replies
        return [Reply(Text("replies.lines", {"lines": acknowledged})), *replies]
