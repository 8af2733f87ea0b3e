"""What is said beside the questions: told again, asked back, remarked on a decision."""

from __future__ import annotations

import pytest
from intake.test_interruptions import LOG, cfd, go, person_at
from intake.twins import CATALOGUE, Person

from bot.intake.commands import Commands
from bot.intake.idle import wish_without_a_case
from bot.intake.message import Message
from bot.intake.wishes import about_oneself, answer_to, rather_a_ticket

AUDIO = (("audio_one_way", 0.9),)
BRONZE = {"partner_level": "bronze", "hosting": "on_premise", "network_suspected": True}


# --- The topic ---


def test_a_problem_told_again_is_agreed_to() -> None:
    person = Person().report("no audio", "audio_one_way")
    person.say("callers hear nothing", intent="report_problem", problems=AUDIO)
    assert person.case.facts["problems"] == ["audio_one_way"] and person.case.question == "licence_key"
    assert "Problem: " in person.said and "callers hear nothing" in person.case.opening


def test_another_problem_told_is_proposed_instead() -> None:
    person = Person().report("no audio", "audio_one_way")
    person.say("calls drop after half a minute", intent="report_problem", problems=(("call_drop", 0.9),))
    assert person.case.question == "topic" and person.case.candidates == ["call_drop"]


def test_where_a_wish_belongs_is_said_without_a_key() -> None:
    person = Person().report("please add tags to the call history", "feature_request")
    person.press("problems.feature_request")
    assert person.case.decision is not None and person.case.decision["outcome"] == "no_ticket"
    assert person.case.question == "outcome"


# --- Questions asked back ---


@pytest.mark.parametrize("question", ["steps_taken", "reproduction_steps", "description"])
@pytest.mark.parametrize("text", ["and what do I do now?", "τι να κάνω τώρα;"])
def test_a_short_question_is_no_answer(question: str, text: str) -> None:
    person = person_at(question).say(text)
    assert person.case.question == question and question not in person.case.answers
    assert text not in person.case.answers.get("description", person.case.opening)


def test_why_under_a_question_gives_reasons_but_not_all_that_was_said_before() -> None:
    person = Person(BRONZE).report("one way audio", "audio_one_way").press("problems.audio_one_way").key()
    assert "What you can do now:" in person.said
    go(person, "why")
    assert "(B2)" in person.said and "(T2)" in person.said and "What you can do now:" not in person.said


def test_why_under_a_key_that_can_not_be_used_gives_that_reason_once() -> None:
    person = Person().report("calls drop", "call_drop").press("problems.call_drop").key("nobody")
    go(person, "why")
    assert person.said.count("(T1)") == 1 and person.case.question == "licence_key"


# --- Giving up, remarks ---


def test_a_question_that_is_given_up_is_left_open_rather_than_not_understood() -> None:
    person = person_at("prechecks").say("hm")
    assert "did not quite understand" in person.said
    person.say("hm")
    assert "leave that open" in person.said and "did not quite understand" not in person.said


@pytest.mark.parametrize("intent", ["inform", "correct_answer", "report_problem"])
def test_a_remark_of_a_few_words_on_a_decision_is_kept(intent: str) -> None:
    person = cfd()
    said = "works without the headset" if intent == "correct_answer" else "works without it"
    person.say(f"{said} here now", intent=intent)
    assert said in person.case.opening and "added that" in person.said


def test_a_decision_that_stays_says_why() -> None:
    person = cfd().say("it is hosted by you", facts={"hosting": "hosted_by_3cx", "extensions": 12})
    assert "stays the same" in person.said and "(X09)" in person.said


def test_what_can_be_done_about_a_fraud_is_said_before_the_questions_of_a_ticket() -> None:
    person = Person({"simultaneous_calls": 96}).report("somebody calls Cuba", "call_fraud")
    person.press("problems.call_fraud").key()
    assert "What you can do now:" in person.said and person.case.question == "description"


# --- Facts told with the key ---


def test_a_fact_told_with_the_key_is_said_once() -> None:
    told = {"entities": {"licence_key": "k1"}, "facts": {"version": "V20 Update 9"}}
    person = Person().report("calls drop since update 9 [licence-key:1a]", "call_drop", **told)
    assert person.said.count("Version") == 1 and "V20 Update 9" in person.said


