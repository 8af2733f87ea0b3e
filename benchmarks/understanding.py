"""Training time, latency and accuracy of our understanding, as ratios against Rasa's stock DIET pipeline.

Run with `python -m benchmarks.understanding`; takes some minutes, nearly all of them DIET's. Both learn the same
English sentences and are judged on the same English messages, in one process and one run. Prints one JSON object.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from bot.understanding.lessons import Example
from bot.understanding.model import UnderstandingModel
from evaluation import sentences

LANGUAGE = "en"
EPOCHS = 15  # Rasa suggests 100; after 15 DIET knows its training by heart, and the ratio is in its favour
# What `rasa init` writes, for intents alone.
STOCK = {
    "recipe": "default.v1",
    "assistant_id": "stock",
    "language": LANGUAGE,
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": EPOCHS, "entity_recognition": False, "constrain_similarities": True},
    ],
    "policies": [],
}
LONG = "The phone of the second customer rings but nobody hears a word since the update. " * 50

Parse = Callable[[str], Awaitable[str]]


def main() -> None:
    """Measures both and prints figures and ratios."""
    learned = [example for example in sentences.training() if example.language == LANGUAGE]
    judged = [example for example in sentences.messages() if example.language == LANGUAGE]
    with TemporaryDirectory() as folder:
        ours = asyncio.run(_figures(lambda: _train_ours(learned), judged))
        with redirect_stdout(sys.stderr):  # Rasa writes every message it parses
            stock = asyncio.run(_figures(lambda: _train_stock(learned, Path(folder)), judged))
    ratios = {name: round(stock[name] / ours[name], 1) for name in ours if name != "accuracy"}
    print(json.dumps({"sentences": len(learned), "ours": ours, "stock": stock, "stock_to_ours": ratios}, indent=1))


async def _figures(train: Callable[[], Parse], judged: Sequence[Example]) -> dict[str, float]:
    started = time.perf_counter()
    parse = train()
    training = time.perf_counter() - started
    await parse("warm up")
    times, right = [], 0
    for example in judged:
        started = time.perf_counter()
        right += await parse(example.text) == _label(example)
        times.append(time.perf_counter() - started)
    started = time.perf_counter()
    await parse(LONG[:4000])
    return {
        "training_seconds": round(training, 1),
        "median_ms": round(1000 * statistics.median(times), 3),
        "p95_ms": round(1000 * statistics.quantiles(times, n=20)[-1], 3),
        "long_ms": round(1000 * (time.perf_counter() - started), 2),
        "accuracy": round(100 * right / len(judged), 1),
    }


def _label(example: Example) -> str:
    """Intent and problem as one label: DIET has one classifier."""
    return f"{example.intent}_{example.problem}" if example.problem else example.intent


def _train_ours(learned: Sequence[Example]) -> Parse:
    model = UnderstandingModel.train(learned)

    async def parse(text: str) -> str:
        understood = model.understand(text, LANGUAGE)
        reports = understood.intent == "report_problem"
        return f"{understood.intent}_{understood.problems[0][0]}" if reports else understood.intent

    return parse


def _train_stock(learned: Sequence[Example], folder: Path) -> Parse:
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    grouped: dict[str, list[str]] = {}
    for example in learned:
        grouped.setdefault(_label(example), []).append(example.text)
    blocks = [
        {"intent": label, "examples": "".join(f"- {text}\n" for text in texts)} for label, texts in grouped.items()
    ]
    config, data = folder / "config.yml", folder / "nlu.yml"
    config.write_text(yaml.safe_dump(STOCK), encoding="utf-8")
    data.write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True), encoding="utf-8")
    agent: Any = Agent.load(train_nlu(str(config), str(data), str(folder)))

    async def parse(text: str) -> str:
        return str((await agent.parse_message(text))["intent"]["name"])

    return parse


if __name__ == "__main__":
    main()
