"""Kills, stops and starves the way of a ticket at every step, and counts what was lost or doubled.

    make bench-faults            (python -m benchmarks.faults [store|product] [--runs 253] [--seed 1])

`store` is the inner part alone, store and relay, in a minute; `product` the four real processes behind HTTP, in
about half an hour; without a name both. Exit code 1 when anything was lost or doubled, or nothing happened.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Callable, Sequence

from benchmarks import report
from benchmarks.faults import bench, books, store
from benchmarks.faults.product import Product
from benchmarks.faults.stepping import DESK_SLOW
from benchmarks.faults.submissions import ROUNDS, Submissions

# What runs beside each other, each on a product of its own: most of a run is waiting for a restart.
LANES: tuple[tuple[str, ...], ...] = (("relay", "rasa"), ("actions", "desk", "locked", "full"), ("gateway",))


def product(seed: int, share: float) -> list[books.Result]:
    """The scenarios of the whole product; `share` of the usual number of rounds, at least one of each."""
    with ThreadPoolExecutor(len(LANES)) as pool:
        return [result for found in pool.map(lambda names: lane(names, seed, share), LANES) for result in found]


def lane(names: Sequence[str], seed: int, share: float) -> list[books.Result]:
    """Some scenarios, one after the other, on one product."""

    def times(number: int) -> int:
        return max(1, round(number * share))

    with bench.desk(DESK_SLOW) as desk_url, tempfile.TemporaryDirectory(prefix="faults-") as folder:
        running = Product(Path(folder), desk_url, bench.TOKEN)
        submissions = Submissions(running, desk_url, random.Random(seed))
        scenarios: dict[str, Callable[[], books.Result]] = {
            "desk": lambda: submissions.desk_in_trouble(times(12)),
            "locked": lambda: submissions.database_locked(times(6)),
            "full": lambda: submissions.disk_full(times(6)),
            **{name: partial(submissions.killed_at, name, times(number)) for name, number in ROUNDS.items()},
        }
        results = []
        try:
            running.start()
            for name in names:
                results.append(scenarios[name]())
                print(results[-1], file=sys.stderr, flush=True)
        except BaseException:
            for log in [Path(folder) / "serve.log", *(Path(folder) / "var" / "log").glob("*.log")]:
                print(f"== {log.name}\n{log.read_text(errors='replace')[-3000:]}", file=sys.stderr)
            raise
        finally:
            running.stop()
        return results


def main() -> int:
    """Prints the figures, and keeps those of a whole run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("part", nargs="?", choices=("store", "product"))
    parser.add_argument("--runs", type=int, default=253, help="submissions killed in store and relay (default 253)")
    parser.add_argument("--share", type=float, default=1.0, help="share of the rounds of the whole product")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the processes end with us
    started, results = time.perf_counter(), []
    if chosen.part != "product":
        results += store.run(chosen.runs, chosen.seed)
    if chosen.part != "store":
        results += product(chosen.seed, chosen.share)
    end = f"{time.perf_counter() - started:.0f} s, seed {chosen.seed}, load {os.getloadavg()[0]:.1f}"
    text = f"{books.table(results)}\n{end}\n"
    print(text, end="")
    if chosen.part is None and chosen.share == 1.0:
        report.RESULTS.mkdir(exist_ok=True)
        (report.RESULTS / "faults.txt").write_text(text, encoding="utf-8")
    wrong = books.failures(results)
    print("\n".join(wrong), end="\n" if wrong else "", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