def test_a_consent_that_is_typed_is_passed_over() -> None:
    person = cfd().say("we pay for it", facts={"fee_accepted": True})
    assert "fee_accepted" not in person.case.facts and "recorded differently" not in person.said


# --- Wishes ---


def test_whoever_wants_a_person_at_a_refusal_is_shown_the_way_to_one() -> None:
    assert answer_to(cfd().case, "human").key == "replies.request_review"
    assert answer_to(person_at("prechecks").case, "human").key == "replies.request_human"


@pytest.mark.parametrize(("level", "verified", "expected"), [
    ("silver", True, "phone_granted"), ("silver", False, "phone_not_granted"), ("bronze", True, "phone_not_granted"),
])  # fmt: skip
def test_a_call_is_granted_or_not_where_the_level_is_known(level: str, verified: bool, expected: str) -> None:
    case = person_at("prechecks").case
    case.facts |= {"partner_level": level, "partner_level_verified": verified}
    assert answer_to(case, "phone_support").key == f"replies.{expected}"


def test_a_call_is_answered_in_general_where_the_level_is_not_known() -> None:
    assert answer_to(Person().report("no audio", "audio_one_way").case, "phone_support").key == (
        "replies.request_phone_support"
    )


def test_a_wish_after_a_ticket_goes_into_the_ticket() -> None:
    person = person_at("summary").press("replies.button_submit")
    dialogue = person.dialogue
    told = wish_without_a_case(dialogue, Message("I want to talk to somebody", intent="ask_human"), "human")
    assert told is not None and person.desk.added == [("ABC-1", "I want to talk to somebody")]


# --- No key, names, hosting ---


@pytest.mark.parametrize("intent", ["skip", "report_problem"])
def test_having_no_key_is_heard_while_the_topic_is_open(intent: str) -> None:
    person = Person().report("no audio", "audio_one_way")
    person.say("no key at hand", intent=intent, problems=(("licence_activation", 0.9),))
    assert person.case.question == "topic" and "without the key" in person.said
    person.press("problems.audio_one_way")
    assert person.case.question == "requester"


def test_a_sentence_that_denies_is_no_name_of_a_provider() -> None:
    person = Person().report("trunk fails", "trunk_registration").press("problems.trunk_registration").key()
    assert person.case.question == "trunk"
    person.say("we have not called them yet", intent="deny")
    assert person.case.question == "trunk" and "trunk" not in person.case.names


def test_a_few_words_that_name_another_hosting_are_no_text() -> None:
    person = person_at("steps_taken").say("well no, on-premise", intent="inform", facts={"hosting": "on_premise"})
    assert person.case.facts["hosting"] == "on_premise" and "steps_taken" not in person.case.answers


def test_a_typed_consent_is_shown_the_button() -> None:
    person = cfd().say("all right, we pay for it then", intent="inform", facts={"fee_accepted": True})
    assert "counts as your consent" in person.said and person.case.question == "outcome"
    assert person.case.opening == "build our CFD project please"


# --- A topic that is left standing, facts told twice ---


def test_a_topic_that_is_left_standing_three_times_is_agreed_to() -> None:
    person = Person().report("no audio", "audio_one_way").key()
    person.say("self-hosted in fact", facts={"hosting": "self_hosted"})
    assert person.case.question == "topic"
    person.say("V20 update 9", facts={"version": "V20 Update 9"})
    assert person.case.facts["problems"] == ["audio_one_way"] and "Problem: " in person.said


def test_a_new_proposal_is_put_as_often_as_the_first() -> None:
    person = Person().report("no audio", "audio_one_way").key()
    person.say("self-hosted in fact", facts={"hosting": "self_hosted"})
    person.say("calls drop after half a minute", intent="report_problem", problems=(("call_drop", 0.9),))
    person.say("V20 update 9", facts={"version": "V20 Update 9"})
    assert person.case.question == "topic" and person.case.candidates == ["call_drop"]


def test_a_fact_told_twice_is_understood() -> None:
    person = person_at("prechecks").say("it is hosted", facts={"hosting": "hosted_by_3cx"})
    assert "Hosted by 3CX" in person.said and "did not quite" not in person.said


def test_a_text_is_added_to_the_description_once() -> None:
    person = Person().say("[licence-key:k9]", entities={"licence_key": "nobody"})
    person.say("the recordings can not be opened", intent="report_problem", problems=(("recordings", 0.9),))
    assert person.case.opening == "the recordings can not be opened"


