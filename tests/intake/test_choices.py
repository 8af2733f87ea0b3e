"""Choices that are named by their place, and a yes to the summary that is not sure or goes on with news."""

from __future__ import annotations

import pytest
from intake.test_interruptions import cfd, go, person_at
from intake.twins import CATALOGUE, Person

from bot.intake import remarks
from bot.intake.arbitration import settle
from bot.intake.commands import Commands
from bot.intake.message import Message, Reply
from bot.intake.questions import QUESTIONS, buttons_for
from bot.intake.typed import offer, pressed
from bot.intake.wishes import agrees_to_the_fee
from bot.settings import ROOT
from bot.text.catalogue import Text
from bot.understanding.facts.extractor import FactExtractor

LANGUAGES = ("en", "de", "it", "fr", "ru", "el", "pt", "es")
SECOND = {
    "en": "the second one", "de": "der zweite Punkt", "it": "la seconda", "fr": "la deuxième", "ru": "второй вариант",
    "el": "το δεύτερο", "pt": "a segunda", "es": "la segunda",
}  # fmt: skip
LAST = {
    "en": "the last one", "de": "das letzte", "it": "l'ultima", "fr": "la dernière", "ru": "последний вариант",
    "el": "το τελευταίο", "pt": "a última", "es": "la última",
}  # fmt: skip
NEWS = {
    "en": "yes, they said it's you", "de": "ja, die sagen es liegt an euch", "it": "sì, dicono che siete voi",
    "fr": "oui, ils disent que c'est vous", "ru": "да, они говорят что это у вас", "el": "ναι, λένε ότι φταίτε εσείς",
    "pt": "sim, eles dizem que são vocês", "es": "sí, dicen que son ustedes",
}  # fmt: skip
WELL = {
    "en": "all good", "de": "alles gut", "it": "va bene così", "fr": "c'est bon", "ru": "всё так", "el": "όλα καλά",
    "pt": "tudo certo", "es": "todo bien",
}  # fmt: skip
SUPPOSED = {
    "en": "I guess so", "de": "ich denke schon", "it": "credo di sì", "fr": "je crois", "ru": "наверное",
    "el": "νομίζω", "pt": "acho que sim", "es": "supongo",
}  # fmt: skip


@pytest.fixture(scope="module")
def extractor() -> FactExtractor:
    return FactExtractor.load(ROOT / "policy_kb", ROOT / "data")


def read(extractor: FactExtractor, text: str, language: str, **understood: object) -> Message:
    brief = extractor.brief(text, language)
    return Message(text, language, choice=brief.choice, stance=brief.stance, **understood)  # type: ignore[arg-type]


def typed(person: Person, message: Message) -> dict[str, object] | None:
    """The command of the button that `message` presses under the last replies."""
    person.case.offered = offer(person.replies)
    said = pressed(
        message, person.case.offered, person.case.question, lambda title: CATALOGUE.say(message.language, title)
    )
    return dict(said) if said else None


def asked(name: str) -> Person:
    person = person_at("prechecks")
    person.case.question = name
    person.replies = [Reply(QUESTIONS[name].text, buttons_for(QUESTIONS[name], person.case))]
    return person


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("question", "second"), [("hosting", "smb"), ("requester", "end_customer")])
def test_the_place_of_a_button_presses_it(extractor: FactExtractor, language: str, question: str, second: str) -> None:
    for text in ("2", "b", SECOND[language]):
        command = typed(asked(question), read(extractor, text, language))
        assert command is not None and command["value"] == second
    last = typed(asked(question), read(extractor, LAST[language], language))
    assert last is not None and last["do"] == "skip", "the buttons count as they are shown"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", ["simultaneous_calls", "extensions", "version", "trunk", "uses_stun", "prechecks"])
