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

from bot.understanding.facts.learned.groups import Group
from bot.understanding.facts.learned.known import Known
from bot.understanding.features import Floats

# How far apart the three words stand that each convolution joins.
REACHES = (1, 2)
EPSILON = 1e-3  # is added to a variance
_GAP: tuple[Iterable[Group], ...] = ((),) * max(REACHES)  # behind a piece, so that none reaches the next


class Network:
    """Its weights by name, and what numbers their rows: signs, open questions, languages, classes by task."""

    def __init__(
        self, names: Mapping[str, Sequence[str]], tasks: Mapping[str, Sequence[str]], weights: Mapping[str, Floats]
    ) -> None:
        self._names, self._tasks, self._weights = names, tasks, weights
        self._known = Known({sign: at for at, sign in enumerate(names["signs"])})
        self._asked = {name: at for at, name in enumerate(names["asked"])}
        self._sizes = [*map(len, tasks.values())]
        self._firsts = [sum(self._sizes[:at]) for at in range(len(self._sizes))]
        self._languages = {name: at for at, name in enumerate(names["languages"])}

    def judge(
        self, pieces: Iterable[Sequence[Iterable[Group]]], question: str | None, language: str
    ) -> list[dict[str, dict[str, float]]]:
        """The probability of every class, by task, for pieces of at least one word; of each word its signs."""
        of = self._weights
        about = of["asked"][self._asked.get(str(question), 0)] + of["languages"][self._languages[language]]
        words: list[Iterable[Group]] = []
        bounds: list[int] = []  # first word of a piece, the gap behind it
        for piece in pieces:
            bounds += (len(words), len(words) + len(piece))
            words += (*piece, *_GAP)
        inside = np.zeros((len(words), 1), np.float32)
        for first, end in zip(bounds[::2], bounds[1::2], strict=True):
            inside[first:end] = 1
        told = self._normal(self._embedded(words) @ of["input"] + of["input.bias"] + about, "input") * inside
        for at, reach in enumerate(REACHES):
            told = self._normal(told + self._joined(told, f"joined{at}", reach), f"joined{at}") * inside
        lengths = np.diff(bounds)[::2, None]
        highest, sums = (join.reduceat(told, bounds)[::2] for join in (np.maximum, np.add))
        whole = np.concatenate([highest, sums / lengths, np.tile(about, (len(lengths), 1))], axis=1, dtype=np.float32)
        scores = whole @ of["whole"] + of["whole.bias"] + np.maximum.reduceat(told @ of["word"], bounds)[::2]
        return [self._by_task(shares) for shares in self._shares(scores).tolist()]

    def _shares(self, scores: Floats) -> Floats:
        """Probabilities of the classes of each task, which stand side by side."""
        highest = np.maximum.reduceat(scores, self._firsts, axis=1).repeat(self._sizes, axis=1)
        likely = np.exp(scores - highest)
        shares: Floats = likely / np.add.reduceat(likely, self._firsts, axis=1).repeat(self._sizes, axis=1)
        return shares

    def _by_task(self, shares: list[float]) -> dict[str, dict[str, float]]:
        named = zip(self._tasks.items(), self._firsts, strict=True)
        return {task: dict(zip(classes, shares[first:], strict=False)) for (task, classes), first in named}

    def _embedded(self, words: Sequence[Iterable[Group]]) -> Floats:
        """A row a word: what its signs add up to."""
        known = [[*chain.from_iterable(map(self._known.__getitem__, groups))] for groups in words]
        lengths = np.array([*map(len, known)])
        rows: Floats = np.zeros((len(known), self._weights["signs"].shape[1]), np.float32)
        if (some := np.flatnonzero(lengths)).size:
            signs = self._weights["signs"].take(np.fromiter(chain.from_iterable(known), np.int64), axis=0)
            starts = (np.cumsum(lengths) - lengths)[some]
            rows[some] = np.add.reduceat(signs, starts) / np.sqrt(lengths[some], dtype=np.float32)[:, None]
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
