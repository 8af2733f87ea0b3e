"""What people answer in a hurry: bare facts, a yes beside a question, a pointer to a mail, lines after the ticket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from intake.test_interruptions import LOG, go, person_at
from intake.twins import CATALOGUE, Person

from bot.intake import remarks
from bot.intake.afterwards import Kept, keep_log
from bot.intake.asides import answer_in
from bot.intake.message import Message
from bot.intake.typed import gives_the_value

AUDIO = (("audio_one_way", 0.9),)
TEXTS = ["description", "steps_taken", "reproduction_steps"]
LINES = {"name": "pasted-text.txt", "sha256": "aa", "finding": {"accepted": True}}
VERSION: Mapping[str, Any] = {"facts": {"version": "V20 Update 10"}, "concepts": ("VERSION", "UPDATE")}


def submitted() -> Person:
    """A case whose ticket is open."""
    return person_at("summary").press("replies.button_submit")


def more(person: Person, text: str, **understood: Any) -> Kept | None:
    """Log lines that come after the ticket."""
    attachment = understood.pop("attachment", LINES)
    return keep_log(person.dialogue, Message(text, attachment=attachment, **understood))


# --- Bare facts under a question for a text ---


@pytest.mark.parametrize("question", TEXTS)
@pytest.mark.parametrize("intent", ["inform", "correct_answer"])
def test_a_bare_fact_is_no_answer_to_a_question_for_a_text(question: str, intent: str) -> None:
    """It becomes the fact, and the question is put once more, without a complaint about the answer."""
    person = person_at(question).say("V20 update 10", intent=intent, **VERSION)
    assert person.case.facts["version"] == "V20 Update 10" and person.case.question == question
    assert question not in person.case.answers and "V20 update 10" not in person.case.told
    assert "Version: V20 Update 10" in person.said and "did not quite understand" not in person.said


def test_a_bare_fact_tells_nothing_of_the_logs() -> None:
    person = person_at("logs", code="trunk_registration", trunk_status="supported").say("V20 update 10", **VERSION)
    assert person.case.question == "logs" and "logs" not in person.case.answers
    person.say("8SC", facts={"simultaneous_calls": 8}, concepts=("SIM_CALLS",))
    assert person.case.question == "logs" and person.case.facts["simultaneous_calls"] == 8
    person.say("the customer is closed", concepts=("CALLER",))
    assert person.case.answers["logs"] == "the customer is closed"


def test_a_fact_that_is_known_already_is_said_back_and_the_question_stays() -> None:
    person = person_at("steps_taken").say("V20 update 10", **VERSION).say("V20 update 10", **VERSION)
    assert person.case.question == "steps_taken" and "Version: V20 Update 10" in person.said


def test_a_fact_within_a_step_or_a_fault_leaves_the_answer_whole() -> None:
    told = {"steps_taken": "updated to V20 update 10"}
    done = person_at("steps_taken").say("updated to V20 update 10", told=told, **VERSION)
    assert done.case.answers["steps_taken"] == "updated to V20 update 10"
    fault = {"facts": VERSION["facts"], "concepts": ("CALL", "FAIL", "VERSION")}
    described = person_at("description").say("calls fail since V20 update 10", **fault)
    assert "calls fail since V20 update 10" in described.case.answers["description"]


def test_a_picture_that_is_promised_is_no_step() -> None:
    person = person_at("steps_taken").say("photo of the screen comes later", concepts=("SCREENSHOT", "SCREEN"))
    assert person.case.question == "steps_taken" and "steps_taken" not in person.case.answers
    assert "photo of the screen" in person.case.told


# --- Nothing is to be changed ---


@pytest.mark.parametrize("intent", ["affirm", "deny", "skip"])
@pytest.mark.parametrize("text", ["ok", "nothing", "all good, send it"])
def test_nothing_to_change_leads_back_to_the_summary(intent: str, text: str) -> None:
    """Nothing is sent by it: the summary is agreed to when it stands there."""
    person = go(person_at("summary"), "edit", "change").say(text, intent=intent)
    assert person.case.question == "summary" and person.offered()[0] == "replies.button_submit"
    assert not person.desk.opened and "Please check the summary" in person.said
    assert "leave that open" not in person.said and "did not quite understand" not in person.said
    assert remarks.agrees_to_submit(person.case, Message("all good, send it", stance="agrees"))


@pytest.mark.parametrize("question", ["change", "restart"])
def test_cancelling_a_question_aside_drops_no_case(question: str) -> None:
    person = person_at("summary")
    go(person, "edit", "change") if question == "change" else go(person, "restart")
    assert person.case.question == question
    go(person, "cancel")
    assert person.case.active and person.case.question == "summary"
    assert not go(person, "cancel").case.active


def test_what_is_wrong_in_the_summary_is_asked_unless_it_is_told() -> None:
    case = person_at("summary").case
    assert remarks.finds_fault(case, Message("that is wrong", intent="deny"))
    assert remarks.finds_fault(case, Message("not quite", intent="correct_answer"))
    only = Message("only from outside, nobody hears us", intent="correct_answer", problems=AUDIO)
    assert not remarks.finds_fault(case, only)
    assert not remarks.finds_fault(person_at("prechecks").case, Message("no", intent="deny"))


def test_a_row_that_is_named_with_its_new_value_is_not_asked_for() -> None:
    row = {"do": "edit", "question": "hosting"}
    assert gives_the_value(row, {"hosting": "on_premise"})
    assert not gives_the_value(row, {"version": "V20"}) and not gives_the_value(row, {})
    assert not gives_the_value({"do": "submit"}, {"hosting": "on_premise"})
    assert not gives_the_value({"do": "edit", "question": "description"}, {"hosting": "on_premise"})


def test_a_fact_that_is_put_right_in_a_sentence_is_no_description() -> None:
    person = person_at("prechecks")
    text = "looks right but the hosting is wrong it is on-premise"
    person.say(text, intent="correct_answer", facts={"hosting": "on_premise"})
    assert person.case.facts["hosting"] == "on_premise" and text not in person.case.told


# --- A yes or no beside a question ---


def test_a_no_that_asks_why_is_taken() -> None:
    person = person_at("uses_stun", code="phone_registration")
    asked = Message("no, why?", intent="ask_why", concepts=("DENIAL", "WHY"), facts={"uses_stun": False})
    go(person, "why", asked)
    assert person.case.facts["uses_stun"] is False and person.case.question != "uses_stun"
    assert "(X05)" in person.said


def test_the_first_word_counts_where_the_question_repeats_what_was_asked() -> None:
    """ "No, why should it be our network" is a no, whatever the words behind it sound like."""
    case = person_at("uses_stun", code="phone_registration").case
    answer = answer_in(case, Message("no", concepts=("DENIAL", "WHY"), facts={"uses_stun": True}))
    assert answer is not None and answer.facts == {"uses_stun": False} and answer.intent == "deny"


def test_a_yes_beside_a_wish_confirms_checks_and_topic() -> None:
    wish = Message("yes, can someone call", concepts=("AFFIRM", "YOU"), facts={"requests": ["phone_support"]})
    for person in (person_at("prechecks"), Person().report("no audio", "audio_one_way")):
        answer = answer_in(person.case, wish)
        assert answer is not None and answer.intent == "affirm" and not answer.facts


@pytest.mark.parametrize(
    ("concepts", "facts"),
    [
        (("AFFIRM", "WHY"), {}),  # "OK, why?" agrees to nothing
        (("WHY", "DENIAL"), {"uses_stun": False}),
        ((), {"uses_stun": False}),
    ],
)
def test_what_does_not_begin_with_an_answer_is_none(concepts: tuple[str, ...], facts: dict[str, Any]) -> None:
    case = person_at("uses_stun", code="phone_registration").case
    assert answer_in(case, Message("why", concepts=concepts, facts=facts)) is None


@pytest.mark.parametrize("question", ["description", "summary", "licence_key"])
def test_no_text_and_no_submission_comes_from_a_yes_beside_a_question(question: str) -> None:
    person = Person().report("no audio", "audio_one_way").press("problems.audio_one_way")
    case = person.case if question == "licence_key" else person_at(question).case
    assert case.question == question
    assert answer_in(case, Message("yes, but why?", concepts=("AFFIRM", "WHY"), facts={"requests": ["human"]})) is None


# --- Told elsewhere ---


ELSEWHERE: Mapping[str, Any] = {"concepts": ("TOLD_ELSEWHERE", "EMAIL")}


def test_for_a_description_told_before_the_report_will_do() -> None:
    person = person_at("description").say("see my last mail", **ELSEWHERE)
    assert person.case.question == "steps_taken" and "mail" not in person.case.told


@pytest.mark.parametrize("question", ["steps_taken", "reproduction_steps", "uses_stun", "prechecks"])
def test_what_stands_elsewhere_is_asked_for_once_more_and_then_given_up(question: str) -> None:
    code = "phone_registration" if question == "uses_stun" else "audio_one_way"
    person = person_at(question, code).say("see my last mail", **ELSEWHERE)
    assert person.case.question == question and CATALOGUE.say("en", person.replies[0].text).startswith("I only see")
    assert question not in person.case.answers and "mail" not in person.case.told
    person.say("see my last mail", **ELSEWHERE)
    assert person.case.question != question and "leave that open" in person.said


# --- The topic ---


def test_a_bare_fact_under_another_question_does_not_replace_the_proposed_topic() -> None:
    person = Person().report("no audio", "audio_one_way")
    person.case.question = "requester"
    person.say("twenty update ten", intent="inform", problems=(("version_upgrade", 1.0),))
    assert person.case.candidates == ["audio_one_way"]


def test_a_topic_is_put_right_in_a_few_words() -> None:
    person = Person().report("calls drop", "call_drop")
    person.say("no wait, no audio it is", intent="correct_answer", problems=AUDIO)
    assert person.case.candidates == ["audio_one_way"] and person.case.question == "topic"


def test_a_key_is_no_problem_with_the_licence() -> None:
    handed = {"problems": (("licence_activation", 0.97),), "entities": {"licence_key": "k1"}}
    text = "the key is [licence-key:k1] by the way and who pays for all of this"
    person = Person().report("no audio", "audio_one_way").say(text, **handed)
    assert person.case.candidates == ["audio_one_way"] and person.case.facts["licence_status"] == "active"
    person.press("problems.audio_one_way").say(text, **handed | {"intent": "correct_answer"})
    assert person.case.problem == "audio_one_way"


def test_a_yes_with_a_fact_behind_it_agrees_to_the_topic() -> None:
    person = Person().report("phone offline", "phone_registration")
    phone = {"facts": {"phone_status": "supported"}, "entities": {"phone": "Yealink T46"}}
    person.say("yes, Yealink T46", concepts=("AFFIRM", "PHONE"), **phone)
    assert person.case.facts["problems"] == ["phone_registration"] and person.case.names["phone"] == "Yealink T46"
    other = Person().report("phone offline", "phone_registration").say("Yealink T46", concepts=("PHONE",), **phone)
    assert other.case.question == "topic"


def test_a_size_is_no_word_on_a_key() -> None:
    person = Person().report("no audio", "audio_one_way")
    person.say("sixteen calls", problems=(("licence_activation", 0.9),), facts={"simultaneous_calls": 16})
    assert "without the key" not in person.said and "licence_status" not in person.case.unanswered


def test_a_first_message_that_lists_the_system_too_gets_its_likely_problem_proposed() -> None:
    listed = {"problems": (("phone_registration", 0.45),), "facts": {"simultaneous_calls": 16}}
    person = Person().say("rebooted it all, 16SC, no phone in the house registers", intent="correct_answer", **listed)
    assert person.case.question == "topic" and person.case.candidates == ["phone_registration"]


def test_a_partner_says_so_in_a_word_where_the_role_is_asked() -> None:
    person = Person().report("no audio", "audio_one_way").press("problems.audio_one_way").say("no", intent="deny")
    assert person.case.question == "requester"
    person.say("partner obviously", concepts=("PARTNER",))
    assert person.case.facts["requester"] == "partner" and person.case.question != "requester"


@pytest.mark.parametrize("intent", ["inform", "affirm", "skip", "chitchat"])
def test_all_checks_but_one_are_asked_one_by_one(intent: str) -> None:
    person = person_at("prechecks").say("all but the manual", intent=intent, entities={"exception": True})
    assert person.case.question == "third_party_software"
    assert not {"configured_per_manual", "hardware_meets_minimum"} & set(person.case.facts)


def test_a_no_for_want_of_time_is_no_step() -> None:
    person = person_at("uses_stun", code="phone_registration")
    no = {"intent": "deny", "facts": {"uses_stun": False}, "told": {"steps_taken": "had no time for that"}}
    person.say("had no time for that", **no)
    assert person.case.facts["uses_stun"] is False and "steps_taken" not in person.case.answers


# --- Lines after the ticket ---


@pytest.mark.parametrize("intent", ["inform", "report_problem", "add_information", "affirm", "nlu_fallback"])
def test_lines_pasted_after_the_ticket_are_a_file_of_it(intent: str) -> None:
    """The words beside them go along, the lines are not written out a second time."""
    person = submitted()
    kept = more(person, f"here is one more\n{LOG}", intent=intent, problems=AUDIO)
    assert kept is not None and kept.rest is None and "ABC-1" in CATALOGUE.say("en", kept.replies[0].text)
    assert person.desk.files == [("ABC-1", "aa")] and person.desk.added == [("ABC-1", "here is one more")]
    assert len(person.desk.opened) == 1 and not person.case.active


def test_lines_without_a_word_are_kept_by_their_name() -> None:
    person = submitted()
    assert more(person, LOG) is not None
    assert person.desk.added == [("ABC-1", "pasted-text.txt")] and person.desk.files == [("ABC-1", "aa")]


def test_the_same_lines_again_are_not_doubled_and_what_is_written_with_them_is_not_lost() -> None:
    person = submitted()
    more(person, LOG)
    assert more(person, LOG) is not None
    assert len(person.desk.added) == 1 and len(person.desk.files) == 1
    more(person, f"it happened again\n{LOG}")
    assert person.desk.added[-1] == ("ABC-1", "it happened again") and len(person.desk.files) == 1
    more(person, LOG, attachment=LINES | {"sha256": "bb"})
    assert person.desk.files[-1] == ("ABC-1", "bb")


def test_lines_that_the_ticket_was_opened_with_are_not_added_again() -> None:
    person = person_at("description").say(LOG, attachment=LINES)
    person = (
        person.say("since Monday on every call of ours").say("rebooted").say("call in").press("replies.button_submit")
    )
    assert more(person, LOG) is not None and not person.desk.files and not person.desk.added


def test_a_question_beside_the_lines_is_answered_too() -> None:
    kept = more(submitted(), f"when will somebody look?\n{LOG}", intent="ask_status")
    assert kept is not None and kept.rest is not None
    assert kept.rest.text == "when will somebody look?" and kept.rest.attachment is None


def test_lines_with_the_report_of_another_problem_belong_to_that_one() -> None:
    person = submitted()
    other = {"intent": "report_problem", "problems": (("fax", 0.9),)}
    assert more(person, f"now the fax fails as well\n{LOG}", **other) is None and not person.desk.files
    person.say(f"now the fax fails as well\n{LOG}", attachment=LINES, **other)
    assert person.case.active and [item["sha256"] for item in person.case.attachments] == ["aa"]


def test_before_the_ticket_lines_stay_with_the_case() -> None:
    assert more(person_at("description"), LOG) is None
    assert more(Person(), LOG) is None
    assert more(submitted(), "no lines here", attachment=None) is None