def test_a_yes_to_something_else_does_not_answer_the_open_question() -> None:
    person = person_at("prechecks", hosting="self_hosted")
    person.press("replies.button_not_all")
    assert person.case.question == "third_party_software"
    person.say("yes, on hosted too", intent="affirm", facts={"reproduced_on_hosted": True})
    assert "third_party_software" not in person.case.facts


@pytest.mark.parametrize(("probability", "heard"), [(0.49, False), (0.9, True)])
def test_a_word_that_sounds_a_little_like_keys_is_not_about_keys(probability: float, heard: bool) -> None:
    person = Person().report("no audio", "audio_one_way")
    person.say("a partner", intent="inform", problems=(("licence_activation", probability),))
    assert ("without the key" in person.said) is heard


def test_why_under_a_refusal_repeats_its_reasons_alone() -> None:
    person = go(cfd(), "why")
    assert "(X09)" in person.said and "What you can do now:" not in person.said
    assert "replies.button_review_with_fee" in person.offered()


def test_the_reasons_on_the_way_to_a_post_come_with_the_other_way_and_the_open_question() -> None:
    person = Person({"partner_level": "bronze"}).report("queue fails", "queues_ivr").press("problems.queues_ivr").key()
    go(person.press("replies.button_all_true"), "reasons")
    assert "(B4)" in person.said and "replies.button_ticket_anyway" in person.offered()
    assert person.case.question == "description"


def test_a_description_of_what_has_no_name_is_asked_for_once() -> None:
    person = Person().say("voice mail fails", intent="report_problem", problems=(("other", 0.9),))
    assert person.case.question == "problem"
    text = "since yesterday no voice mail arrives by mail, for all extensions of the company"
    person.say(text, intent="report_problem", problems=(("other", 0.9),))
    assert person.case.facts["problems"] == ["other"] and person.case.answers["description"] == text


def test_an_answer_that_sounds_like_a_step_is_the_answer_alone() -> None:
    person = person_at("reproduction_steps")
    before = person.case.answers["steps_taken"]
    person.say("call from a mobile", told={"steps_taken": "call from a mobile"})
    assert person.case.answers["reproduction_steps"] == "call from a mobile"
    assert person.case.answers["steps_taken"] == before


# --- An update that is demanded ---

OUTDATED = {"version": "18.0.9.20"}
ON_UPDATES = (("version_upgrade", 0.9),)


def asked_to_update(**facts: object) -> Person:
    """A case in which the newest version has to be installed first (X04)."""
    person = Person(OUTDATED | facts).report("the queue rings nobody", "queues_ivr").press("problems.queues_ivr").key()
    assert person.case.decision is not None and person.case.decision["outcome"] == "update_first"
    return person


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I can't update", "report_problem"), ("das Update geht bei uns nicht", "report_problem"),
        ("non possiamo aggiornare adesso", "deny"), ("impossible de mettre à jour", "inform"),
        ("обновиться не получается", "report_problem"), ("δεν μπορώ να αναβαθμίσω", "report_problem"),
        ("não consigo atualizar o sistema", "correct_answer"), ("no se puede actualizar", "inform"),
    ],
)  # fmt: skip
def test_being_unable_to_update_is_an_objection_and_no_second_problem(text: str, intent: str) -> None:
    person = asked_to_update().say(text, intent=intent, problems=ON_UPDATES)
    assert person.case.pending == [] and person.case.question == "outcome"
    assert "(X04)" in person.said and "replies.button_update_fails" in person.offered()


def test_an_update_that_the_licence_forbids_is_an_objection_and_what_breaks_after_one_is_not() -> None:
    licence, unable = (("licence_activation", 0.99),), ("WE", "NEGATION", "UPDATE", "LICENCE", "EXPIRED")
    person = asked_to_update(licence_status="expired")
    person.say("we can not update, the licence has expired", intent="report_problem", problems=licence, concepts=unable)
    assert person.case.pending == [] and "renew it first" in person.said
    person.report("after the update the fax does not work", "fax", concepts=("UPDATE", "FAX", "NEGATION"))
    assert len(person.case.pending) == 1


