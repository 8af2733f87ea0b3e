"""The open question decides with the classifier what a message is."""

from __future__ import annotations

import pytest

from bot.intake.arbitration import settle
from bot.intake.rules import RULES
from bot.intake.sentence import Sentence


def ranked(*pairs: tuple[str, float]) -> list[tuple[str, float]]:
    return list(pairs)


def test_a_long_description_is_never_taken_for_a_command() -> None:
    text = "when the agent presses cancel on the Yealink the call is dropped and we have to start again every time"
    assert settle(ranked(("cancel", 0.8), ("inform", 0.1)), text, "description")[0] == "inform"


@pytest.mark.parametrize("question", [None, "problem", "hosting", "version", "extensions", "uses_stun", "summary"])
@pytest.mark.parametrize("command", ["cancel", "restart", "skip", "go_back", "greet", "goodbye", "thank"])
def test_whoever_writes_much_tells_something(command: str, question: str | None) -> None:
    """Whatever is asked and at the start, however sure the classifier is of the command."""
    text = (
        "good morning, our agents go back to the first menu whenever a caller presses cancel, then the queue has to "
        "start again and thanks to that every second customer is lost"
    )
    ranking = ranked((command, 0.97), ("report_problem", 0.02), ("inform", 0.01))
    assert settle(ranking, text, question)[0] in ("report_problem", "inform")


@pytest.mark.parametrize("text", ["?", "??", " ???", ";;"])
def test_bare_question_marks_ask_what_a_question_is_for(text: str) -> None:
    assert settle(ranked(("inform", 0.5)), text, "hosting")[0] == "ask_why"
    assert settle(ranked(("inform", 0.5)), text, None)[0] == "inform"


def test_a_yes_with_a_long_reason_stays_a_yes() -> None:
    text = (
        "yes we did call them twice last week and they told us that on their side everything looks perfectly fine now"
    )
    assert settle(ranked(("affirm", 0.9), ("inform", 0.1)), text, "vendor_contacted")[0] == "affirm"


@pytest.mark.parametrize("question", ["logs", "steps_taken", "uses_stun", "vendor_contacted", "hosting"])
def test_a_no_is_the_answer_to_what_is_asked(question: str) -> None:
    assert settle(ranked(("deny", 0.95), ("cancel", 0.04)), "nein", question)[0] == "deny"


def test_an_answer_about_restarting_never_throws_the_case_away() -> None:
    assert settle(ranked(("restart", 0.58), ("inform", 0.4)), "restart the service", "steps_taken")[0] == "inform"
    assert settle(ranked(("restart", 0.97), ("inform", 0.01)), "reboot, other cable", "steps_taken")[0] == "inform"
    assert settle(ranked(("restart", 0.97), ("inform", 0.01)), "start again please", "description")[0] == "restart"


@pytest.mark.parametrize("question", ["hosting", "summary", "topic", "licence_key"])
def test_a_machine_that_was_restarted_is_a_step_whatever_is_asked(question: str) -> None:
    ranking = ranked(("restart", 0.97), ("inform", 0.02))
    assert settle(ranking, "server restarted", question, concepts=("SERVER", "REBOOT"))[0] == "inform"
    assert settle(ranking, "restart", question, concepts=("REBOOT", "START_OVER"))[0] == "restart"


def test_whoever_asks_for_the_own_partner_is_answered_however_unsure_the_guess() -> None:
    concepts = ("WHO", "I", "PARTNER")
    assert settle(ranked(("chitchat", 0.2)), "кто мой партнёр?", None, concepts=concepts) == ("ask_policy", 0.3)
    assert settle(ranked(("inform", 0.9)), "my partner is on holiday", None, concepts=concepts)[0] == "inform"


@pytest.mark.parametrize("question", ["steps_taken", "reproduction_steps", "logs"])
def test_a_long_report_in_answer_to_a_text_question_stays_a_report(question: str) -> None:
    """The dialogue keeps it as the answer and asks whether it is a second problem."""
    text = "the fax of the accountants has not received a single page since Monday"
    assert settle(ranked(("report_problem", 0.97)), text, question)[0] == "report_problem"
    assert settle(ranked(("report_problem", 0.97)), text, question, tells=True)[0] == "inform"
    assert settle(ranked(("report_problem", 0.97)), text, "description")[0] == "inform"


