"""Runs the judged messages through the parts of understanding and keeps what they answered.

One function a task: language, intents, problems, statements, facts. Called by `python -m evaluation`; each gives
figures by name and language, in percent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.language import evaluate as language_evaluation
from bot.language.detector import Detector
from bot.settings import ROOT
from bot.text import pasted
from bot.understanding import statements as kinds
from bot.understanding.facts.extractor import Extracted, FactExtractor
from bot.understanding.facts.figures import measure
from bot.understanding.facts.learned import lessons
from bot.understanding.facts.verdict import weighed
from bot.understanding.lessons import Example
from bot.understanding.model import UnderstandingModel
from evaluation import sentences
from evaluation.scoring import Answer, by_language

Figures = dict[str, dict[str, float]]
# Written without sight of rules and training, and looked at in figures only.
FACT_SETS = {
    "facts_held_out_sixteenth": ", sixteenth",
    "facts_held_out_twentieth": ", twentieth, hard half",
    "facts_held_out_thirty_third": ", thirty-third",
    "facts_held_out_thirty_fourth": ", thirty-fourth",
    "facts_held_out_thirty_fifth": ", thirty-fifth",
}
# The statements were learned with a look at the figures of the first set alone.
STATEMENT_SETS = {"statements": "", "statements_second": ", second set"}
OFF_TOPIC = frozenset({"out_of_scope", "chitchat"})


def answers(model: UnderstandingModel, judged: Sequence[Example]) -> tuple[list[Answer], list[Answer]]:
    """What the model says of intents and, where a problem is reported, of problem codes."""
    intents, problems = [], []
    for example in judged:
        understood = model.understand(example.text, example.language)
        intents.append(_answer(example, example.intent, understood.intents))
        if example.problem:
            problems.append(_answer(example, example.problem, understood.problems))
    return intents, problems


def _answer(example: Example, truth: str, ranking: Sequence[tuple[str, float]]) -> Answer:
    return Answer(example.language, example.text, truth, tuple(name for name, _ in ranking), ranking[0][1])


def intent_figures(intents: Sequence[Answer], suffix: str = "") -> Figures:
    """All intents; those that report no problem; off-topic messages that are seen as such."""
    off_topic = [
        Answer(one.language, one.text, "off_topic", ("off_topic" if one.best in OFF_TOPIC else one.best,), 1.0)
        for one in intents
        if one.truth in OFF_TOPIC
    ]
    return {
        f"intent{suffix}": by_language(intents),
        f"dialogue intent{suffix}": by_language([one for one in intents if one.truth != "report_problem"]),
        f"off-topic{suffix}": by_language(off_topic),
    }


def problem_figures(problems: Sequence[Answer], suffix: str = "") -> Figures:
    """The best problem code, and whether the true one is among the three that become buttons."""
    return {
        f"problem{suffix}": by_language(problems),
        f"problem, first three{suffix}": by_language(problems, top=3),
    }


def off_topic_figures(intents: Sequence[Answer], suffix: str) -> Figures:
    """Off-topic messages that are seen as such, and questions for the bot that are not taken for one."""
    challenges = [one for one in intents if one.truth == "bot_challenge"]
    return {
        f"off-topic{suffix}": intent_figures(intents)["off-topic"],
        **({f"bot challenge{suffix}": by_language(challenges)} if challenges else {}),
    }


def statement_figures(model: UnderstandingModel) -> Figures:
    """Precision and recall of the statements in the messages of every set."""
    return {
        name: by
        for statements, suffix in STATEMENT_SETS.items()
        for name, by in _told(model, statements, suffix).items()
    }


def _told(model: UnderstandingModel, name: str, suffix: str) -> Figures:
    """Each statement is counted by kind, how often a fault shows as the answer that it is to the question for steps."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for language, line in sentences.lines(name):
        heard = model.understand(line["text"], language).told
        told = {kinds.REPRODUCTION_STEPS if kind == kinds.HOW_OFTEN else kind for kind in heard}
        expected = set(line["told"])
        right[language] += len(told & expected)
        given[language] += len(told)
        true[language] += len(expected)
    return {
        f"statements, precision{suffix}": {of: round(100 * right[of] / max(1, given[of]), 1) for of in true},
        f"statements, recall{suffix}": {of: round(100 * right[of] / true[of], 1) for of in true},
    }


def language_figures() -> Figures:
    """Language detection by kind of text."""
    shares = language_evaluation.measure(Detector.load(), sentences.JUDGED).shares
    return {
        f"language: {kind}": {language: round(100 * value, 1) for language, value in by.items()}
        for kind, by in shares.items()
    }


def fact_figures(model: UnderstandingModel) -> Figures:
    """Precision and recall of facts and entities, each counted by name and value, in every set."""
    second = lessons.train(ROOT / "policy_kb", ROOT / "data")
    extractor = FactExtractor.load(ROOT / "policy_kb", ROOT / "data").assisted(second)

    def read(text: str, language: str, question: str | None) -> Extracted:
        understood = model.understand(pasted.prose(text), language)
        found = extractor.extract(text, language, question, understood.foreign)
        return weighed(found, understood.implied, understood.hints, question)

    figures: Figures = {}
    for name, suffix in FACT_SETS.items():
        scores, _ = measure(read, sentences.JUDGED, name)
        figures |= {
            f"facts, precision{suffix}": {of: round(100 * score.precision, 1) for of, score in scores.items()},
            f"facts, recall{suffix}": {of: round(100 * score.recall, 1) for of, score in scores.items()},
        }
    return figures
