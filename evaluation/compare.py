"""`python -m evaluation.compare`: the approaches of docs/understanding.md against each other, in one run.

Judges by threefold cross-validation on the training sentences, by languages that were never learned, and by the
evaluation messages, clean and with a typing error in each. Takes some twenty minutes.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding import concepts, ridge
from bot.understanding.classifier import PRECISION
from bot.understanding.features import Features, Floats, Integers
from bot.understanding.lessons import Example
from bot.understanding.misspellings import ordinary_words
from bot.understanding.model import LEXICON
from bot.understanding.terms import GROUPS, Group, Terms, pieces, terms_of
from evaluation import sentences, similarity

SEED = 7
UNSEEN = ("fr", "ru")
Labels = NDArray[np.str_]
Fit = Callable[[Any, Labels], Any]


@dataclass(frozen=True)
class Approach:
    """A name, the feature groups, the classifier, and whether sentences are learned with typing errors too."""

    name: str
    groups: dict[str, Group]
    fit: Fit
    typos: bool = False


def approaches() -> list[Approach]:
    """What is compared; the last but one is what the product uses."""
    full = dict(GROUPS)
    grams = {"chars": GROUPS["chars"], "words": GROUPS["words"]}
    return [
        Approach("words", {"words": GROUPS["words"]}, _ridge),
        Approach("n-grams", grams, _ridge),
        Approach("concepts", {"concepts": GROUPS["concepts"]}, _ridge),
        Approach("n-grams + concepts, linear SVM", full, _svm),
        Approach("n-grams + concepts, logistic regression", full, _logistic),
        Approach("n-grams + concepts, ridge", full, _ridge),
        Approach("the same + typing errors learned", full, _ridge, typos=True),
    ]


def main() -> None:
    """Prints a Markdown table, a row an approach."""
    # Sentences of implied facts teach neither task (`bot.understanding.lessons`).
    learned = [one for one in sentences.training() if not one.implies]
    messages = sentences.messages()
    twins = {(twin.judged.language, twin.judged.text) for twin in similarity.twins(messages, learned)}
    judged = [one for one in messages if (one.language, one.text) not in twins]
    ordinary = ordinary_words((one.text, one.language) for one in learned)
    matcher = concepts.ConceptMatcher(concepts.inflected(concepts.read(LEXICON)), ordinary)
    chance = random.Random(SEED)

    def terms(examples: Sequence[Example], typing: Callable[[str], str] = str) -> list[Terms]:
        return [terms_of(typing(one.text), one.language, matcher) for one in examples]

    def typo(text: str) -> str:
        return with_typo(text, chance)

    given = (terms(learned), terms(learned, typo), terms(judged), terms(judged, typo))
    print("| approach | task | cross-validation | unseen languages | evaluation | with typos | fit, s |")
    print("|---|---|---|---|---|---|---|")
    for approach in approaches():
        if len(sys.argv) > 1 and sys.argv[1] not in approach.name:
            continue
        for task in ("dialogue intent", "problem"):
            print(
                f"| {approach.name} | {task} | " + " | ".join(_row(approach, task, learned, judged, given)) + " |",
                flush=True,
            )


def with_typo(text: str, chance: random.Random) -> str:
    """`text` with one letter dropped, doubled or swapped with the next."""
    places = [place for place, character in enumerate(text[:-1]) if character.isalpha() and text[place + 1].isalpha()]
    if not places:
        return text
    at = chance.choice(places)
    pair = text[at : at + 2]
    return text[:at] + chance.choice([pair[1], pair[0] + pair, pair[::-1]]) + text[at + 2 :]


def _row(
    approach: Approach, task: str, learned: Sequence[Example], judged: Sequence[Example], given: Sequence[list[Terms]]
) -> list[str]:
    features = Features(concepts.ConceptMatcher({}, {}))
    clean = features.fit(pieces(given[0], approach.groups))
    typed, asked, asked_typed = (_matrix([features.matrix([one]) for one in each], features.size) for each in given[1:])
    rows, labels = _labels(task, learned)
    languages = np.array([learned[row].language for row in rows])
    counted = np.array([task == "problem" or label != "report_problem" for label in labels])

    def fit(places: NDArray[np.int64]) -> Any:
        from scipy.sparse import vstack

        if approach.typos:
            matrix = vstack([clean[rows[places]], typed[rows[places]]]).tocsr()
            return approach.fit(matrix, np.concatenate([labels[places]] * 2))
        return approach.fit(clean[rows[places]], labels[places])

    folds = np.random.default_rng(SEED).integers(0, 3, len(rows))
    right = np.zeros(len(rows), bool)
    for fold in range(3):
        test = np.flatnonzero(folds == fold)
        right[test] = fit(np.flatnonzero(folds != fold)).predict(clean[rows[test]]) == labels[test]
    unseen = []
    for language in UNSEEN:
        test = np.flatnonzero((languages == language) & counted)
        unseen.append(
            100 * np.mean(fit(np.flatnonzero(languages != language)).predict(clean[rows[test]]) == labels[test])
        )
    started = time.perf_counter()
    model = fit(np.arange(len(rows)))
    seconds = time.perf_counter() - started
    asked_rows, truth = _labels(task, judged)
    asked_rows, truth = _counted(task, asked_rows, truth)
    tongues = np.array([judged[row].language for row in asked_rows])
    results = [model.predict(matrix[asked_rows]) == truth for matrix in (asked, asked_typed)]
    return [
        _worst(right[counted], languages[counted]),
        " ".join(f"{language} {value:.1f}" for language, value in zip(UNSEEN, unseen, strict=True)),
        *(_worst(result, tongues) for result in results),
        f"{seconds:.0f}",
    ]


def _matrix(rows: Sequence[tuple[Integers, Floats]], width: int) -> Any:
    """The CSR matrix of `rows`, each its columns and the one row of their values."""
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values[0] for _, values in rows])
    return csr_matrix((values, columns, ends), shape=(len(rows), width))


def _labels(task: str, examples: Sequence[Example]) -> tuple[NDArray[np.int64], Labels]:
    names = [one.problem if task == "problem" else one.intent for one in examples]
    rows = [row for row, name in enumerate(names) if name]
    return np.array(rows), np.array([names[row] for row in rows])


def _counted(task: str, rows: NDArray[np.int64], labels: Labels) -> tuple[NDArray[np.int64], Labels]:
    """Reports of a problem are half of all messages and easy: they are not counted among dialogue intents."""
    kept = np.array([task == "problem" or label != "report_problem" for label in labels])
    return rows[kept], labels[kept]


def _worst(right: NDArray[np.bool_], languages: NDArray[np.str_]) -> str:
    shares = {str(language): 100 * right[languages == language].mean() for language in np.unique(languages)}
    worst = min(shares, key=lambda language: shares[language])
    return f"{100 * right.mean():.1f}, worst {shares[worst]:.1f} {worst}"


def _ridge(matrix: Any, labels: Labels) -> ridge.Ridge:
    return ridge.fit(matrix, labels, np.ones(len(labels)), PRECISION)


def _svm(matrix: Any, labels: Labels) -> Any:
    from sklearn.svm import LinearSVC

    return LinearSVC(C=1, class_weight="balanced", random_state=SEED).fit(matrix, labels)


def _logistic(matrix: Any, labels: Labels) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=10, class_weight="balanced", max_iter=60).fit(matrix, labels)


if __name__ == "__main__":
    main()
