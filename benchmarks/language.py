"""Time and memory of language detection, as ratios against langdetect in the same run.

Run with `python -m benchmarks.language`; prints one JSON object. Messages are those of evaluation/.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from langdetect import DetectorFactory, detect
from langdetect.lang_detect_exception import LangDetectException

from bot.language import Detector

ROOT = Path(__file__).resolve().parents[1]
REFERENCE_SAMPLE = 200  # langdetect needs milliseconds a message


def messages() -> list[str]:
    """The texts of all evaluation messages."""
    paths = sorted((ROOT / "evaluation").glob("*/language.jsonl"))
    return [json.loads(line)["text"] for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def measure() -> dict[str, float]:
    """Microseconds a message, ratio to langdetect with all profiles, megabytes, seconds to load."""
    texts = messages()
    process = psutil.Process()
    before, started = process.memory_info().rss, time.perf_counter()
    detector = Detector.load()
    loaded, after = time.perf_counter() - started, process.memory_info().rss
    ours = _seconds_each(detector.detect, texts)
    DetectorFactory.seed = 0
    reference = _seconds_each(_langdetect, texts[:: max(1, len(texts) // REFERENCE_SAMPLE)])
    return {
        "microseconds": round(ours * 1e6, 1),
        "langdetect_ratio": round(reference / ours, 1),
        "megabytes": round((after - before) / 1e6, 1),
        "load_seconds": round(loaded, 2),
    }


def _seconds_each(function: Callable[[str], object], texts: list[str]) -> float:
    function(texts[0])
    started = time.perf_counter()
    for text in texts:
        function(text)
    return (time.perf_counter() - started) / len(texts)


def _langdetect(text: str) -> str:
    try:
        return str(detect(text))
    except LangDetectException:
        return ""


if __name__ == "__main__":
    print(json.dumps(measure()))
