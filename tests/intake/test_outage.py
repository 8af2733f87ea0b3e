"""What hasty partners run into: notes said once, reasons without the rest, buttons that stay, a topic put right."""

from __future__ import annotations

import pytest
from intake.test_interruptions import cfd, go, person_at
from intake.twins import Person

from actions.conversation import SmallTalk
from bot.intake.message import Message


def handed_over(**facts: object) -> Person:
    """A Bronze partner's case whose forum post was handed over."""
    person = person_at("steps_taken", partner_level="bronze", **facts).say("restarted it")
    return person.press("replies.button_not_reproducible")


def test_what_the_key_and_the_message_tell_is_noted_in_one_list() -> None:
    said = {"entities": {"licence_key": "k1"}, "told": {"steps_taken": "rebooted the phones"}}
    person = Person().report("calls drop, rebooted the phones [licence-key:1a]", "call_drop", **said)
    assert person.said.count("Noted:") == 1
    assert "Hosted by 3CX" in person.said and "rebooted the phones" in person.said


def test_an_nfr_key_is_called_so_instead_of_thanked_for() -> None:
    person = Person()
    person.shelf.records["nfr"] = {"licence_status": "nfr", "requester": "partner"}
    person.report("calls drop", "call_drop").press("problems.call_drop").key("nfr")
    assert "NFR key" in person.said and "Thank you" not in person.said


def test_why_under_a_refusal_gives_the_reasons_alone() -> None:
    person = go(cfd(), "why")
    assert "(X09)" in person.said and "What you can do now" not in person.said and "W8" not in person.said
    assert "replies.button_review_with_fee" in person.offered()


def test_the_review_somebody_agreed_to_is_no_doubt_of_ours() -> None:
    person = cfd().press("replies.button_review_with_fee")
    assert "consent" in person.said and "on my own" not in person.said


def test_a_remark_after_the_post_leaves_the_way_to_a_ticket_open() -> None:
    person = handed_over().say("no logs", told={"logs": "no logs"})
    assert person.case.status == "handed_over" and "replies.button_ticket_anyway" in person.offered()


def test_the_reasons_after_the_post_do_not_promise_it_again() -> None:
    person = go(handed_over(), "reasons")
    assert "(B4)" in person.said and "will prepare" not in person.said


def test_an_answer_is_not_kept_twice() -> None:
    text = "restarted the router"
    person = person_at("reproduction_steps").say(text, told={"steps_taken": text})
    assert person.case.answers["reproduction_steps"] == text and text not in person.case.answers["steps_taken"]


@pytest.mark.parametrize("question", ["prechecks", "summary"])
def test_a_topic_is_put_right_late(question: str) -> None:
    person = person_at(question, "call_drop")
    person.say("sorry, it is about the queue", intent="correct_answer", problems=(("queues_ivr", 0.81),))
    assert person.case.question == "topic" and person.case.candidates == ["queues_ivr"]
    person.press("problems.queues_ivr")
    assert person.case.problem == "queues_ivr" and person.case.pending == []


def test_a_topic_put_right_is_no_name_of_a_provider() -> None:
    person = Person().report("trunk is down", "trunk_registration").press("problems.trunk_registration").key()
    assert person.case.question == "trunk"
    person.say("sorry, it is about the queue", intent="correct_answer", problems=(("queues_ivr", 0.81),))
    assert person.case.question == "topic" and "trunk" not in person.case.names


def test_who_somebody_is_says_nothing_about_the_key() -> None:
    person = Person().report("calls drop", "call_drop")
    role = {"facts": {"requester": "partner"}, "problems": (("licence_activation", 0.31),), "intent": "inform"}
    person.say("we are a silver partner", **role).press("problems.call_drop")
    assert person.case.question == "licence_key"


def test_a_remark_that_carries_a_fact_is_no_small_talk() -> None:
    person = Person().report("the app does not connect", "web_client_apps").press("problems.web_client_apps")
    dialogue = person.dialogue
    trial = Message("I only have the trial version", intent="chitchat", facts={"requester": "evaluation"})
    person.take(dialogue, SmallTalk().step(dialogue, trial, None))
    assert person.case.decision is not None and person.case.decision["outcome"] == "no_evaluation_support"


def test_another_problem_is_no_name_of_a_provider() -> None:
    person = Person().report("trunk is down", "trunk_registration").press("problems.trunk_registration").key()
    person.report("wrong, the queue does not ring", "queues_ivr")
    assert person.case.question == "trunk" and "trunk" not in person.case.names
    assert person.case.pending and "replies.button_same_problem" in person.offered()


def test_the_name_of_a_provider_does_not_move_the_system() -> None:
    person = Person().report("trunk is down", "trunk_registration").press("problems.trunk_registration").key()
    host = {"facts": {"trunk_status": "unknown", "hosting": "self_hosted"}, "entities": {"trunk": "OVHcloud"}}
    person.say("OVH", **host)
    assert person.case.facts["hosting"] == "hosted_by_3cx" and person.case.names["trunk"] == "OVHcloud"


def test_why_on_the_way_to_a_post_keeps_the_button_for_a_ticket() -> None:
    person = go(person_at("description", partner_level="bronze"), "why")
    assert "replies.button_ticket_anyway" in person.offered()


@pytest.mark.parametrize("question", ["steps_taken", "reproduction_steps"])
def test_a_bare_yes_is_no_text(question: str) -> None:
    person = person_at(question).say("yes", intent="affirm")
    assert person.case.question == question and question not in person.case.answers


def test_whoever_goes_on_instead_of_starting_again_is_back_at_the_decision() -> None:
    person = go(cfd(), "restart")
    assert person.case.question == "restart"
    person.say("hm", intent="inform")
    assert person.case.question == "outcome" and "replies.button_review_with_fee" in person.offered()


def test_thanks_for_a_decision_are_not_answered_with_a_question() -> None:
    person = cfd()
    dialogue = person.dialogue
    person.take(dialogue, SmallTalk().step(dialogue, Message("thanks", intent="thank"), None))
    assert "?" not in person.said and "replies.button_review_with_fee" in person.offered()
