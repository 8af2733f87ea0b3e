"""The whole suite, one part after the other: form turns beside stock Rasa first, growth by simulation last.

Run `make bench` (`python -m benchmarks [--quick] [PART ...]`); about an hour and a half on two quiet cores. Every
part is a process of its own with a limit of time, so that one that hangs or fails ends, with all that it
started, and the others still run. What they print is kept under benchmarks/results/; the exit code is 1
when a part failed.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import psutil

from benchmarks import report
from bot.settings import ROOT

GRACE = 30.0


@dataclass(frozen=True)
class Part:
    """A module with a `main`, its arguments, those of a quick run (None: left out), and its limit in minutes."""

    name: str
    full: Sequence[str] = ()
    quick: Sequence[str] | None = ()
    minutes: float = 10
    module: str = ""

    def command(self, quick: bool) -> list[str]:
        arguments = (self.quick or ()) if quick else self.full
        return [sys.executable, "-m", f"benchmarks.{self.module or self.name}", *arguments]


PARTS = (
    Part("turns", ("--save",), ("--quick",), 75),
    Part("footprint", quick=None, minutes=20),
    Part("language"),
    Part("understanding", quick=None, minutes=20),
    Part("policy"),
    Part("inspection", quick=("10",)),
    Part("paste"),
    Part("ordering", ("--routed", "--conversations", "1000"), ("--routed", "--conversations", "40"), 20),
    Part("ordering-unrouted", ("--conversations", "300"), None, 15, "ordering"),
    Part("cost", ("--cost",), ("--cost", "--rounds", "1"), 15, "cluster"),
    Part("capacity", ("--save",)),
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Speed and cost, beside stock Rasa in the same run.")
    parser.add_argument("--quick", action="store_true", help="a few minutes; nothing is kept")
    parser.add_argument("parts", nargs="*", help=f"some of: {' '.join(part.name for part in PARTS)}")
    arguments = parser.parse_args()
    report.RESULTS.mkdir(exist_ok=True)
    failed = []
    for part in PARTS:
        wanted = not arguments.parts or part.name in arguments.parts
        if not wanted or (arguments.quick and part.quick is None) or not find_spec(part.command(False)[2]):
            continue
        started = time.monotonic()
        code, output = run(part.command(arguments.quick), part.minutes * 60)
        print(f"== {part.name}: {time.monotonic() - started:.0f} s, {'ok' if code == 0 else f'FAILED ({code})'}\n")
        if code:
            failed.append(part.name)
        elif not arguments.quick:
            keep(part.name, output)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def run(command: Sequence[str], seconds: float) -> tuple[int, str]:
    """Runs a part and shows its lines as they come; ends it and all that it started after `seconds`."""
    print(f"== {' '.join(command[2:])}", flush=True)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as child:
        assert child.stdout is not None
        lines: list[str] = []

        def over(*_: object) -> None:
            print(f"not done after {seconds / 60:.0f} minutes; ending it", file=sys.stderr)
            end(psutil.Process(child.pid))

        signal.signal(signal.SIGALRM, over)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            for line in child.stdout:
                lines.append(line)
                print(line, end="", flush=True)
            code = child.wait()
        except BaseException:
            end(psutil.Process(child.pid))
            raise
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    return code, "".join(lines)


def end(root: psutil.Process) -> None:
    """Ends a process and all its descendants, politely first: servers then end their own children."""
    try:
        tree = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for how in ("terminate", "kill"):
        for process in tree:
            try:
                getattr(process, how)()
            except psutil.NoSuchProcess:
                pass
        _, tree = psutil.wait_procs(tree, GRACE)


def keep(name: str, output: str) -> None:
    """Keeps what a part printed: JSON as JSON, everything else as text."""
    try:
        json.loads(output)
    except ValueError:
        (report.RESULTS / f"{name}.txt").write_text(output, encoding="utf-8")
    else:
        (report.RESULTS / f"{name}.json").write_text(output, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
