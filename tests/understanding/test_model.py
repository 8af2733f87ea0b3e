"""The trained model: learns from few sentences, keeps what it learned, says how sure it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy

from bot.understanding.calibration import calibration_error, softmax, temperature
from bot.understanding.lessons import Example
from bot.understanding.model import UnderstandingModel
from bot.understanding.vectors import SentenceVectors, VectorError
from evaluation import sentences

REPORTS = {
    "audio_one_way": ["callers can't hear us", "one way audio", "no sound on calls", "silence after answering"],
    "fax": ["fax does not arrive", "our fax fails", "t.38 fax broken", "faxes stop after page one"],
    "headset": ["headset button dead", "jabra does not work", "headset mute fails", "no link to my headset"],
}
TALK = {
    "greet": ["hello", "good morning", "hi there", "hello team"],
    "cancel": ["cancel", "forget it", "cancel this please", "drop the ticket"],
    "out_of_scope": ["pizza recipe please", "who won the match", "book a flight", "translate a poem"],
}
SOME = ("greet", "cancel", "out_of_scope", "ask_human", "fax", "headset", "call_drop")
ENOUGH = 100  # of a label, to learn from


def examples() -> list[Example]:
    reports = [Example(text, "en", "report_problem", code) for code, texts in REPORTS.items() for text in texts]
    return reports + [Example(text, "en", intent) for intent, texts in TALK.items() for text in texts]


def ascii_start(text: str) -> str:
    return ascii(text)[:12]


@pytest.fixture(scope="module")
def model() -> UnderstandingModel:
    return UnderstandingModel.train(examples())


@pytest.fixture(scope="module")
def english() -> UnderstandingModel:
    """Learned from English sentences alone, of a few intents and problems.

    About as many of each: where one label has most of the sentences, a foreign text is given that label.
    """
    wanted: dict[str, list[Example]] = {name: [] for name in SOME}
    for one in sentences.training():
        if one.language == "en" and not one.implies and (one.problem or one.intent) in wanted:
            wanted[one.problem or one.intent].append(one)
    return UnderstandingModel.train([one for found in wanted.values() for one in found[:: len(found) // ENOUGH or 1]])


@pytest.mark.parametrize(
    ("text", "language", "label"),
    [
        ("guten Morgen", "de", "greet"),
        ("annule s'il te plaît", "fr", "cancel"),
        ("φτιάξε μου μια συνταγή με κοτόπουλο και ρύζι", "el", "out_of_scope"),
        ("переключите меня на специалиста", "ru", "ask_human"),
        ("la chiamata cade dopo trenta secondi", "it", "call_drop"),
        ("o botão do headset não funciona", "pt", "headset"),
        ("los faxes no llegan", "es", "fax"),
    ],
)
def test_what_was_learned_in_english_is_understood_elsewhere(
    english: UnderstandingModel, text: str, language: str, label: str
) -> None:
    """This model never saw a sentence of these languages; the concepts carry the meaning."""
    understood = english.understand(text, language)
    assert label == (understood.problems[0][0] if understood.intent == "report_problem" else understood.intent)


def test_a_message_has_intent_and_problem(model: UnderstandingModel) -> None:
    """Both come ranked, best first; the intents' probabilities sum to one."""
    understood = model.understand("Hello, the fax fails", "en")
    assert understood.intent == "report_problem"
    assert understood.problems[0][0] == "fax"
    values = [value for _, value in understood.intents]
    assert values == sorted(values, reverse=True)
    assert sum(values) == pytest.approx(1, abs=1e-4)


def test_a_saved_model_answers_as_before(model: UnderstandingModel, tmp_path: Path) -> None:
    """Nothing is lost on disk."""
    model.save(tmp_path)
    loaded = UnderstandingModel.load(tmp_path)
    for text in ("no sound", "hello", "fax, see [licence-key:3f2a9c1d]"):
        assert loaded.understand(text, "en") == model.understand(text, "en")


def test_a_saved_model_holds_no_pickle(model: UnderstandingModel, tmp_path: Path) -> None:
    """Loading must not be able to run code: arrays load with pickling refused."""
    model.save(tmp_path)
    for path in tmp_path.glob("*.npz"):
        with np.load(path, allow_pickle=False) as arrays:
            assert all(arrays[name].dtype != object for name in arrays)
    assert {path.suffix for path in tmp_path.iterdir()} <= {".npz", ".json", ".txt"}