def test_nobody_is_promised_to_read_a_ticket_that_can_not_be_opened() -> None:
    person = asked_to_update()
    assert answer_to(person.case, "human").key == "replies.request_human_later"
    person.case.set_fact("requests", ["human"], "user")
    assert person.press("replies.button_update_fails").case.facts["requests"] == ["human"], "the wish goes along"


def test_an_update_that_fails_becomes_the_problem_and_the_first_one_comes_after_it() -> None:
    person = asked_to_update().say("the update stops half way", intent="report_problem", problems=ON_UPDATES)
    person.press("replies.button_update_fails")
    assert "Problem: " in person.said
    assert person.case.facts["problems"] == ["version_upgrade"] and person.case.opening == "the update stops half way"
    assert person.case.decision is not None and person.case.decision["outcome"] != "update_first"
    assert [item["text"] for item in person.case.pending] == ["the queue rings nobody"]
    assert person.case.facts["licence_status"] == "active", "the system is the same"


def test_another_problem_under_that_decision_is_still_a_second_one() -> None:
    person = asked_to_update().report("and the fax does not work at all", "fax")
    assert len(person.case.pending) == 1


def test_a_new_version_is_no_objection() -> None:
    told = {"facts": {"version": "20.0.10.1210"}, "problems": ON_UPDATES}
    person = asked_to_update().say("we installed 20.0.10.1210 now", intent="inform", **told)
    assert person.case.decision is not None and person.case.decision["outcome"] != "update_first"


def test_whose_licence_has_expired_is_told_to_renew_it_before_the_update() -> None:
    assert "renew it first" in asked_to_update(licence_status="expired").said
    assert "renew" not in asked_to_update().said


# --- A second problem where a text is asked for ---

FAX = "the fax of the accountants has not received a single page since Monday"


@pytest.mark.parametrize("question", ["steps_taken", "reproduction_steps"])
def test_a_second_problem_told_as_an_answer_is_kept_and_can_be_made_a_case(question: str) -> None:
    person = person_at(question).report(FAX, "fax")
    assert person.case.answers[question] == FAX and "(A1)" in person.said
    person.press("replies.button_second_problem")
    assert question not in person.case.answers and person.case.question == question
    assert [item["text"] for item in person.case.pending] == [FAX]


def test_an_answer_on_the_problem_of_the_case_is_no_second_one() -> None:
    person = person_at("steps_taken").report("callers from outside hear nothing at all on every call", "audio_one_way")
    assert "(A1)" not in person.said and "hear nothing" in person.case.answers["steps_taken"]


# --- A ticket rather than the forum, the own partner and level ---


def test_a_ticket_is_wanted_on_the_way_to_the_forum_alone() -> None:
    wish = Message("I want a ticket, not the forum", intent="ask_forum", concepts=("WANT", "TICKET", "FORUM"))
    bronze = person_at("steps_taken", partner_level="bronze")
    assert rather_a_ticket(bronze.case, wish) and not rather_a_ticket(person_at("steps_taken").case, wish)
    dialogue = bronze.dialogue
    bronze.take(dialogue, Commands(dialogue).ticket_anyway())
    assert bronze.case.route == "ticket" and bronze.case.question == "steps_taken"


def test_a_ticket_that_is_not_granted_is_refused_with_reasons_and_the_question_stays() -> None:
    person = Person(BRONZE).report("one way audio", "audio_one_way").press("problems.audio_one_way").key()
    dialogue = person.dialogue
    person.take(dialogue, Commands(dialogue).ticket_anyway())
    assert "(B2)" in person.said and person.case.route == "forum" and person.case.question == "description"


def test_the_own_level_is_that_of_the_record_and_the_partner_is_not_named() -> None:
    level = Message("what level am I?", intent="ask_policy", concepts=("WHAT", "LEVEL", "I"))
    partner = Message("who is my partner?", intent="ask_policy", concepts=("WHO", "I", "PARTNER"))
    case = person_at("prechecks").case
    told = about_oneself(case, level)
    assert told is not None and told.params == {"level": "Silver"}
    unknown = about_oneself(Person().case, level)
    assert unknown is not None and unknown.key == "replies.own_level_unknown"
    named = about_oneself(case, partner)
    assert named is not None and "Example" not in CATALOGUE.say("en", named)
    assert (
        about_oneself(case, Message("how long does a ticket take?", intent="ask_policy", concepts=("HOW_LONG",)))
        is None
    )


# --- A key declined with the yes to the topic ---

