"""What is told before it is asked: kept, said back, shown in the summary, and not asked again."""

from __future__ import annotations

import pytest
from intake.test_interruptions import go, person_at
from intake.twins import Person

from bot.text.catalogue import Text


def rows(person: Person) -> dict[str, object]:
    """The values of the summary that was just said, by fact."""
    return {row["fact"]: row["value"] for reply in person.replies if reply.data for row in reply.data["rows"]}


def test_steps_in_the_first_message_are_not_asked_for_again() -> None:
    person = Person()
    person.report("one way audio. rebooted the phones", "audio_one_way", told={"steps_taken": "rebooted the phones"})
    assert "Steps already taken: rebooted the phones" in person.said
    person.press("problems.audio_one_way").key().press("replies.button_all_true")
    person.say("since Monday morning on every call, all of the phones are affected by it")
    assert person.case.question == "reproduction_steps"


def test_a_step_told_under_a_closed_question_is_kept_and_the_question_comes_back() -> None:
    person = person_at("prechecks").say("we rebooted and changed the codec", told={"steps_taken": "we rebooted"})
    assert "Steps already taken: we rebooted" in person.said
    assert person.case.question == "prechecks" and person.case.answers["steps_taken"] == "we rebooted"


def test_what_is_told_in_pieces_is_one_answer() -> None:
    person = person_at("prechecks").say("rebooted", told={"steps_taken": "rebooted it"})
    person.say("and swapped the cable", told={"steps_taken": "swapped the cable"})
    assert person.case.answers["steps_taken"] == "rebooted it\nswapped the cable"


def test_logs_that_can_not_be_had_are_not_asked_for() -> None:
    text = "every call since Monday, all phones, callers hear nothing at all, no logs today"
    person = person_at("description").say(text, told={"logs": "no logs today"})
    person.say("rebooted the phones twice").say("call the main number from outside")
    assert person.case.question == "summary" and rows(person)["logs"] == "no logs today"


def test_a_file_counts_more_than_the_word_that_there_are_no_logs() -> None:
    person = person_at("prechecks")
    person.case.attachments.append({"name": "support.zip"})
    person.say("no other logs", told={"logs": "no other logs"})
    assert "logs" not in person.case.answers


def test_the_open_question_takes_the_whole_message() -> None:
    text = "rebooted. changed the cable. nothing helped"
    person = person_at("steps_taken").say(text, told={"steps_taken": "rebooted."})
    assert person.case.answers["steps_taken"] == text


def test_what_was_told_can_be_changed_in_the_summary() -> None:
    person = person_at("prechecks").say("we rebooted", told={"steps_taken": "we rebooted"})
    person.press("replies.button_all_true").say("since Monday morning on every call, all phones are affected by it")
    person.say("call the main number").say("no logs at hand", intent="deny")
    assert person.case.question == "summary"
    go(person, "edit", "steps_taken").say("rebooted and reinstalled the app")
    assert rows(person)["steps_taken"] == "rebooted and reinstalled the app"


def test_a_statement_under_a_closed_question_goes_to_the_description() -> None:
    person = person_at("prechecks").say("call from a mobile, answer on the desk phone, silence")
    assert Text("replies.added_to_description") in said_lines(person)
    assert "silence" in person.case.opening and person.case.question == "prechecks"


def test_telling_other_things_gives_a_question_up_later_than_saying_nothing() -> None:
    """A person who keeps telling is not asked for ever; who answers nonsense even less."""
    telling = person_at("prechecks")
    for _ in range(3):
        telling.say("the customer is getting angry about it")
        assert telling.case.question == "prechecks"
    assert telling.say("the customer is really angry about it").case.question != "prechecks"
    silent = person_at("prechecks").say("hm")
    assert silent.case.question == "prechecks"
    assert silent.say("hm").case.question != "prechecks"


def test_whoever_goes_on_telling_does_not_want_to_start_again() -> None:
    person = go(person_at("prechecks"), "restart")
    assert person.case.question == "restart"
    person.say("we set a new password", told={"steps_taken": "we set a new password"})
    assert person.case.question == "prechecks" and person.case.answers["steps_taken"] == "we set a new password"


