"""Training, in two processes where it is worth it: the vectors of the sentences and the classifiers over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bot.understanding import lessons
from bot.understanding.classifier import Classifier
from bot.understanding.concepts import ConceptMatcher
from bot.understanding.features import Features
from bot.understanding.lessons import Example
from bot.understanding.term_rows import TermRows
from bot.understanding.terms import pieces, terms_of
from bot.understanding.vectors import SentenceVectors

AT_ONCE = 2  # processes
_MANY = 10_000


def vectors(features: Features, examples: Sequence[Example]) -> Any:
    """The vectors of `examples`, from which `features` learn their vocabularies; read side by side by language."""
    from joblib import Parallel, delayed

    often = Counter(example.language for example in examples).most_common()
    shares = [[language for language, _ in often[share::AT_ONCE]] for share in range(AT_ONCE)]
    places = [[at for at, one in enumerate(examples) if one.language in share] for share in shares]
    read = delayed(_read)
    first, *others = Parallel(n_jobs=_workers(len(examples)))(
        read(features.matcher, [examples[at] for at in share]) for share in places
    )
    for more in others:
        for name, rows in first.items():
            rows.extend(more[name])
    order = np.argsort(np.concatenate([np.array(share, np.int64) for share in places]))
    return features.fit(first)[order]


def _read(matcher: ConceptMatcher, examples: Sequence[Example]) -> dict[str, TermRows]:
    return pieces(terms_of(example.text, example.language, matcher) for example in examples)


def beside(matrix: Any, dense: SentenceVectors, examples: Sequence[Example]) -> Any:
    """`matrix` with the sentence vectors of `examples` behind its columns."""
    from scipy.sparse import csr_matrix, hstack

    return hstack([matrix, csr_matrix(np.array([dense.of(one.text, one.language) for one in examples]))], "csr")


def classifiers(matrix: Any, todo: Mapping[str, lessons.Lesson]) -> dict[str, Classifier]:
    """A classifier a lesson, the longest first, so that none is left to one process."""
    from joblib import Parallel, delayed

    longest = dict(sorted(todo.items(), key=lambda item: -item[1].size))
    fit = delayed(Classifier.fit)
    fitted = Parallel(n_jobs=_workers(matrix.shape[0]))(
        fit(matrix[list(one.places)], one.labels, one.weights) for one in longest.values()
    )
    return dict(zip(longest, fitted, strict=True))


def _workers(count: int) -> int:
    """Processes for so many sentences; a handful is learned before a process has started."""
    return AT_ONCE if count >= _MANY else 1
