"""What comes in between: doubts, corrections, logs, second thoughts. Nothing told is lost by them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from intake.twins import Person

from bot.intake.case import TEXTS
from bot.intake.idle import without_a_case
from bot.intake.message import Message
from bot.intake.navigation import Navigation
from bot.intake.topics import reports_too

LOG = "2026/11/23 09:08:07.123|0007|Info| [CM504001] call rejected\n2026/11/23 09:08:08.123|0007|Info| [CM504001] again"


def person_at(question: str, code: str = "audio_one_way", **facts: object) -> Person:
    """A Silver partner's case, answered favourably until `question` is open."""
    person = Person(facts).report("one way audio for our customer", code).press(f"problems.{code}").key()
    for _ in range(15):
        current = person.case.question
        if current == question:
            return person
        if current == "prechecks":
            person.press("replies.button_all_true")
        elif current in TEXTS or current == "logs":
            person.say("since Monday morning on every call, all of the phones are affected by it")
        elif current == "phone":
            person.say("Yealink T46", facts={"phone_status": "supported"}, entities={"phone": "Yealink T46"})
        else:
            person.press("facts.yes" if current in ("vendor_contacted", "reproduced_on_hosted") else "facts.no")
    raise AssertionError(f"{question} was never asked: {person.case.asked}")


def go(person: Person, way: str, *arguments: str) -> Person:
    """Moves about in the conversation: back, restart, edit."""
    dialogue = person.dialogue
    return person.take(dialogue, getattr(Navigation(dialogue), way)(*arguments))


def cfd() -> Person:
    """A case that is refused (X09)."""
    return Person().report("build our CFD project please", "cfd_building").press("problems.cfd_building").key()


# --- Keys ---


def test_a_key_in_the_first_message_does_not_hide_the_problem() -> None:
    person = Person().report("calls drop [licence-key:1a]", "call_drop", entities={"licence_key": "k1"})
    assert person.case.question == "topic" and person.case.facts["licence_status"] == "active"
    assert person.case.opening == "calls drop", "the key is with the licence, not in the text"


def test_without_another_key_than_an_nfr_one_a_person_decides() -> None:
    person = Person()
    person.shelf.records["nfr"] = {"licence_status": "nfr", "requester": "partner", "hosting": "on_premise"}
    person.report("calls drop [licence-key:1a]", "call_drop", entities={"licence_key": "nfr"})
    assert "hosting" not in person.case.facts, "the NFR system is not the affected one"
    person.say("that is the only one", intent="deny").press("problems.call_drop")
    assert person.case.decision is not None and person.case.decision["outcome"] == "human_review"


def test_a_key_that_can_not_be_used_is_explained_once() -> None:
    person = Person().report("calls drop", "call_drop").press("problems.call_drop").key("nobody")
    assert person.said.count("(T1)") == 1
    person.say("hm", intent="inform")
    assert "(T1)" not in person.said and person.case.question == "licence_key"


def test_what_was_told_before_the_key_is_not_lost_to_the_record() -> None:
    person = Person().report("calls drop", "call_drop", facts={"version": "V20 Update 11", "simultaneous_calls": 64})
    person.press("problems.call_drop").key()
    assert person.case.facts["version"] == "V20 Update 11"
    assert person.case.facts["simultaneous_calls"] == 16, "a raise is noted, not granted"
    assert "disputed_simultaneous_calls" in person.case.flags


def test_having_no_key_is_no_second_problem() -> None:
    person = Person().report("calls drop", "call_drop").press("problems.call_drop")
    person.say("I have no other key", intent="report_problem", problems=(("licence_activation", 0.99),))
    assert person.case.pending == [] and person.case.question == "requester"


def test_a_role_that_is_not_known_ends_with_a_person_instead_of_the_same_question() -> None:
    person = Person().report("calls drop", "call_drop").press("problems.call_drop").say("no key", intent="deny")
    assert person.case.question == "requester"
    person.say("no idea", intent="skip")
    assert person.case.decision is not None and person.case.decision["outcome"] == "human_review"


# --- Back, change, start again ---


def test_back_to_the_topic_offers_it_again() -> None:
    person = Person().report("one way audio", "audio_one_way").press("problems.audio_one_way")
    go(person, "back")
    assert person.case.question == "topic" and "problems.audio_one_way" in person.offered()


def test_checks_that_are_changed_can_still_be_answered_with_all_true() -> None:
    person = person_at("steps_taken", hosting="on_premise", network_suspected=False)
    go(person, "edit", "prechecks")
    person.press("replies.button_all_true")
    assert person.case.facts["configured_per_manual"] is True


