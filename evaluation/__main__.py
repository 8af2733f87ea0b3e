"""`python -m evaluation`: how well the eight languages are understood, compared with the last figures.

Trains the model from the sentences as they are, without Rasa. Exit 1 when a figure fell by more than a
point in any language or a known failure fails no more.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from bot import settings
from bot.understanding.lessons import Example
from bot.understanding.model import UnderstandingModel
from evaluation import baseline, report, sentences, similarity, tasks
from evaluation.curve import curve
from evaluation.scoring import Answer

TASKS = ("language", "intent", "problem", "statements", "facts")


@click.command()
@click.option("--only", multiple=True, type=click.Choice(TASKS), help="Measure only this; may be repeated.")
@click.option("--curve", "with_curve", is_flag=True, help="Train on parts of the sentences too.")
@click.option("--accept", is_flag=True, help="Write the figures and the known failures as the new ones.")
def main(only: Sequence[str], with_curve: bool, accept: bool) -> None:
    """Measures understanding by language and class; see var/evaluation/report.html."""
    wanted = only or TASKS
    if accept and only:
        raise click.UsageError("--accept writes all figures: leave out --only")
    figures: tasks.Figures = {}
    judged: dict[str, Sequence[Answer]] = {}
    if "language" in wanted:
        figures |= tasks.language_figures()
    if set(wanted) - {"language"}:
        figures |= _understanding(wanted, judged)
    points = curve(sentences.training(), _judged("messages", sentences.training())) if with_curve else []
    click.echo(report.table(figures))
    for title, answers in judged.items():
        click.echo(report.classification(title, answers))
    for point in points:
        worst = {name: min(by.values()) for name, by in point.figures.items()}
        click.echo(f"{point.sentences} sentences, worst language: {worst}")
    failed = {failure for answers in judged.values() for failure in baseline.failures(answers)}
    if accept:
        baseline.accept(figures, sorted(failed))
    remarks = _remarks(figures, failed, whole=not only)
    page = settings.load().var / "evaluation" / "report.html"
    report.write(page, figures, judged, points, remarks)
    click.echo("\n".join(["", *remarks, str(page)]))
    sys.exit(1 if remarks else 0)


def _understanding(wanted: Sequence[str], judged: dict[str, Sequence[Answer]]) -> tasks.Figures:
    """Trains, and fills `judged` with the answers of the wanted classifications."""
    learned: list[Example] = sentences.training()
    click.echo(f"training on {len(learned)} sentences", err=True)
    model = UnderstandingModel.train(learned)
    figures: tasks.Figures = {}
    for name, suffix in sentences.SETS.items() if {"intent", "problem"} & set(wanted) else ():
        intents, problems = tasks.answers(model, _judged(name, learned))
        if "intent" in wanted:
            judged[f"intents{suffix}"] = intents
            figures |= tasks.intent_figures(intents, suffix)
        if "problem" in wanted:
            judged[f"problems{suffix}"] = problems
            figures |= tasks.problem_figures(problems, suffix)
    if "intent" in wanted:
        for name, suffix in sentences.OFF_TOPIC_SETS.items():
            intents, _ = tasks.answers(model, _judged(name, learned))
            judged[f"intents, off-topic{suffix}"] = intents
            figures |= tasks.off_topic_figures(intents, suffix)
    if "statements" in wanted:
        figures |= tasks.statement_figures(model)
    if "facts" in wanted:
        figures |= tasks.fact_figures(model)
    return figures


def _judged(name: str, learned: Sequence[Example]) -> list[Example]:
    """The messages of a set without those that stand in the training almost word for word."""
    messages = sentences.messages(name)
    twins = {(twin.judged.language, twin.judged.text) for twin in similarity.twins(messages, learned)}
    click.echo(f"{name}: {len(twins)} left out, the training holds nearly the same", err=True)
    return [example for example in messages if (example.language, example.text) not in twins]


def _remarks(figures: tasks.Figures, failed: set[baseline.Failure], *, whole: bool) -> list[str]:
    """What is worse than before, and what is better than the list of known failures says."""
    committed = baseline.read_figures()
    comparable = committed if whole else {name: by for name, by in committed.items() if name in figures}
    remarks = [f"worse: {loss}" for loss in baseline.losses(figures, comparable)]
    if whole:
        remarks += [
            f"understood now, remove it from {baseline.KNOWN.name}: {language} {truth}: {text}"
            for language, text, truth in baseline.fixed(baseline.read_known(), failed)
        ]
    return remarks


if __name__ == "__main__":
    main()
