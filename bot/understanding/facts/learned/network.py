"""A small convolutional network over the words of a message: what is told of each fact, by words in their order.

Fitted by `network_fitting`, used and kept with numpy alone. The classifiers of `weights` hear which words a message
has; this one also hears which stand beside which.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from bot.understanding.calibration import softmax
from bot.understanding.facts.learned.groups import Group
from bot.understanding.facts.learned.known import Known
from bot.understanding.features import Floats

# How far apart the three words stand that each convolution joins.
REACHES = (1, 2)
EPSILON = 1e-3  # is added to a variance


class Network:
    """Its weights by name, and what numbers their rows: signs, open questions, languages, classes by task."""

    def __init__(
        self, names: Mapping[str, Sequence[str]], tasks: Mapping[str, Sequence[str]], weights: Mapping[str, Floats]
    ) -> None:
        self._names, self._tasks, self._weights = names, tasks, weights
        self._known = Known({sign: at for at, sign in enumerate(names["signs"])})
        self._asked = {name: at for at, name in enumerate(names["asked"])}
        self._languages = {name: at for at, name in enumerate(names["languages"])}

    def judge(
        self, words: Sequence[Iterable[Group]], question: str | None, language: str
    ) -> dict[str, dict[str, float]]:
        """The probability of every class, by task, for at least one word; `words` has the signs of each."""
        of = self._weights
        about = of["asked"][self._asked.get(str(question), 0)] + of["languages"][self._languages[language]]
        told = self._normal(self._embedded(words) @ of["input"] + of["input.bias"] + about, "input")
        for at, reach in enumerate(REACHES):
            told = self._normal(told + self._joined(told, f"joined{at}", reach), f"joined{at}")
        whole = np.concatenate([told.max(axis=0), told.mean(axis=0), about])
        scores = whole @ of["whole"] + of["whole.bias"] + (told @ of["word"]).max(axis=0)
        found, first = {}, 0
        for task, classes in self._tasks.items():
            shares = softmax(scores[first : first + len(classes)]).tolist()
            found[task] = dict(zip(classes, shares, strict=True))
            first += len(classes)
        return found

    def _embedded(self, words: Sequence[Iterable[Group]]) -> Floats:
        """A row a word: what its signs add up to."""
        known = [[*chain.from_iterable(map(self._known.__getitem__, groups))] for groups in words]
        lengths = np.array([*map(len, known)])
        rows: Floats = np.zeros((len(known), self._weights["signs"].shape[1]), np.float32)
        if (some := np.flatnonzero(lengths)).size:
            signs = self._weights["signs"].take(np.fromiter(chain.from_iterable(known), np.int64), axis=0)
            starts = (np.cumsum(lengths) - lengths)[some]
            rows[some] = np.add.reduceat(signs, starts) / np.sqrt(lengths[some])[:, None]
        return rows

    def _joined(self, told: Floats, layer: str, reach: int) -> Floats:
        """What each word tells together with those that stand so far before and behind it."""
        room = np.zeros((reach, told.shape[1]), np.float32)
        wide = np.concatenate([room, told, room])
        beside = np.concatenate([wide[: len(told)], told, wide[2 * reach :]], axis=1)
        joined: Floats = np.maximum(beside @ self._weights[layer] + self._weights[f"{layer}.bias"], 0)
        return joined

    def _normal(self, told: Floats, layer: str) -> Floats:
        """Layer normalization (Ba et al. 2016, arXiv:1607.06450)."""
        around = told - told.mean(axis=1, keepdims=True)
        spread = np.sqrt((around * around).mean(axis=1, keepdims=True) + EPSILON)
        normal: Floats = around / spread * self._weights[f"{layer}.scale"] + self._weights[f"{layer}.shift"]
        return normal

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        kept = json.dumps({"names": self._names, "tasks": self._tasks}, ensure_ascii=False)
        (folder / "names.json").write_text(kept, encoding="utf-8")
        np.savez(folder / "weights.npz", **{name: one.astype(np.float16) for name, one in self._weights.items()})

    @classmethod
    def load(cls, folder: Path) -> Network:
        """What `save` wrote; raises OSError where nothing did."""
        kept = json.loads((folder / "names.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz") as weights:
            return cls(kept["names"], kept["tasks"], {name: weights[name].astype(np.float32) for name in weights.files})
