"""Turns the figures of `benchmarks.turns` into ratios, a table, a JSON file and a picture.

Called by `benchmarks.turns`. A ratio is ours divided by stock, round by round, so that its spread shows
how much of it is chance; an aim is met only when the median ratio meets it.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import psutil

RESULTS = Path(__file__).parent / "results"
Figures = Mapping[str, Mapping[str, Sequence[float]]]


@dataclass(frozen=True)
class Aim:
    """What the ratio ours / stock of a figure is to be: at most `limit`, or at least when `more` is better."""

    figure: str
    limit: float
    more: bool = False

    def met(self, ratio: float) -> bool:
        return ratio >= self.limit if self.more else ratio <= self.limit


AIMS = (
    Aim("cpu_ms_at_1", 0.25),
    Aim("latency_ms_at_1", 0.35),
    Aim("turns_per_second_at_32", 4.0, more=True),
    Aim("start_s", 0.5),
    Aim("memory_rss_mb", 1.0),
)
GROWTH_LIMIT = 1.2


def machine() -> dict[str, object]:
    """What the figures are taken on."""
    return {
        "at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def ratios(figures: Figures) -> dict[str, dict[str, float]]:
    """`{figure: {stock, ours, ratio, low, high}}`: medians, and the quartiles of the ratio over the rounds."""
    found = {}
    for name, sides in figures.items():
        if "stock" not in sides or "ours" not in sides:
            continue
        pairs = [ours / theirs for ours, theirs in zip(sides["ours"], sides["stock"], strict=True) if theirs]
        low, _, high = quantiles(pairs, n=4) if len(pairs) > 1 else (pairs[0],) * 3
        found[name] = {
            "stock": median(sides["stock"]),
            "ours": median(sides["ours"]),
            "ratio": median(pairs),
            "low": low,
            "high": high,
        }
    return found


def growth(figures: Figures, system: str) -> float | None:
    """CPU of the latest measured turn of a long conversation against that of turn 10; None when not measured."""
    marks = sorted(int(name.rsplit("_", 1)[1]) for name in figures if name.startswith("cpu_ms_at_turn_"))
    if len(marks) < 2:
        return None
    first, last = (median(figures[f"cpu_ms_at_turn_{mark}"][system]) for mark in (marks[0], marks[-1]))
    return last / first


def table(figures: Figures) -> str:
    """The ratios and the aims, in words that fit a terminal."""
    found = ratios(figures)
    lines = [f"{'figure':28}{'stock':>10}{'ours':>10}{'ratio':>8}   quartiles"]
    for name, row in found.items():
        spread = f"{row['low']:.2f} to {row['high']:.2f}"
        lines.append(f"{name:28}{row['stock']:10.1f}{row['ours']:10.1f}{row['ratio']:8.2f}   {spread}")
    lines.append("")
    for aim in AIMS:
        if aim.figure in found:
            ratio = found[aim.figure]["ratio"]
            sign = "at least" if aim.more else "at most"
            word = "met" if aim.met(ratio) else "NOT met"
            lines.append(f"aim: {aim.figure} {sign} {aim.limit} of stock: {ratio:.2f}, {word}")
    for system in ("ours", "stock"):
        times = growth(figures, system)
        if times is not None:
            word = f", {'met' if times <= GROWTH_LIMIT else 'NOT met'}" if system == "ours" else ""
            lines.append(
                f"aim: latest turn of a long conversation at most {GROWTH_LIMIT} of turn 10: {system} {times:.2f}{word}"
            )
    return "\n".join(lines)


def save(figures: Mapping[str, Any], machine: Mapping[str, Any]) -> None:
    """Writes results/turns.json and results/turns.png."""
    RESULTS.mkdir(exist_ok=True)
    content = {"machine": dict(machine), "ratios": ratios(figures), "rounds": dict(figures)}
    rounded = json.loads(json.dumps(content), parse_float=lambda text: round(float(text), 3))
    (RESULTS / "turns.json").write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
    picture(figures, RESULTS / "turns.png")


def picture(figures: Figures, path: Path) -> None:
    """Four panels: CPU of a turn, time of a turn, throughput, and a long conversation."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    canvas, panels = pyplot.subplots(2, 2, figsize=(10, 7), layout="constrained")
    kinds = (
        ("cpu_ms_at_", "CPU of a turn, ms", "people at once"),
        ("latency_ms_at_", "median time of a turn, ms", "people at once"),
        ("turns_per_second_at_", "turns a second", "people at once"),
        ("cpu_ms_at_turn_", "CPU of a turn, ms", "number of the turn in one conversation"),
    )
    for panel, (prefix, title, axis) in zip(panels.flat, kinds, strict=True):
        marks = sorted(
            int(name[len(prefix) :]) for name in figures if name[len(prefix) :].isdigit() and name.startswith(prefix)
        )
        for system, colour in (("stock", "tab:gray"), ("ours", "tab:blue")):
            values = [median(figures[f"{prefix}{mark}"][system]) for mark in marks]
            panel.plot([str(mark) for mark in marks], values, marker="o", color=colour, label=system)
        panel.set(title=title, xlabel=axis, ylim=(0, None))
        panel.legend()
    canvas.savefig(path, dpi=100)
    pyplot.close(canvas)