@pytest.mark.parametrize("text", ["", " ", "?!", "\u0000", "😀", "字", "a" * 5000, "[licence-key:"], ids=ascii_start)
def test_no_text_is_too_strange(model: UnderstandingModel, text: str) -> None:
    """Every string gets a ranking."""
    assert len(model.understand(text, "en").intents) == 4


def test_too_few_sentences_are_refused_with_what_is_there() -> None:
    """A mistake in the data must not look like a model."""
    with pytest.raises(ValueError, match="needs 3 classes of 3 sentences"):
        UnderstandingModel.train([example for example in examples() if example.problem != "fax"])


def test_an_unknown_language_is_read_as_english(model: UnderstandingModel) -> None:
    """The detector knows eight; whatever else is asked must not fail."""
    assert model.understand("hello team", "nl").intent == "greet"


def test_the_temperature_finds_how_far_scores_can_be_trusted() -> None:
    """Scores that are twice too sure get a temperature of about two."""
    chance = np.random.default_rng(7)
    scores = chance.normal(0, 2, (4000, 5)).astype(np.float32)
    likely = softmax(scores)
    truth = np.array([chance.choice(5, p=row / row.sum()) for row in likely.astype(float)])
    assert temperature(scores * 2, truth) == pytest.approx(2, rel=0.1)


def test_calibration_error_is_the_distance_of_confidence_and_accuracy() -> None:
    """Sure at 90 and right in 60 of 100 is an error of 30 points."""
    right = np.array([True] * 60 + [False] * 40)
    assert calibration_error(np.full(100, 0.9), right) == pytest.approx(0.3)
    assert calibration_error(np.full(100, 0.6), right) == pytest.approx(0.0)


@pytest.fixture
def pipeline_with_vectors(tmp_path: Path) -> Path:
    """A tiny German pipeline in which two unrelated words mean the same."""
    nlp = spacy.blank("de")
    nlp.vocab.reset_vectors(width=4)
    for word, vector in {"krempel": (1, 0, 0, 0), "zeugs": (1, 0, 0, 0), "hurra": (0, 1, 0, 0)}.items():
        nlp.vocab.set_vector(word, np.array(vector, np.float32))
    nlp.to_disk(tmp_path / "pipeline")
    return tmp_path / "pipeline"


def test_the_switch_adds_the_vectors_of_a_trained_pipeline(pipeline_with_vectors: Path, tmp_path: Path) -> None:
    """A word that was never learned is understood through its neighbour, also after saving and loading."""
    learned = [*examples(), *[Example("krempel", "de", "cancel")] * 4, *[Example("hurra", "de", "greet")] * 4]
    without = UnderstandingModel.train(learned).understand("zeugs", "de")
    model = UnderstandingModel.train(learned, vectors=f"spacy: de={pipeline_with_vectors}")
    understood = model.understand("zeugs", "de")
    assert understood.intent == "cancel"
    assert understood.confidence > dict(without.intents)["cancel"]
    (tmp_path / "saved").mkdir()
    model.save(tmp_path / "saved")
    assert UnderstandingModel.load(tmp_path / "saved").understand("zeugs", "de") == understood


def test_a_language_without_pipeline_gets_zeros(pipeline_with_vectors: Path) -> None:
    """Vectors of one language say nothing of another."""
    vectors = SentenceVectors.load(f"spacy: de={pipeline_with_vectors}")
    assert vectors is not None and vectors.length == 4
    assert not vectors.of("zeugs", "fr").any()
    assert vectors.of("zeugs", "de").tolist() == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("setting", "hint"),
    [("word2vec", "expected `labse`"), ("spacy:", "expected `labse`"), ("spacy: de=de_missing_md", "spacy download")],
)
def test_a_setting_that_can_not_be_met_says_what_to_do(setting: str, hint: str) -> None:
    """Not silence and not a model without vectors."""
    with pytest.raises(VectorError, match=hint):
        SentenceVectors.load(setting)


def test_no_setting_means_no_vectors() -> None:
    """The default needs nothing installed."""
    assert SentenceVectors.load("") is None