def test_an_answer_is_kept_until_another_one_is_given() -> None:
    person = person_at("summary")
    before = dict(person.case.facts)
    go(person, "edit", "hosting")
    assert person.case.question == "hosting" and person.case.facts == before
    person.say("hosted by 3CX", facts={"hosting": "hosted_by_3cx"})
    assert person.case.question == "summary"


def test_a_new_description_takes_the_place_of_the_old_one() -> None:
    person = go(person_at("summary"), "edit", "description").say("callers hear nothing at all")
    assert person.case.answers["description"] == "callers hear nothing at all"


def test_start_again_is_asked_and_a_no_carries_on() -> None:
    person = go(person_at("reproduction_steps"), "restart")
    assert person.case.question == "restart"
    person.say("no", intent="deny")
    assert person.case.question == "reproduction_steps" and person.case.facts


def test_a_no_at_the_rows_to_change_leads_back_to_the_summary() -> None:
    person = person_at("summary").press("replies.button_change_fact").say("nothing", intent="deny")
    assert person.case.question == "summary" and "replies.button_submit" in person.offered()


def test_nothing_has_to_be_changed_after_all() -> None:
    person = person_at("summary").press("replies.button_change_fact").press("replies.button_carry_on")
    assert person.case.question == "summary" and "replies.button_submit" in person.offered()


# --- Corrections and doubts ---


def test_a_no_in_front_of_a_correction_answers_nothing_else() -> None:
    person = person_at("uses_stun", "phone_registration")
    person.say("no, on-premise", intent="deny", facts={"uses_stun": False, "hosting": "on_premise"})
    assert person.case.facts["hosting"] == "on_premise" and "uses_stun" not in person.case.facts


def test_not_knowing_is_no_no() -> None:
    person = person_at("uses_stun", "phone_registration").say("δεν γνωρίζω", intent="skip", facts={"uses_stun": False})
    assert "uses_stun" not in person.case.facts and "uses_stun" in person.case.unanswered


def test_another_phone_of_the_same_status_is_noted() -> None:
    person = person_at("uses_stun", "phone_registration")
    fanvil = {"facts": {"phone_status": "supported"}, "entities": {"phone": "Fanvil"}}
    person.say("not Yealink but Fanvil", intent="correct_answer", **fanvil)
    assert person.case.names["phone"] == "Fanvil" and "Fanvil" in person.said and person.case.failures == 0


def test_a_shorter_name_of_the_same_phone_takes_nothing_away() -> None:
    person = person_at("description", "phone_registration")
    person.say("all Yealink phones since Monday", facts={"phone_status": "supported"}, entities={"phone": "Yealink"})
    assert person.case.names["phone"] == "Yealink T46"


def test_a_number_in_a_description_does_not_correct_the_licence() -> None:
    person = person_at("description").say("all twelve extensions are affected since Monday", facts={"extensions": 12})
    assert person.case.facts["extensions"] == 40
    person.say("I meant 12 extensions", intent="correct_answer", facts={"extensions": 12})
    assert person.case.facts["extensions"] == 12


@pytest.mark.parametrize("question", ["steps_taken", "reproduction_steps", "logs"])
def test_a_bare_no_is_no_text(question: str) -> None:
    person = person_at(question).say("no", intent="deny")
    assert question in person.case.skipped and question not in person.case.answers


# --- More on a problem, another problem ---


def test_pasted_log_lines_are_kept_and_the_question_stays_open() -> None:
    person = person_at("steps_taken").say(LOG)
    assert person.case.question == "steps_taken" and LOG in person.case.answers["description"]
    assert person.case.failures == 0


def test_more_on_the_same_problem_reaches_the_description_of_the_ticket() -> None:
    person = person_at("summary").report("it happens on outbound calls as well", "audio_one_way")
    assert "outbound calls as well" in person.case.answers["description"]


def test_a_second_problem_can_be_called_the_same() -> None:
    person = person_at("summary").report("it happens on outbound calls as well", "outbound_calls")
    person.press("replies.button_same_problem")
    assert person.case.pending == [] and "outbound calls as well" in person.case.answers["description"]


def test_a_word_is_no_second_problem() -> None:
    assert person_at("summary").report("already updated", "version_upgrade").case.pending == []


def test_after_a_refusal_the_second_problem_can_be_gone_to_at_once() -> None:
    person = cfd().report("and the fax does not work at all", "fax").press("replies.button_next_problem")
    assert person.case.question == "topic" and person.case.candidates[0] == "fax"
    assert person.case.facts["hosting"] == "hosted_by_3cx"


def test_a_problem_that_is_never_described_goes_on_as_other() -> None:
    person = Person().say("I want to open a ticket", intent="report_problem", problems=(("other", 0.9),))
    person.say("no", intent="deny").say("no", intent="deny")
    assert person.case.facts["problems"] == ["other"] and person.case.question == "licence_key"


