"""What comes after a forum post was handed over: it is corrected, completed, questioned, and never a dead end."""

from __future__ import annotations

from intake.test_interruptions import go
from intake.twins import Person

from bot.intake.idle import wish_without_a_case, without_a_case
from bot.intake.message import Message

BRONZE = {"partner_level": "bronze", "hosting": "on_premise", "network_suspected": True}


def handed_over(**facts: object) -> Person:
    """A Bronze partner whose post was handed over."""
    person = Person(BRONZE | facts).report("one way audio", "audio_one_way").press("problems.audio_one_way").key()
    if person.case.question == "prechecks":
        person.press("replies.button_all_true")
    for text in ("since Monday, every call, callers hear nothing at all, all phones", "rebooted", "call us"):
        person.say(text)
    assert person.case.status == "handed_over", person.case.question
    return person


def test_a_wish_after_a_post_opens_no_case() -> None:
    person = handed_over()
    dialogue = person.dialogue
    told = wish_without_a_case(dialogue, Message("a person please", intent="ask_human"), "human")
    assert told is not None and "(B2)" in person.take(dialogue, told).said and person.case.status == "handed_over"


def test_what_is_told_after_a_post_goes_into_it() -> None:
    message = Message("we swapped the router", told={"steps_taken": "we swapped the router"})
    person = handed_over()
    assert without_a_case(person.dialogue, message) is None
    person.say(message.text, told=message.told)
    assert person.case.status == "handed_over" and "we swapped the router" in person.said


def test_a_fact_told_after_a_post_decides_again() -> None:
    person = handed_over(hosting="hosted_by_3cx", partner_level_verified=True)
    problem = person.case.facts["problems"]
    person.say("it runs on-premise in fact", intent="correct_answer", facts={"hosting": "on_premise"})
    assert person.case.facts["hosting"] == "on_premise" and person.case.facts["problems"] == problem


def test_a_correction_the_licence_forbids_leaves_the_post_as_it_is() -> None:
    person = handed_over().say("it is hosted by you", intent="correct_answer", facts={"hosting": "hosted_by_3cx"})
    assert "recorded differently" in person.said and person.case.status == "handed_over"


def test_back_after_a_post_leads_to_its_last_question() -> None:
    person = go(handed_over(), "back")
    assert person.case.active and person.case.question == "reproduction_steps"


def test_a_report_after_a_post_opens_a_case_of_its_own() -> None:
    person = handed_over().report("the fax does not work at our customer", "fax", facts={"hosting": "on_premise"})
    assert person.case.question == "topic" and person.case.candidates == ["fax"]


def test_only_that_there_are_no_logs_does_not_say_a_post_again() -> None:
    person = handed_over().say("no logs here", told={"logs": "no logs here"})
    assert "no logs here" in person.said and "callers hear nothing" not in person.said


def test_what_was_forgotten_goes_into_the_post() -> None:
    person = handed_over()
    dialogue = person.dialogue
    told = dialogue.add_to_post(Message("the router was replaced last week", intent="add_information"))
    person.take(dialogue, told)
    assert person.case.status == "handed_over" and person.said.count("the router was replaced last week") == 1


def test_speaking_of_the_forum_after_its_post_gives_the_reasons() -> None:
    person = handed_over()
    dialogue = person.dialogue
    told = wish_without_a_case(dialogue, Message("a ticket, not the forum", intent="ask_forum"), "forum")
    assert told is not None and "(B2)" in person.take(dialogue, told).said


def test_more_on_the_same_problem_goes_into_the_post() -> None:
    person = handed_over().report("callers hear nothing since the new router came", "audio_one_way")
    assert person.case.status == "handed_over" and "since the new router came" in person.said