def test_a_name_that_sounds_like_a_wish_is_a_name() -> None:
    assert settle(ranked(("ask_human", 0.62), ("inform", 0.25)), "Rostelecom", "trunk")[0] == "inform"
    assert settle(ranked(("cancel", 0.99)), "cancel", "trunk")[0] == "cancel"


def test_a_short_command_is_obeyed_in_the_middle_of_a_text_question() -> None:
    assert settle(ranked(("cancel", 0.8), ("inform", 0.1)), "cancel please", "description")[0] == "cancel"


def test_a_policy_question_stays_one_even_when_a_text_is_asked_for() -> None:
    text = "how long does it usually take until somebody answers one of these tickets?"
    assert settle(ranked(("ask_policy", 0.8), ("inform", 0.1)), text, "steps_taken")[0] == "ask_policy"


@pytest.mark.parametrize("question", ["steps_taken", "reproduction_steps", "logs", "description"])
def test_a_symptom_in_answer_to_a_text_question_is_its_answer(question: str) -> None:
    assert settle(ranked(("report_problem", 0.9)), "calls drop after 30 seconds", question)[0] == "inform"


def test_the_first_description_opens_a_case() -> None:
    assert settle(ranked(("report_problem", 0.9)), "calls drop after 30 seconds", "problem")[0] == "report_problem"


def test_a_masked_licence_key_is_always_information() -> None:
    assert settle(ranked(("chitchat", 0.6), ("inform", 0.2)), "here you go [licence-key:3f2a9c1d]", None)[0] == "inform"


def test_a_request_for_a_language_wins_when_the_detector_saw_one() -> None:
    assert settle(
        ranked(("ask_policy", 0.6), ("change_language", 0.3)),
        "can we speak French?",
        "hosting",
        language_requested=True,
    )[0] == ("change_language")


def test_a_language_is_not_changed_without_one_being_named() -> None:
    assert (
        settle(ranked(("change_language", 0.5), ("inform", 0.4)), "our prompts are in French", "hosting")[0] == "inform"
    )


def test_a_number_answers_a_question_for_a_number() -> None:
    assert settle(ranked(("chitchat", 0.5), ("inform", 0.2)), "20", "extensions")[0] == "inform"


def test_an_unsure_guess_offers_choices_unless_a_question_is_open() -> None:
    assert settle(ranked(("chitchat", 0.2), ("inform", 0.1)), "hm", None)[0] == "nlu_fallback"
    assert settle(ranked(("chitchat", 0.2), ("inform", 0.1)), "hm", "hosting")[0] == "inform"


@pytest.mark.parametrize("intent", ["bot_challenge", "chitchat", "out_of_scope"])
def test_a_name_is_a_name_however_it_sounds(intent: str) -> None:
    assert settle(ranked((intent, 0.99)), "Vivo", "trunk")[0] == "inform"
    assert settle(ranked((intent, 0.99)), "are you a robot or a person", "trunk")[0] == intent


def test_a_number_to_call_is_no_wish_for_a_call() -> None:
    assert settle(ranked(("ask_phone_support", 0.95)), "call 800", "reproduction_steps")[0] == "inform"
    assert settle(ranked(("ask_phone_support", 0.95)), "the hotline please", "steps_taken")[0] == "ask_phone_support"


def test_a_call_that_is_made_is_no_wish_for_one() -> None:
    ranking = ranked(("ask_phone_support", 0.95))
    assert settle(ranking, "ring anybody", "reproduction_steps", concepts=("CALL",))[0] == "inform"
    for concepts in (("CALL", "I"), ("PHONE_SUPPORT", "PLEASE"), ("YOU", "CALL")):
        assert settle(ranking, "call me", "reproduction_steps", concepts=concepts)[0] == "ask_phone_support"


def test_a_restart_is_how_it_is_reproduced_but_starting_over_is_not() -> None:
    ranking = ranked(("restart", 0.99))
    assert settle(ranking, "neustart", "reproduction_steps", concepts=("REBOOT", "START_OVER"))[0] == "inform"
    assert settle(ranking, "von vorne", "reproduction_steps", concepts=("START_OVER",))[0] == "restart"


