"""Statements beside the point of a message: which sentence tells what was tried, how, and that there are no logs."""

from __future__ import annotations

import pytest

from bot.settings import ROOT
from bot.understanding.concepts import ConceptMatcher, inflected, read
from bot.understanding.lessons import Example
from bot.understanding.model import UnderstandingModel
from bot.understanding.normal import normalise
from bot.understanding.sentences import sentences
from bot.understanding.statements import how_often, told
from evaluation import sentences as corpus

WORDS = {"rebooted": "steps_taken", "tried": "steps_taken", "logs": "no_logs", "dial": "reproduction_steps"}


def judge(sentence: str) -> tuple[str, float]:
    """Sure of a sentence that begins with a word it knows, half sure of one that holds it elsewhere."""
    first, *others = sentence.casefold().split()
    if first in WORDS:
        return WORDS[first], 0.95
    found = next((WORDS[word] for word in others if word in WORDS), "other")
    return found, 0.4 if found != "other" else 0.99


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No audio since Monday. Rebooted the phones!", {"steps_taken": "Rebooted the phones!"}),
        ("no audio, rebooted the phones, nothing", {"steps_taken": "rebooted the phones"}),
        ("Rebooted it. Tried a new cable.", {"steps_taken": "Rebooted it. Tried a new cable."}),
        ("dial 100\nlogs follow", {"reproduction_steps": "dial 100", "no_logs": "logs follow"}),
        ("the server rebooted by itself", {}),
        ("nobody hears us, dial 100", {}),
        ("nobody hears us, dial 100 and wait", {"reproduction_steps": "dial 100 and wait"}),
        ("", {}),
    ],
)
def test_only_clear_sentences_and_clearer_parts_count(text: str, expected: dict[str, str]) -> None:
    """A whole sentence counts first; of an unclear one, a part between commas may."""
    assert told(text, judge) == expected


def test_versions_and_addresses_are_no_ends_of_sentences() -> None:
    assert sentences("V20.0.9.995 on 10.0.0.1 fails. ok then") == ["V20.0.9.995 on 10.0.0.1 fails.", "ok then"]


def test_a_numbered_list_is_one_sentence() -> None:
    """Its steps say how a fault is reproduced only together; a line each stands for itself."""
    assert sentences("1. dial 9 2. wait. Then nothing happens.") == ["1. dial 9 2. wait.", "Then nothing happens."]
    assert sentences("see:\n1. dial 9\n2. wait") == ["1. dial 9", "2. wait"]


def test_a_story_is_not_read_for_ever() -> None:
    """Every sentence costs; the first dozen decides."""
    asked: list[str] = []

    def counting(sentence: str) -> tuple[str, float]:
        asked.append(sentence)
        return "other", 1.0

    told("it fails again. " * 500, counting)
    assert len(asked) == 12


@pytest.fixture(scope="module")
def matcher() -> ConceptMatcher:
    """The concepts of all eight languages."""
    return ConceptMatcher(inflected(read(ROOT / "data" / "concepts")), {})


@pytest.fixture(scope="module")
def german() -> UnderstandingModel:
    """Learned from German statements and reports."""
    wanted = {"inform", "greet", "cancel", "report_problem"}
    return UnderstandingModel.train([one for one in corpus.training() if one.language == "de" and one.intent in wanted])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Kein Ton seit heute früh. Wir haben die Anlage schon neu gestartet.", {"steps_taken"}),
        ("Die Telefone starten ständig neu", set()),
        ("Anrufe brechen nach 30 Sekunden ab", set()),
        ("Logs kann ich leider nicht liefern", {"no_logs"}),
        ("Das passiert ständig, so dreimal am Vormittag", {"how_often"}),
    ],
)
def test_a_symptom_is_no_step(german: UnderstandingModel, text: str, kinds: set[str]) -> None:
    """Phones that reboot are a fault, rebooting them is what was tried."""
    assert set(german.understand(text, "de").told) == kinds


@pytest.mark.parametrize(
    ("language", "often", "steps"),
    [
        ("en", "all the time, three times a day or so", "call the main number three times a day"),
        ("de", "passiert ständig, so dreimal am Tag", "dreimal am Tag die Hauptnummer anrufen"),
        ("it", "succede di continuo, tipo tre volte al giorno", "tre volte al giorno chiamare il numero"),
        ("fr", "ça arrive tout le temps, trois fois par jour", "trois fois par jour appeler le numéro"),
        ("ru", "постоянно бывает, раза три в день", "три раза в день позвонить на номер"),
        ("el", "συμβαίνει συνέχεια, τρεις φορές τη μέρα", "τρεις φορές τη μέρα καλείς το κεντρικό"),
        ("pt", "acontece toda hora, umas três vezes por dia", "ligar três vezes por dia para o número"),
        ("es", "pasa todo el rato, unas tres veces al día", "llamar tres veces al día al número"),
    ],
)
def test_how_often_it_happens_is_told_from_how_it_is_brought_about(
    matcher: ConceptMatcher, language: str, often: str, steps: str
) -> None:
    assert how_often(matcher.concepts(normalise(often, language), language))
    assert not how_often(matcher.concepts(normalise(steps, language), language))


def test_nothing_is_told_of_how_often_by_other_words_of_time() -> None:
    assert not how_often(()) and not how_often(("TIME_REF", "WE"))


def test_a_model_without_statements_tells_nothing() -> None:
    """A small training set may have none; the rest works as before."""
    reports = {"fax": "fax fails", "headset": "jabra dead", "call_drop": "calls drop"}
    learned = [
        Example(f"{text} {number}", "en", intent, code)
        for number in ("one", "two", "three")
        for intent, texts in (("report_problem", reports), ("greet", {None: "hello"}), ("cancel", {None: "forget it"}))
        for code, text in texts.items()
    ]
    assert UnderstandingModel.train(learned).understand("we rebooted the phones", "en").told == {}
