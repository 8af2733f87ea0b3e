"""The whole suite: form turns beside stock Rasa, then language, understanding, policy, inspection, order.

Run `make bench` (`python -m benchmarks [--quick]`). Figures are printed, and kept under benchmarks/results/.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from datetime import datetime, timezone

import psutil

from benchmarks import report, turns
from bot.settings import ROOT

# Modules with a `main` of their own; what they print is kept beside the figures of the turns.
OTHERS = ("language", "understanding", "policy", "inspection", "ordering", "capacity")


def main() -> int:
    parser = argparse.ArgumentParser(description="Speed and cost, beside stock Rasa in the same run.")
    parser.add_argument("--quick", action="store_true", help="minutes instead of half an hour; nothing is kept")
    quick = parser.parse_args().quick
    figures = turns.measure(turns.QUICK if quick else turns.FULL)
    print(report.table(figures), flush=True)
    if not quick:
        report.save(figures, machine())
    return max(other(name, keep=not quick) for name in OTHERS)


def machine() -> dict[str, object]:
    """What the figures were taken on."""
    return {
        "at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def other(name: str, *, keep: bool) -> int:
    """Runs one more benchmark in a process of its own; returns its exit code."""
    print(f"\n== {name}", flush=True)
    done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    print(done.stdout, end="", flush=True)
    if keep and done.returncode == 0:
        (report.RESULTS / f"{name}.txt").write_text(done.stdout, encoding="utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
