"""The dialogue over the real policy: what is asked, what is not, and how cases end."""

from __future__ import annotations

from typing import Any

import pytest
from intake.twins import Person

from bot.intake.navigation import Navigation

OPENING = "one way audio for our customer"


def audio(facts: dict[str, Any] | None = None) -> Person:
    """A person with an audio problem and a licence with `facts` over a Silver partner's hosted one."""
    return Person(facts).report(OPENING, "audio_one_way").press("problems.audio_one_way").key()


def to_the_end(person: Person) -> Person:
    """Answers whatever is asked, favourably, up to the summary or the end."""
    for _ in range(20):
        question = person.case.question
        if question == "prechecks":
            person.press("replies.button_all_true")
        elif question in ("trunk", "phone"):
            person.say("x", facts={f"{question}_status": "supported"}, entities={question: "x"})
        elif question in ("uses_stun", "custom_template", "network_suspected", "third_party_software"):
            person.press("facts.no")
        elif question in (
            "vendor_contacted",
            "reproduced_on_hosted",
            "configured_per_manual",
            "hardware_meets_minimum",
        ):
            person.press("facts.yes")
        elif question == "description":
            person.say("since Monday callers do not hear us, on every call, all phones")
        elif question in ("steps_taken", "reproduction_steps", "logs"):
            person.say("restarted, swapped the phone")
        else:
            return person
    raise AssertionError(f"no end in sight: {person.case.asked}")


def test_a_silver_partner_on_a_hosted_system_leaves_with_a_ticket() -> None:
    person = to_the_end(audio())
    assert person.case.question == "summary" and person.desk.opened == {}
    person.press("replies.button_submit")
    assert person.case.ticket_id == "ABC-1" and person.case.step == "done"
    assert person.case.decision is not None and person.case.decision["level_cap"] == 3
    assert "ABC-1" in person.said and "SLA1" in person.said


def test_nothing_the_registry_knows_is_asked() -> None:
    asked = to_the_end(audio()).case.asked
    assert not {"hosting", "simultaneous_calls", "extensions", "version", "requester"} & set(asked)


def test_what_the_registry_does_not_know_is_asked() -> None:
    person = audio({"hosting": None, "version": None})
    assert person.case.question in ("hosting", "version")


def test_a_bronze_partner_is_sent_to_the_forum_with_a_draft_and_may_open_a_ticket() -> None:
    person = audio({"partner_level": "bronze"})
    to_the_end(person)
    assert person.case.status == "handed_over"
    draft = person.replies[-1].data
    assert draft is not None and draft["type"] == "forum_draft" and draft["url"] == "https://forum.example/new"
    to_the_end(person.press("replies.button_ticket_anyway")).press("replies.button_submit")
    assert person.case.ticket_id == "ABC-1"


def test_bronze_audio_on_premise_has_the_forum_only() -> None:
    person = to_the_end(audio({"partner_level": "bronze", "hosting": "on_premise"}))
    assert person.case.status == "handed_over"
    assert "replies.button_ticket_anyway" not in person.offered()


def test_a_forum_draft_holds_no_key_no_address_no_name_and_no_log() -> None:
    person = audio({"partner_level": "bronze"})
    for _ in range(12):
        if person.case.question == "description":
            break
        if person.case.question == "prechecks":
            person.press("replies.button_all_true")
        else:
            person.press("facts.no")
    person.say(
        "pbx.customer-one.de at 192.0.2.17 fails, key [licence-key:3f2a9c1d], mail joe@customer-one.de\n"
        "2026/01/31 09:08:07.123|0007|Info| [Some.Component] call from Miller"
    )
    draft = to_the_end(person).said
    for secret in ("192.0.2.17", "3f2a9c1d", "customer-one", "Miller", "joe", "DDDD"):
        assert secret not in draft
    assert "fails" in draft


def test_a_refusal_is_said_before_any_text_is_asked() -> None:
    person = Person().report("build our CFD project please", "cfd_building").press("problems.cfd_building").key()
    assert person.case.step == "outcome"
    assert person.case.decision is not None and person.case.decision["outcome"] == "excluded"
    assert "X09" in person.said
    assert not {"description", "steps_taken", "reproduction_steps"} & set(person.case.asked)


def test_an_excluded_case_goes_to_a_person_only_with_consent_to_the_fee() -> None:
    person = Person().report("build our CFD project please", "cfd_building").press("problems.cfd_building").key()
    person.press("replies.button_review_with_fee")
    assert person.case.facts["fee_accepted"] is True and person.case.decision is not None
    assert person.case.decision["outcome"] == "human_review"
    to_the_end(person).press("replies.button_submit")
    assert person.case.ticket_id == "ABC-1"


def test_an_nfr_key_is_asked_again_and_the_customer_key_goes_on() -> None:
    person = Person()
    person.shelf.records["nfr"] = {"licence_status": "nfr", "requester": "partner"}
    person.report(OPENING, "audio_one_way").press("problems.audio_one_way").key("nfr")
    assert person.case.question == "licence_key" and "T1" in person.said
    person.key()
    assert person.case.facts["licence_status"] == "active"


def test_an_unknown_key_is_no_dead_end() -> None:
    person = Person().report(OPENING, "audio_one_way").press("problems.audio_one_way").key("nobody")
    assert person.case.question == "licence_key"
    person.press("replies.button_no_other_key")
    assert person.case.step not in ("licence_key", "start")
    to_the_end(person)


def test_a_registry_that_is_away_stops_nobody() -> None:
    person = Person()
    person.shelf.away = True
    person.report(OPENING, "audio_one_way").press("problems.audio_one_way").key()
    assert "registry_unavailable" in person.case.flags
    assert person.case.question not in (None, "licence_key")