@pytest.mark.parametrize("question", ["uses_stun", "topic", "summary", "outcome", "change", "restart"])
def test_an_oath_takes_nothing_from_a_yes_or_no(question: str) -> None:
    oath = ranked(("abuse", 0.7), ("affirm", 0.2))
    assert settle(oath, "yes damn it", question, concepts=("AFFIRM", "SWEAR"))[0] == "affirm"
    assert settle(oath, "no damn it", question, concepts=("DENIAL", "SWEAR"))[0] == "deny"
    assert settle(oath, "yes you idiot", question, concepts=("AFFIRM", "SWEAR", "INSULT"))[0] == "abuse"
    assert settle(oath, "damn it", question, concepts=("SWEAR",))[0] == "abuse"


def test_an_oath_under_another_question_answers_nothing() -> None:
    assert settle(ranked(("abuse", 0.7)), "yes damn it", "description", concepts=("AFFIRM", "SWEAR"))[0] == "abuse"


def test_small_talk_agrees_only_where_nothing_is_submitted() -> None:
    ranking, concepts = ranked(("chitchat", 0.78), ("affirm", 0.2)), ("ALL", "SMALLTALK", "AFFIRM")
    assert settle(ranking, "todo bien, envíalo", "change", concepts=concepts)[0] == "affirm"
    assert settle(ranking, "todo bien, envíalo", "summary", concepts=concepts)[0] == "chitchat"
    assert settle(ranking, "ok, ¿todo bien?", "change", concepts=concepts)[0] == "chitchat"
    assert settle(ranking, "todo bien, envíalo", "change", concepts=("ALL", "SMALLTALK"))[0] == "chitchat"


def test_who_tells_something_as_well_does_not_only_point_elsewhere() -> None:
    ranking, concepts = ranked(("complain", 0.8)), ("REBOOT", "TOLD_ELSEWHERE")
    assert settle(ranking, "rebooted, same as yesterday", "hosting", concepts=concepts)[0] == "inform"
    assert settle(ranking, "rebooted, same as yesterday", "hosting", tells=True, concepts=concepts)[0] == "complain"
    assert settle(ranking, "see my mail", None, concepts=("TOLD_ELSEWHERE",))[0] == "complain"


@pytest.mark.parametrize("question", ["steps_taken", "reproduction_steps"])
def test_what_is_done_sounds_like_small_talk_at_times(question: str) -> None:
    assert settle(ranked(("chitchat", 0.9)), "run the test", question)[0] == "inform"
    assert settle(ranked(("chitchat", 0.9)), "how are you today?", question)[0] == "chitchat"


CONCEPTS = {
    "restart the server": ("REBOOT", "SERVER"),
    "who is my partner?": ("WHO", "I", "PARTNER"),
    "see my last mail": ("TOLD_ELSEWHERE", "I", "EMAIL"),
    "no I meant yes": ("DENIAL", "I", "MEANT", "AFFIRM"),
    "yes damn it": ("AFFIRM", "SWEAR"),
    "all is well then": ("ALL", "AFFIRM"),
    "the customer has it, not me": ("CALLER", "NEGATION", "I"),
    "yes and the lamp is dead too": ("AFFIRM", "BLF"),
}
LIKELY = {"all is well then": "affirm", "how do you mean that": "ask_why"}
RULED: tuple[tuple[str, str, float, str, str | None], ...] = (
    ("bare question marks under a question ask what it is for", "inform", 0.9, "??", "hosting"),
    ("one of the choices is an answer, however it sounds", "cancel", 0.97, "the last one", "hosting"),
    ("a yes or no that is not sure is one", "chitchat", 0.9, "I think so", "uses_stun"),
    ("all is well, so it is agreed to", "chitchat", 0.9, "all fine", "summary"),
    ("nothing told is thrown away on a doubtful command, or on one that tells a step", "cancel", 0.5, "off", "logs"),
    ("a machine is restarted, the conversation is not", "restart", 0.97, "restart the server", "hosting"),
    ("who asks for the own partner or level asks something", "ask_policy", 0.1, "who is my partner?", None),
    (
        "what is said to stand elsewhere answers nothing, and is no complaint",
        *("complain", 0.9, "see my last mail", "hosting"),
    ),
    ("who meant yes and said no takes the last answer back", "correct_answer", 0.9, "no I meant yes", "uses_stun"),
    ("a yes or no with an oath is a yes or no", "abuse", 0.9, "yes damn it", "uses_stun"),
    ("a key that is out of reach is none", "complain", 0.6, "the customer has it, not me", "licence_key"),
    ("what sounds like small talk may agree to what stands", "chitchat", 0.7, "all is well then", "change"),
    (
        "a yes to the summary with more behind it brings news, however that sounds",
        *("out_of_scope", 0.8, "yes and the lamp is dead too", "summary"),
    ),
    (
        "a doubtful remark under a question may ask what it means",
        *("out_of_scope", 0.4, "how do you mean that", "prechecks"),
    ),
    ("an unknown word is no yes", "affirm", 0.3, "hm", None),
    ("in the middle of a case doubtful small talk is about the case", "chitchat", 0.5, "a hotel in Rome", "hosting"),
    ("a licence key is always information", "greet", 0.9, "[licence-key:3f2a9c1d]", None),
    (
        "a long text in answer to a text question is that answer, unless it surely asks something",
        *("complain", 0.9, "for two days now nobody can call us at all", "description"),
    ),
    ("what is done sounds like small talk at times", "chitchat", 0.9, "run the test", "steps_taken"),
    ("a reboot is what was tried", "restart", 0.97, "reboot", "steps_taken"),
    ("a name is a name however it sounds", "chitchat", 0.99, "Sky", "trunk"),
    ("a number to call is no wish for a call", "ask_phone_support", 0.9, "call 800", "reproduction_steps"),
    ("a call that is made is how it is reproduced", "ask_phone_support", 0.9, "simply call", "reproduction_steps"),
    (
        "a few words where a name is asked for are that name, unless they are surely a command",
        *("ask_human", 0.6, "Rostelecom", "trunk"),
    ),
    (
        "a symptom or a long correction in answer to a text question is its answer",
        "report_problem",
        0.9,
        "echo",
        "logs",
    ),
    ("digits answer a question for a number or a key", "chitchat", 0.9, "20", "extensions"),
    ("where yes or no is asked, a likely one stands before a doubtful guess", "greet", 0.4, "mm", "uses_stun"),
    ("a guess that is not sure is none", "greet", 0.2, "hm", None),
    ("else it is what the classifier heard", "greet", 0.9, "hello", None),
)


