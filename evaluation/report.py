"""The report of an evaluation: a table on the terminal, a page with pictures in `var/evaluation`.

Called by `python -m evaluation`; it shows figures and computes none but sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from evaluation import pictures
from evaluation.curve import Point
from evaluation.scoring import Answer, ClassFigures, by_language, calibration, classes, confusion
from evaluation.tasks import Figures

MOST_MISTAKES = 25
_STYLE = (
    "body{font:14px/1.4 sans-serif;margin:2em;max-width:70em}td,th{padding:.15em .7em;text-align:right}"
    "td:first-child,th:first-child{text-align:left}img{max-width:100%}tr:nth-child(even){background:#f4f4f4}"
)


def table(figures: Figures) -> str:
    """All figures, a line each, with the worst language."""
    languages = list(dict.fromkeys(language for by in figures.values() for language in by))
    lines = [f"{'':33}" + "".join(f"{language:>7}" for language in languages) + f"{'worst':>12}"]
    for name, by in figures.items():
        worst = min(by, key=lambda language: by[language])
        cells = "".join(f"{by[language]:7.1f}" if language in by else f"{'':7}" for language in languages)
        lines.append(f"{name:33}{cells}{by[worst]:9.1f} {worst}")
    return "\n".join(lines)


def classification(title: str, answers: Sequence[Answer]) -> str:
    """Precision and recall by class, the most frequent mistakes, the calibration."""
    rows = [f"\n{title}: calibration error {calibration(answers)} %", f"{'class':24}{'precision':>10}{'recall':>8}"]
    rows += [f"{one.name:24}{100 * one.precision:10.1f}{100 * one.recall:8.1f}" for one in classes(answers)]
    rows += [f"  {truth} taken for {best}: {count}" for truth, best, count in confusion(answers)[:MOST_MISTAKES]]
    return "\n".join(rows)


def write(
    path: Path, figures: Figures, judged: dict[str, Sequence[Answer]], points: Sequence[Point], remarks: Sequence[str]
) -> None:
    """Writes the page; `judged` holds the answers of each classification by its title."""
    parts = [f"<!doctype html><meta charset=utf-8><title>Evaluation</title><style>{_STYLE}</style><h1>Evaluation</h1>"]
    parts += [f"<p>{escape(remark)}</p>" for remark in remarks]
    parts.append(_html(_figure_rows(figures)))
    groups = {name.split(":")[0].split(",")[0] for name in figures}
    for group in sorted(groups):
        names = [name for name in figures if name.split(":")[0].split(",")[0] == group]
        parts += [
            f"<h2>{escape(group)}</h2>",
            *(_image(pictures.bars(figures, names[at : at + 4])) for at in range(0, len(names), 4)),
        ]
    for title, answers in judged.items():
        parts += [f"<h2>{escape(title)}</h2>", _image(pictures.matrix(answers)), _image(pictures.reliability(answers))]
        parts.append(f"<p>Calibration error {calibration(answers)} %</p>")
        for language in by_language(answers):
            own = [answer for answer in answers if answer.language == language]
            parts.append(f"<details><summary>{language}: calibration error {calibration(own)} %</summary>")
            parts += [_html(_class_rows(classes(own))), _html(_mistake_rows(own)), "</details>"]
    if points:
        parts += ["<h2>Learning curve</h2>", _image(pictures.learning(points))]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts), encoding="utf-8")


def _figure_rows(figures: Figures) -> list[list[str]]:
    languages = list(dict.fromkeys(language for by in figures.values() for language in by))
    rows = [["", *languages]]
    return rows + [[name, *(str(by.get(language, "")) for language in languages)] for name, by in figures.items()]


def _class_rows(figures: Iterable[ClassFigures]) -> list[list[str]]:
    rows = [["class", "precision", "recall", "messages"]]
    return rows + [
        [one.name, f"{100 * one.precision:.0f}", f"{100 * one.recall:.0f}", str(one.support)] for one in figures
    ]


def _mistake_rows(answers: Sequence[Answer]) -> list[list[str]]:
    rows = [["message", "true", "answered", "confidence"]]
    return rows + [[one.text, one.truth, one.best, f"{one.confidence:.2f}"] for one in answers if not one.right]


def _html(rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table><tr>{head}</tr>{body}</table>"


def _image(data: str) -> str:
    return f'<p><img src="{data}" alt=""></p>'
