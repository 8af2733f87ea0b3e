"""Sentence vectors of a trained spaCy pipeline or of LaBSE as further features, for those who have them.

Off by default: nothing trained can be downloaded where this project is built. The setting is the `vectors`
entry of the understanding component in config.yml; the model remembers what it was trained with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from bot.understanding.features import Floats
from bot.understanding.spacy_loading import load_spacy

# Any name of the sentence-transformers library; this is the multilingual model with one space for our languages.
LABSE = "sentence-transformers/LaBSE"


class VectorError(RuntimeError):
    """The pipeline or model that the setting names can not be used; the message says what to do."""


class SentenceVectors:
    """Vectors of one fixed length; languages without a pipeline of their own get zeros."""

    def __init__(self, encoders: Mapping[str, Callable[[str], Floats]], length: int) -> None:
        self._encoders = encoders
        self.length = length

    @classmethod
    def load(cls, setting: str) -> SentenceVectors | None:
        """Reads the setting; None where it is empty. Raises VectorError.

        `labse`, or `spacy: de=de_core_news_md, en=/models/en` with a package name or folder a language.
        Each spaCy language has columns of its own, since their spaces are not the same.
        """
        kind, _, names = setting.strip().partition(":")
        if not kind:
            return None
        if kind == "labse":
            return cls._of_labse()
        if kind == "spacy" and names.strip():
            pairs = [part.strip().partition("=") for part in names.split(",")]
            return cls._of_pipelines({language.strip(): name.strip() for language, _, name in pairs})
        raise VectorError(f"vectors: {setting!r}: expected `labse` or `spacy: <language>=<package or folder>, ...`")

    @classmethod
    def _of_pipelines(cls, names: Mapping[str, str]) -> SentenceVectors:
        pipelines = {language: _pipeline(name) for language, name in names.items()}
        length = sum(pipeline.vocab.vectors_length for pipeline in pipelines.values())
        encoders, start = {}, 0
        for language, pipeline in pipelines.items():
            encoders[language] = _placed(pipeline, start, length)
            start += pipeline.vocab.vectors_length
        return cls(encoders, length)

    @classmethod
    def _of_labse(cls) -> SentenceVectors:
        try:
            from sentence_transformers import SentenceTransformer  # type: ignore[import-not-found]
        except ImportError:
            raise VectorError("vectors: labse needs `uv pip install sentence-transformers`") from None
        model = SentenceTransformer(LABSE)
        return cls(
            {"": lambda text: np.asarray(model.encode(text), np.float32)}, model.get_sentence_embedding_dimension()
        )

    @lru_cache(maxsize=256)  # noqa: B019 - one instance lives as long as the process
    def of(self, text: str, language: str) -> Floats:
        """The vector of `text`, of length 1, or zeros."""
        encode = self._encoders.get(language) or self._encoders.get("")
        vector = encode(text) if encode else np.zeros(self.length, np.float32)
        norm = float(np.linalg.norm(vector))
        result: Floats = vector / norm if norm else vector
        return result


def _pipeline(name: str) -> Any:
    try:
        pipeline = load_spacy().load(name)
    except OSError:
        raise VectorError(
            f"vectors: spaCy can not load {name!r}; `python -m spacy download` fetches packages"
        ) from None
    if not pipeline.vocab.vectors_length:
        raise VectorError(f"vectors: {name!r} has no word vectors; take its medium or large package")
    return pipeline


def _placed(pipeline: Any, start: int, length: int) -> Callable[[str], Floats]:
    def encode(text: str) -> Floats:
        vector = np.zeros(length, np.float32)
        vector[start : start + pipeline.vocab.vectors_length] = pipeline.make_doc(text).vector
        return vector

    return encode