@pytest.mark.parametrize("start", [cfd, lambda: person_at("summary")])
def test_a_statement_under_a_decision_or_summary_is_kept(start: Callable[[], Person]) -> None:
    person = start().say("it started on Monday morning", intent="inform")
    assert "Monday morning" in (person.case.answers.get("description") or person.case.opening)


def test_a_long_text_at_another_question_is_kept() -> None:
    person = Person().report("calls drop", "call_drop").press("problems.call_drop").say("none", intent="deny")
    story = "this is the third time, fifty people cannot work, somebody has to take care of that at once"
    person.say(story, intent="complain")
    assert person.case.question == "requester" and story in person.case.opening


def test_what_is_told_with_the_key_corrects_the_licence_and_is_said_once() -> None:
    said = {"entities": {"licence_key": "k1"}, "facts": {"hosting": "self_hosted", "simultaneous_calls": 64}}
    person = Person().report("calls drop on our own server [licence-key:1a]", "call_drop", **said)
    assert person.case.facts["hosting"] == "self_hosted" and person.case.facts["simultaneous_calls"] == 16
    assert person.said.count("Self-hosted") == 1 and "disputed_simultaneous_calls" in person.case.flags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("calls drop, please give it the highest priority", True),
        ("calls drop, is that covered by the support at all?", False),
    ],
)
def test_a_report_in_a_policy_question_is_heard(text: str, expected: bool) -> None:
    assert reports_too(Message(text, problems=(("call_drop", 0.9),))) is expected


# --- Nothing is said twice ---


def test_a_decision_is_not_repeated_in_full() -> None:
    person = cfd()
    decision = person.said
    person.say("hm", intent="inform")
    assert len(person.said) < len(decision) / 2 and "replies.button_review_with_fee" in person.offered()


def test_after_consent_to_the_fee_the_refusal_is_not_said_again() -> None:
    person = cfd()
    assert "X09" in person.said
    person.press("replies.button_review_with_fee")
    assert "X09" not in person.said and "W8" in person.said


def test_a_summary_is_said_again_in_another_language_only() -> None:
    person = person_at("summary")
    dialogue = person.dialogue
    assert "Monday" not in person.take(dialogue, dialogue.ask_again()).said
    assert "replies.button_submit" in person.offered()
    assert "Monday" in person.take(dialogue, dialogue.ask_again(whole=True)).said


def test_submit_after_the_ticket_tells_its_number() -> None:
    person = person_at("summary")
    summary = person.replies
    person.press("replies.button_submit")
    person.replies = summary
    person.press("replies.button_submit")
    assert "ABC-1" in person.said and len(person.desk.opened) == 1


def test_every_button_under_a_reply_does_something_that_is_said() -> None:
    """No button of a refusal, a summary or a finished case leads into silence or an error."""
    for start in (cfd, lambda: person_at("summary"), lambda: person_at("summary").press("replies.button_submit")):
        for title in start().offered():
            assert start().press(title).said


def test_a_message_without_a_case_opens_one() -> None:
    person = Person()
    dialogue = person.dialogue
    person.take(dialogue, dialogue.take(Message("the phones are self-hosted", facts={"hosting": "self_hosted"})))
    assert person.case.active and person.case.facts["hosting"] == "self_hosted"


# --- While no case is open ---


@pytest.mark.parametrize("text", ["submit", "ok", "🙂"])
def test_a_word_after_the_ticket_opens_no_case(text: str) -> None:
    person = person_at("summary").press("replies.button_submit")
    told = without_a_case(person.dialogue, Message(text, problems=(("call_drop", 0.4), ("other", 0.2))))
    assert told is not None and person.take(person.dialogue, told).offered() == ["replies.button_new_case"]
    assert person.case.ticket_id == "ABC-1"


def test_wanting_a_ticket_after_the_forum_draft_is_taken_at_its_word() -> None:
    person = (
        person_at("steps_taken", partner_level="bronze").say("restarted it").press("replies.button_not_reproducible")
    )
    assert person.case.status == "handed_over"
    dialogue = person.dialogue
    told = without_a_case(dialogue, Message("I want a ticket though", problems=(("other", 0.9),)))
    assert told is not None and person.take(dialogue, told).case.route == "ticket"
    assert person.case.answers["steps_taken"] == "restarted it"


def test_a_real_problem_after_the_ticket_opens_a_case() -> None:
    person = person_at("summary").press("replies.button_submit")
    assert without_a_case(person.dialogue, Message("the fax is broken again", problems=(("fax", 0.9),))) is None