def test_no_place_counts_where_a_number_a_name_or_yes_or_no_is_asked(
    extractor: FactExtractor, language: str, question: str
) -> None:
    for text in ("2", SECOND[language], LAST[language]):
        assert typed(asked(question), read(extractor, text, language)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_likeliest_topics_and_the_rows_to_change_are_lists(extractor: FactExtractor, language: str) -> None:
    person = Person().say(
        "no audio",
        intent="report_problem",
        problems=(("audio_one_way", 0.5), ("call_drop", 0.3), ("trunk_registration", 0.1)),
    )
    assert typed(person, read(extractor, SECOND[language], language)) == {
        "intent": "press_button", "do": "topic", "code": "call_drop",
    }  # fmt: skip
    rows = go(person_at("summary"), "edit", "change")
    assert (typed(rows, read(extractor, LAST[language], language)) or {})["do"] == "carry_on"


def test_what_stands_above_the_question_is_not_counted(extractor: FactExtractor) -> None:
    person = asked("hosting")
    above = Reply(
        Text("replies.added_to_description"), Person().report("no audio", "audio_one_way").replies[-1].buttons
    )
    person.replies = [above, *person.replies]
    assert (typed(person, read(extractor, "1", "en")) or {})["value"] == "hosted_by_3cx"
    assert typed(person, read(extractor, "7", "en")) is None


def test_the_fee_is_not_agreed_to_by_its_place(extractor: FactExtractor) -> None:
    person = cfd()
    message = read(extractor, "the first one", "en")
    assert typed(person, message) is None and agrees_to_the_fee(person.case, message)
    assert "fee" in person.say("the first one", choice=1).said and "fee_accepted" not in person.case.facts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_is_an_answer_whatever_the_classifier_hears(extractor: FactExtractor, language: str) -> None:
    choice = extractor.brief(LAST[language], language).choice
    assert settle([("cancel", 0.97)], LAST[language], "hosting", choice=choice)[0] == "inform"
    assert settle([("cancel", 0.97)], LAST[language], "extensions", choice=choice)[0] == "cancel"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_is_well_agrees_to_the_summary(extractor: FactExtractor, language: str) -> None:
    message = read(extractor, WELL[language], language)
    assert settle([("chitchat", 0.9)], message.text, "summary", stance=message.stance)[0] == "affirm"
    assert remarks.agrees_to_submit(person_at("summary").case, message)
    assert settle([("chitchat", 0.9)], message.text, "extensions", stance=message.stance)[0] == "chitchat"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_yes_that_goes_on_with_news_submits_nothing(extractor: FactExtractor, language: str) -> None:
    person, message = person_at("summary"), read(extractor, NEWS[language], language, intent="affirm")
    assert not remarks.agrees_to_submit(person.case, message)
    person.say(message.text, intent="affirm", stance=message.stance)
    assert not person.desk.opened and person.case.question == "summary"
    assert "Please check the summary" in person.said and NEWS[language] in person.said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_yes_that_is_not_sure_is_one_but_submits_nothing(extractor: FactExtractor, language: str) -> None:
    message = read(extractor, SUPPOSED[language], language)
    heard = settle([("chitchat", 0.9)], message.text, "vendor_contacted", stance=message.stance)
    assert heard[0] == "affirm"
    assert settle([("chitchat", 0.9)], message.text, "restart", stance=message.stance)[0] == "chitchat"
    person = person_at("summary")
    assert not remarks.agrees_to_submit(person.case, message)
    person.say(message.text, intent="affirm", stance=message.stance)
    assert not person.desk.opened and "Shall I submit it like this?" in person.said
    assert person.offered()[0] == "replies.button_submit"


def test_the_place_of_the_button_submits_the_summary(extractor: FactExtractor) -> None:
    person = person_at("summary")
    command = typed(person, read(extractor, "number one", "en"))
    assert command is not None
    dialogue = person.dialogue
    assert person.take(dialogue, Commands(dialogue).run(command)).desk.opened


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", ["description", "steps_taken", "logs"])
def test_a_place_in_a_list_is_no_text(extractor: FactExtractor, language: str, question: str) -> None:
    person, message = person_at(question), read(extractor, SECOND[language], language)
    person.say(message.text, choice=message.choice)
    assert person.case.question == question and question not in person.case.answers


def test_more_on_the_problem_is_shown_in_the_summary_at_once() -> None:
    person = person_at("summary")
    code = person.case.problem or ""
    person.report("it happens at the second site as well since noon", code)
    assert "Please check the summary" in person.said and "second site" in person.said