NO_KEY = ("AFFIRM", "I", "NEGATION", "LICENCE", "KEY")


@pytest.mark.parametrize("intent", ["affirm", "skip", "deny", "inform", "report_problem"])
def test_yes_but_no_key_says_both(intent: str) -> None:
    person = Person().report("no audio", "audio_one_way")
    text = "yes, but I do not have the licence key at hand at the moment"
    person.say(text, intent=intent, problems=(("licence_activation", 0.9),), concepts=NO_KEY)
    assert person.case.facts["problems"] == ["audio_one_way"] and "without the key" in person.said
    assert person.case.question == "requester"


def test_a_fact_in_a_few_words_that_sounds_like_a_problem_proposes_no_other_topic() -> None:
    person = Person().report("no audio", "audio_one_way")
    person.say("runs on our own server", intent="inform", problems=(("remote_installation", 0.99),))
    assert person.case.candidates == ["audio_one_way"]


def test_no_key_in_many_words_leaves_the_topic_open() -> None:
    person = Person().report("no audio", "audio_one_way")
    text = "the licence key is with my colleague and I do not have it today"
    person.say(text, intent="skip", problems=(("licence_activation", 0.9),), concepts=NO_KEY[1:])
    assert person.case.question == "topic" and person.case.candidates == ["audio_one_way"]
    assert person.press("problems.audio_one_way").case.question == "requester"


# --- A log in the message, kept as a file by the gateway ---

FILE = {"name": "pasted-text.txt", "sha256": "ab" * 32, "bytes": 150, "finding": {"accepted": True}}


@pytest.mark.parametrize(
    "words",
    [
        "here is the log", "hier das Log", "ecco il log", "voici le journal", "вот лог", "ορίστε το log",
        "aqui está o log", "aquí está el registro",
    ],
)  # fmt: skip
def test_a_log_in_answer_to_the_question_for_logs_is_a_file_and_the_words_the_answer(words: str) -> None:
    person = person_at("logs").say(f"{words}\n{LOG}", attachment=FILE)
    assert person.case.attachments == [FILE] and person.case.answers["logs"] == words
    assert person.case.question == "summary" and "kept the log lines" in person.said


def test_a_log_without_a_word_answers_the_question_for_logs() -> None:
    person = person_at("logs").say(LOG, attachment=FILE)
    assert person.case.attachments == [FILE] and "logs" not in person.case.answers
    assert person.case.question == "summary"


def test_a_log_at_another_question_is_a_file_and_the_question_stays() -> None:
    person = person_at("steps_taken").say(LOG, attachment=FILE)
    assert person.case.question == "steps_taken" and LOG not in person.case.answers["description"]
    person.say(f"rebooted it\n{LOG}", attachment=FILE)
    assert person.case.answers["steps_taken"] == "rebooted it" and person.case.attachments == [FILE]


def test_a_log_in_the_first_message_leaves_its_words_to_be_read() -> None:
    person = Person().report(f"callers hear nothing\n{LOG}", "audio_one_way", attachment=FILE)
    assert person.case.opening == "callers hear nothing" and person.case.attachments == [FILE]
    assert person.case.question == "topic"


def test_words_that_only_hand_over_a_log_are_no_part_of_the_description() -> None:
    person = person_at("summary").say(f"here is the log\n{LOG}", attachment=FILE)
    assert person.case.attachments == [FILE] and "here is the log" not in person.case.answers["description"]
    assert person.case.question == "summary"


def test_a_step_told_where_logs_are_asked_for_is_no_answer_on_logs() -> None:
    person = person_at("logs").say("call from outside, wait, it drops", told={"reproduction_steps": "call, wait"})
    assert "call, wait" in person.case.answers["reproduction_steps"]
    assert "logs" not in person.case.answers and person.case.question == "logs"


def test_another_problem_told_twice_is_one_case() -> None:
    person = person_at("prechecks").report("and the fax does not work at all", "fax")
    person.report("the fax prints half a page at most", "fax").report("the recordings are missing too", "recordings")
    assert [item["text"].count("fax") for item in person.case.pending] == [2, 0]
    person.report("once more the fax, it prints nothing", "fax").press("replies.button_same_problem")
    assert [item["problems"][0][0] for item in person.case.pending] == ["recordings"]
    assert "prints nothing" in person.case.opening