@pytest.mark.parametrize(("name", "intent", "confidence", "text", "question"), RULED)
def test_each_rule_decides_something_that_no_rule_above_it_does(
    name: str, intent: str, confidence: float, text: str, question: str | None
) -> None:
    said = Sentence(
        ranked((intent, confidence), (LIKELY.get(text, "deny"), 0.25), ("inform", 0.1)),
        text,
        question,
        concepts=CONCEPTS.get(text, ()),
        choice=-1 if text == "the last one" else None,
        stance={"I think so": "probably", "all fine": "agrees"}.get(text),
    )
    assert next(rule.name for rule in RULES if rule.when(said)) == name


def test_a_complaint_that_tells_a_step_answers_a_text_question() -> None:
    ranking, text = ranked(("complain", 0.64), ("inform", 0.34)), "rebooted twice and same as yesterday"
    assert settle(ranking, text, "reproduction_steps", tells=True)[0] == "inform"
    assert settle(ranking, text, "reproduction_steps")[0] == "complain"
    assert settle(ranking, text, "hosting", tells=True)[0] == "complain"


@pytest.mark.parametrize("question", ["summary", "outcome", "change"])
def test_where_something_stands_nobody_is_asked_to_say_it_again(question: str) -> None:
    assert (
        settle(ranked(("complain", 0.9)), "told you already", question, concepts=("TOLD_ELSEWHERE",))[0] == "complain"
    )


def test_a_key_that_is_named_and_lacking_is_none_however_it_sounds() -> None:
    ranking, concepts = ranked(("correct_answer", 0.35), ("skip", 0.27)), ("KEY", "DENIAL", "NEGATION", "CALLER")
    text = "the key is not with me it is with the customer"
    assert settle(ranking, text, "licence_key", concepts=concepts)[0] == "deny"
    assert settle(ranking, text, "hosting", concepts=concepts)[0] != "deny"
    broken = ranked(("report_problem", 0.9))
    assert settle(broken, "the key is not accepted", "licence_key", concepts=concepts)[0] == "report_problem"
    assert settle(ranking, "is there no other key?", "licence_key", concepts=concepts)[0] != "deny"


def test_no_rule_is_left_without_an_example() -> None:
    spoken = {
        "a language is spoken that is asked for by its name",
        "a complaint that tells a step is an answer to a question for a text",
    }
    assert [rule.name for rule in RULES if rule.name not in spoken] == [name for name, *_ in RULED]