def test_a_bare_yes_under_a_decision_is_heard() -> None:
    refused = Person().report("build our CFD project please", "cfd_building").press("problems.cfd_building").key()
    assert refused.case.question == "outcome"
    refused.say("ok", intent="affirm")
    assert Text("replies.outcome_acknowledged") in [reply.text for reply in refused.replies]
    assert refused.case.question == "outcome"


def test_a_bare_no_under_a_decision_asks_what_is_wrong_with_it() -> None:
    refused = Person().report("build our CFD project please", "cfd_building").press("problems.cfd_building").key()
    assert refused.say("no", intent="deny").case.question == "change"


def test_a_claim_that_the_record_denies_is_answered_with_the_key() -> None:
    person = Person({"hosting": "self_hosted"})
    person.report("calls drop, hosted by 3CX", "call_drop", facts={"hosting": "hosted_by_3cx"})
    person.press("problems.call_drop").key()
    assert "Hosting: your licence is recorded differently" in person.said
    assert person.case.facts["hosting"] == "self_hosted"


def said_lines(person: Person) -> list[object]:
    """Everything that the last replies consist of."""
    return [line for reply in person.replies for line in (reply.text, *reply.text.params.get("lines", []))]


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("V20 update 10", "version_upgrade", {"version": "V20 Update 10"}),
        ("16 calls, 30 extensions", "licence_activation", {"simultaneous_calls": 16, "extensions": 30}),
        ("it runs on our proxmox", "operating_system", {"hosting": "on_premise"}),
    ],
)
def test_facts_under_the_proposed_topic_do_not_propose_another(text: str, code: str, facts: dict[str, object]) -> None:
    """A version sounds like an update problem, a size like a licence problem; neither is what was reported."""
    person = Person().report("calls from outside do not arrive", "inbound_routing").report(text, code, facts=facts)
    assert person.case.candidates == ["inbound_routing"] and person.case.question == "topic"
    person.report("no, the calls drop after a while", "call_drop")
    assert person.case.candidates == ["call_drop"]


def test_having_no_key_is_heard_before_the_key_is_asked_for() -> None:
    person = Person().report("calls from outside do not arrive", "inbound_routing")
    person.say("I have no key", intent="report_problem", problems=(("licence_activation", 0.9),))
    assert Text("replies.no_key_noted") in said_lines(person) and person.case.question == "topic"
    assert person.press("problems.inbound_routing").case.question == "requester"


def test_the_next_case_offers_the_same_system() -> None:
    """The key need not be looked up again by hand, and nothing is taken over without being chosen."""
    person = person_at("summary").press("replies.button_submit").press("replies.button_new_case")
    person.report("the queue rings nobody", "queues_ivr").press("problems.queues_ivr")
    assert person.case.question == "licence_key" and "licence_status" not in person.case.facts
    person.press("replies.button_same_licence")
    assert person.case.facts["licence_status"] == "active" and person.case.facts["hosting"] == "hosted_by_3cx"


def test_on_the_way_to_the_forum_the_weightiest_reasons_are_said_and_all_of_them_on_why() -> None:
    """In an outage nobody reads five clauses; whoever asks gets them."""
    person = Person({"partner_level": "bronze"}).report("the queue rings nobody", "queues_ivr")
    person.press("problems.queues_ivr").key().press("replies.button_all_true")
    assert "(B4)" in person.said and "(B3)" not in person.said
    assert all(clause in go(person, "why").said for clause in ("(B4)", "(L2)", "(L3)", "(B3)"))


def test_why_after_a_correction_explains_the_new_question() -> None:
    """The decision said before is gone; there is none to explain until the question is answered."""
    person = Person({"partner_level": "bronze"}).report("callers hear nothing at all", "audio_one_way")
    person.press("problems.audio_one_way").key().press("replies.button_all_true")
    assert person.case.announced is not None
    person.say("no, it is self-hosted", intent="correct_answer", facts={"hosting": "self_hosted"})
    assert go(person, "why").said
