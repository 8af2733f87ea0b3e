"""The evaluation: figures that are right, a comparison that bites, sentences nobody learned from."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.settings import ROOT
from bot.understanding.examples import ExampleError
from bot.understanding.facts.learned import lessons
from bot.understanding.lessons import Example
from bot.understanding.tokens import LANGUAGES
from evaluation import __main__ as command
from evaluation import baseline, report, scoring, sentences, similarity, tasks
from evaluation.curve import Point
from evaluation.scoring import Answer


def answer(truth: str, best: str, *, language: str = "en", text: str = "x", confidence: float = 0.5) -> Answer:
    return Answer(language, text, truth, (best, "other"), confidence)


ANSWERS = [answer("a", "a"), answer("a", "b"), answer("b", "b"), answer("b", "b", language="de")]


def test_precision_and_recall_count_what_was_given_and_what_was_true() -> None:
    """Of a: half found, all given are right; of b: all found, one of three given is wrong."""
    first, second = scoring.classes(ANSWERS)
    assert (first.name, first.precision, first.recall, first.support) == ("a", 1.0, 0.5, 2)
    assert (second.name, second.precision, second.recall, second.support) == ("b", pytest.approx(2 / 3), 1.0, 2)


def test_shares_are_given_by_language() -> None:
    """A good language does not hide a bad one."""
    assert scoring.by_language(ANSWERS) == {"en": 66.7, "de": 100.0}
    assert scoring.by_language([answer("other", "a")], top=2) == {"en": 100.0}


def test_mistakes_are_named_with_both_labels() -> None:
    """What was taken for what, and how often."""
    assert scoring.confusion(ANSWERS) == [("a", "b", 1)]


def test_chitchat_for_nonsense_counts_as_off_topic_seen() -> None:
    """Either of the two intents answers nonsense rightly; any other does not."""
    figures = tasks.intent_figures([answer("out_of_scope", "chitchat"), answer("chitchat", "inform")])
    assert figures["off-topic"] == {"en": 50.0}


def test_a_loss_of_more_than_a_point_in_one_language_is_told() -> None:
    """One point may be chance; more is a loss, however good the other languages are."""
    before = {"intent": {"en": 90.0, "de": 90.0}}
    assert baseline.losses({"intent": {"en": 99.0, "de": 89.0}}, before) == []
    assert baseline.losses({"intent": {"en": 99.0, "de": 88.9}}, before) == ["intent, de: 90.0 before, 88.9 now"]
    assert baseline.losses({"intent": {"en": 99.0}}, before) == ["intent, de: 90.0 before, now not measured"]


def test_a_known_failure_that_is_understood_again_must_leave_the_list(tmp_path: Path) -> None:
    """The list is what fails, not what failed once; it is read as it was written."""
    failed = baseline.failures([answer("a", "b", text="one: two"), answer("a", "b", text="yes"), answer("a", "a")])
    baseline.accept({}, sorted(failed), into=tmp_path / "figures.json", known=tmp_path / "known.yml")
    known = baseline.read_known(tmp_path / "known.yml")
    assert known == failed == {("en", "one: two", "a"), ("en", "yes", "a")}
    assert baseline.fixed(known, {("en", "yes", "a")}) == [("en", "one: two", "a")]


@pytest.mark.parametrize("name", sentences.SETS)
def test_evaluation_and_training_are_apart(name: str) -> None:
    """What is nearly learned by heart is left out of every figure; little may have to be, in any language."""
    messages = sentences.messages(name)
    assert {message.language for message in messages} == set(LANGUAGES)
    twins = similarity.twins(messages, sentences.training())
    for language in {message.language for message in messages}:
        of_language = [message for message in messages if message.language == language]
        close = [f"{twin.judged.text} | {twin.learned.text}" for twin in twins if twin.judged.language == language]
        assert len(close) <= 0.03 * len(of_language), close


@pytest.mark.parametrize("name", [*tasks.FACT_SETS])
def test_messages_with_judged_facts_are_not_learned(name: str) -> None:
    """The second reader of facts learns from messages of their own; few may resemble those that it is judged by."""
    for language in LANGUAGES:
        judged = [Example(line["text"], language, "") for of, line in sentences.lines(name) if of == language]
        learned = [Example(line["text"], language, "") for line in lessons.lines(ROOT / "data", language)]
        close = [twin.judged.text for twin in similarity.twins(judged, learned)]
        assert judged and learned and len(close) <= 0.03 * len(judged), close


def test_near_duplicates_are_found_whatever_case_accents_and_order() -> None:
    """The words count, not their dress; short messages may repeat; other languages do not matter."""
    learned = [Example("Où est le forum des partenaires", "fr", "ask_forum"), Example("oui", "fr", "affirm")]
    judged = [
        Example("ou est le forum des PARTENAIRES ?", "fr", "ask_forum"),
        Example("oui", "fr", "affirm"),
        Example("où est le forum des partenaires", "it", "ask_forum"),
        Example("le forum ne me plaît pas du tout", "fr", "complain"),
    ]
    assert [twin.judged.text for twin in similarity.twins(judged, learned)] == [judged[0].text]


def test_commands_are_not_among_the_training_sentences(tmp_path: Path) -> None:
    """They are placeholders for Rasa, never typed."""
    (tmp_path / "nlu" / "en").mkdir(parents=True)
    (tmp_path / "nlu" / "en" / "some.yml").write_text(
        "nlu:\n- intent: open\n  metadata: {command: true}\n  examples: |\n    - \u27e6open\u27e7\n"
        "- intent: greet\n  metadata: {language: en}\n  examples: |\n    - hello: you\n"
    )
    assert sentences.training(tmp_path) == [Example("hello: you", "en", "greet")]


def test_a_block_without_language_is_refused(tmp_path: Path) -> None:
    """The error names file, intent and remedy."""
    (tmp_path / "nlu" / "en").mkdir(parents=True)
    (tmp_path / "nlu" / "en" / "some.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hello\n")
    with pytest.raises(ExampleError, match="some.yml: intent greet needs .metadata"):
        sentences.training(tmp_path)


def test_the_report_shows_figures_pictures_and_escapes_messages(tmp_path: Path) -> None:
    """Messages are other people's words: they must not become markup."""
    judged = {"intents": [answer("a", "b", text="<script>"), answer("b", "b")]}
    points = [Point(10, {"intent": {"en": 50.0}}), Point(20, {"intent": {"en": 60.0}})]
    path = tmp_path / "sub" / "report.html"
    report.write(path, {"intent": {"en": 50.0}}, judged, points, ["worse: <x>"])
    page = path.read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") == 4
    assert "&lt;script&gt;" in page and "<script>" not in page and "worse: &lt;x&gt;" in page


def test_the_command_fails_on_a_loss(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Exit 1 with the figure named; 0 when nothing fell."""
    monkeypatch.setenv("INTAKE_VAR", str(tmp_path))
    monkeypatch.setattr(tasks, "language_figures", lambda: {"language: word": {"en": 90.0}})
    monkeypatch.setattr(baseline, "read_figures", lambda: {"language: word": {"en": 92.0}, "intent": {"en": 99.0}})
    worse = CliRunner().invoke(command.main, ["--only", "language"])
    assert worse.exit_code == 1
    assert "worse: language: word, en: 92.0 before, 90.0 now" in worse.output
    monkeypatch.setattr(baseline, "read_figures", lambda: {"language: word": {"en": 91.0}})
    assert CliRunner().invoke(command.main, ["--only", "language"]).exit_code == 0


def test_a_part_can_not_be_accepted_as_the_whole() -> None:
    """The committed figures are always those of one whole run."""
    assert CliRunner().invoke(command.main, ["--only", "facts", "--accept"]).exit_code == 2