def test_a_correction_runs_the_whole_decision_again() -> None:
    person = to_the_end(audio({"partner_level": "bronze"}))
    assert person.case.status == "handed_over"
    person = audio({"partner_level": "bronze"})
    to_the_end(person)
    person.press("replies.button_ticket_anyway")
    person.say("no, it is on premise", intent="correct_answer", facts={"hosting": "on_premise"})
    assert person.case.decision is not None and "ticket" not in person.case.decision["alternatives"]


def test_every_row_of_the_summary_can_be_changed() -> None:
    person = to_the_end(audio())
    data = person.replies[-1].data
    assert data is not None
    rows = {row["fact"]: row for row in data["rows"]}
    assert {"problems", "licence", "hosting", "version", "description", "steps_taken", "logs"} <= set(rows)
    person.press("replies.button_change_fact")
    person.press("facts.steps_taken.name")
    assert person.case.question == "steps_taken"
    person.say("also changed the cable")
    assert person.case.question == "summary" and "also changed the cable" in person.said


def test_back_puts_the_question_before_again() -> None:
    person = audio()
    to_the_end(person)
    before = [name for name in person.case.asked if name != "summary"][-1]
    dialogue = person.dialogue
    person.take(dialogue, Navigation(dialogue).back())
    assert person.case.question == before


def test_start_again_forgets_everything_and_says_so() -> None:
    person = audio()
    dialogue = person.dialogue
    person.take(dialogue, Navigation(dialogue).restart())
    assert person.case.facts, "it is asked first"
    person.press("replies.button_start_again")
    assert person.case.facts == {} and person.case.licence == {} and person.case.question == "problem"


def test_cancel_submits_nothing() -> None:
    person = to_the_end(audio()).press("replies.button_cancel")
    assert person.case.status == "cancelled" and person.desk.opened == {}


def test_why_explains_the_open_question_and_puts_it_again() -> None:
    person = Person().report(OPENING, "audio_one_way").press("problems.audio_one_way")
    dialogue = person.dialogue
    person.take(dialogue, Navigation(dialogue).why())
    assert "T1" in person.said and person.case.question == "licence_key"


def test_a_second_press_of_submit_finds_the_first_ticket() -> None:
    person = to_the_end(audio())
    twin = Person()
    twin.desk, twin.case, twin.replies = person.desk, person.case, person.replies
    person.press("replies.button_submit")
    twin.case.status, twin.case.question = "open", "summary"
    twin.press("replies.button_submit")
    assert len(person.desk.opened) == 1 and twin.case.ticket_id == person.case.ticket_id


def test_a_second_case_starts_clean() -> None:
    person = to_the_end(audio()).press("replies.button_submit")
    first = person.case.case_id
    person.report("the queue does not ring our agents", "queues_ivr")
    assert person.case.case_id != first and person.case.licence == {} and person.case.question == "topic"


def test_a_second_problem_is_kept_for_a_ticket_of_its_own() -> None:
    person = audio()
    person.report("and the fax does not work with T.38 at all", "fax")
    assert [item["text"] for item in person.case.pending] == ["and the fax does not work with T.38 at all"]
    to_the_end(person).press("replies.button_submit").press("replies.button_next_problem")
    assert person.case.question == "topic" and person.case.candidates[0] == "fax"
    assert person.case.facts["hosting"] == "hosted_by_3cx", "facts of the system are shared"


def test_an_open_ticket_for_the_same_is_offered_instead() -> None:
    person = audio()
    person.desk.like = "XYZ-9"
    to_the_end(person)
    assert person.case.question == "existing_ticket" and "XYZ-9" in person.said
    person.press("replies.button_add_to_ticket")
    assert person.desk.added and person.desk.opened == {} and person.case.ticket_id == "XYZ-9"


def test_an_end_customer_is_referred_to_the_partner_at_once() -> None:
    person = Person().say(
        "I am a user at a company and my phone is dead",
        intent="report_problem",
        problems=(("phone_registration", 0.8),),
        facts={"requester": "end_customer"},
    )
    assert person.case.decision is not None and person.case.decision["outcome"] == "refer_to_partner"


def test_asking_to_open_a_ticket_asks_what_happens() -> None:
    person = Person().say("I want to open a ticket", intent="report_problem", problems=(("other", 0.9),))
    assert person.case.question == "problem"


@pytest.mark.parametrize("text", ["asdf", "...", "???", "xxx"])
def test_a_placeholder_is_no_description(text: str) -> None:
    person = Person().say("I want to open a ticket", intent="report_problem", problems=(("other", 0.9),))
    person.say(text, intent="inform", problems=(("audio_quality", 0.9),))
    assert person.case.question == "problem" and person.case.opening == ""


def test_something_else_twice_ends_as_other() -> None:
    person = Person().report("weird thing", "audio_quality").press("replies.button_something_else")
    assert person.case.question == "problem"
    person.report("really weird thing", "call_drop").press("replies.button_something_else")
    assert person.case.facts["problems"] == ["other"]


def test_not_knowing_never_loops() -> None:
    person = Person({"hosting": None, "version": None, "simultaneous_calls": None, "extensions": None})
    person.report(OPENING, "audio_one_way").press("problems.audio_one_way").key()
    for _ in range(25):
        if person.case.status != "open" or person.case.question in ("summary", "outcome"):
            break
        person.say("no idea", intent="skip")
    else:
        raise AssertionError(f"still asking: {person.case.asked}")
    assert len(person.case.asked) == len(set(person.case.asked)), "no question twice"
