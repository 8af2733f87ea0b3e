"""Time and memory of looking at logs, as ratios against a plain reader of lines in the same run.

Run with `python -m benchmarks.inspection [MEGABYTES]`; prints one JSON object. The reference applies
the same log rules with Python's own patterns, line by line, to a sample. Beside the usual verbose log stand
the worst ones: a rule that is found on every line, a secret on every line. The bounds are 100 MB in under 10 s
and 200 MB of memory, and hostile archives rejected in under a second.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import random
import re
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

from bot.attachments.inspect.inspector import inspect
from bot.attachments.inspect.redact import Level, Redactor, redact
from bot.attachments.inspect.rules import load_rules
from bot.attachments.limits import Limits

RULES = Path(__file__).resolve().parents[1] / "policy_kb" / "log_rules"
LIMITS = Limits(file_bytes=1 << 32, read_bytes=1 << 32)
SAMPLE = 2_000_000
SHAPES = (
    (50, "{level}| [Flow] Call(C:{call}.1): leg L:{call}.1[Extn:{extension}] state changed from Dialing to Ringing"),
    (30, "Info| [SipCore] Call(C:{call}.1): <sip:+4930{number}@{address}:5060> via {address}:5060"),
    (10, "Trac| [Wire] SIP/2.0 180 Ringing\r\nVia: SIP/2.0/UDP {address};branch=z9hG4bK-{word}\r\nCSeq: 1 INVITE"),
    (7, "Warn| [Gateway.Trunk] Line 1{extension}: slow answer from sip.example.com ({extension} ms)"),
    (1, "Erro| [Gateway.Trunk] Registration of trunk 10001 failed: 408 Request Timeout"),
    (1, 'Trac| [Wire] Authorization: Digest username="{extension}", uri="sip:{address}", response="{word}{word}"'),
    (1, "Info| [Mail] voicemail sent to max.{extension}@example.org"),
)
EVERY_LINE_FOUND = (
    (1, "Erro| [Gateway.Trunk] Registration of trunk 10001 failed: 408 Request Timeout from {address}"),
    (1, "Warn| [Flow] Call(C:{call}.1) ended. Cause: 480"),
    (1, "Erro| [Wire] SIP/2.0 503 Service Unavailable to <sip:{extension}@{address}>"),
    (1, "Info| [CM504001]: Extn:{extension} registered contact sip:{extension}@{address}:5060"),
    (1, "Erro| [Sys] No space left on device, {number} bytes wanted"),
)
EVERY_LINE_SECRET = (
    (1, 'Trac| [Wire] Authorization: Digest username="{extension}", uri="sip:{address}", response="{word}{word}"'),
    (1, "Trac| [Provisioning] AuthPass={word} for extension {extension}"),
)
WORST = {"every_line_found": EVERY_LINE_FOUND, "every_line_secret": EVERY_LINE_SECRET}
Shapes = tuple[tuple[int, str], ...]
Cost = tuple[float, float, float]  # seconds, seconds of the processor, peak of memory in MB


def write_log(target: BinaryIO, size: int, kinds: Shapes = SHAPES) -> None:
    """A service log of at least `size` bytes in which every line has values of its own."""
    chance, moment, written = random.Random(7), 1769850487.0, 0
    weights, shapes = zip(*kinds, strict=True)
    while written < size:
        moment += chance.random() / 20
        line = chance.choices(shapes, weights)[0].format(
            level=chance.choice(("Info", "Trac")),
            call=chance.randrange(5000),
            extension=chance.randrange(100, 1000),
            number=chance.randrange(10**6, 10**7),
            address=".".join(str(chance.randrange(1, 255)) for _ in range(4)),
            word=f"{chance.getrandbits(64):016x}",
        )
        stamp = time.strftime("%Y/%m/%d %H:%M:%S", time.gmtime(moment))
        written += target.write(f"{stamp}.{int(moment * 1000) % 1000:03}|{chance.randrange(60):04}|{line}\n".encode())


def seconds(work: Any, *arguments: Any) -> float:
    """How long `work` takes."""
    started = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - started


def look(file: BinaryIO) -> dict[str, Any]:
    """The finding of `file`."""
    file.seek(0)
    return dict(inspect(file, "3CXGatewayService.log", rules=RULES, limits=LIMITS))


def look_alone(path: str, results: multiprocessing.SimpleQueue[Cost]) -> None:
    """Puts what one look costs."""
    load_rules(RULES)
    before = time.process_time()
    with open(path, "rb") as file:
        taken = seconds(look, file)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    results.put((taken, time.process_time() - before, peak))


def read_lines(sample: bytes) -> None:
    """The reference: each rule on each line."""
    patterns = [
        re.compile(rule.expression("service_log").encode(), re.IGNORECASE)
        for rule in load_rules(RULES).values()
        if "service_log" in rule.kinds
    ]
    for line in sample.splitlines():
        for pattern in patterns:
            pattern.search(line)


def hostile() -> dict[str, bytes]:
    """Archives that are small and would be large, by name."""
    made: dict[str, bytes] = {}
    for name in ("gigabyte_of_zeros", "sixty_thousand_entries", "thousand_levels"):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            if name == "gigabyte_of_zeros":
                with archive.open("zeros.log", "w") as member:
                    for _ in range(1024):
                        member.write(bytes(1 << 20))
            elif name == "sixty_thousand_entries":
                for number in range(60_000):
                    archive.writestr(zipfile.ZipInfo(f"{number}.log"), b"")
        made[name] = target.getvalue()
    level = b"deep"
    for _ in range(1000):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr("inner.zip", level)
        level = target.getvalue()
    return {**made, "thousand_levels": level}


def cost(path: str) -> dict[str, float]:
    """What one look costs, in a fresh process."""
    context = multiprocessing.get_context("spawn")
    results: multiprocessing.SimpleQueue[Cost] = context.SimpleQueue()
    process = context.Process(target=look_alone, args=(path, results))
    process.start()
    taken, worked, memory = results.get()
    process.join()
    return {"seconds": round(taken, 2), "cpu_seconds": round(worked, 2), "peak_memory_mb": round(memory)}


def worst(megabytes: int) -> dict[str, dict[str, float]]:
    """What the logs cost that cost most."""
    found = {}
    for name, kinds in WORST.items():
        with tempfile.NamedTemporaryFile() as file:
            write_log(file, megabytes * 1_000_000, kinds)  # type: ignore[arg-type]
            file.flush()
            found[name] = cost(file.name)
    return found


def measure(megabytes: int) -> dict[str, Any]:
    """All figures of one run."""
    load_rules(RULES)
    with tempfile.NamedTemporaryFile() as file:
        write_log(file, megabytes * 1_000_000)  # type: ignore[arg-type]
        file.flush()
        usual = cost(file.name)
        file.seek(0)
        sample = file.read(SAMPLE)
        rates = {}
        for level in Level:
            file.seek(0)
            stream = redact(file, Redactor(level))
            rates[level.value] = megabytes / seconds(lambda: [0 for _ in iter(lambda: stream.read(1 << 20), b"")])  # noqa: B023
    reference = seconds(read_lines, sample) * megabytes * 1_000_000 / len(sample)
    archives = hostile()
    refused = {name: look(io.BytesIO(content)) for name, content in archives.items()}
    return {
        "megabytes": megabytes,
        **usual,
        **worst(megabytes),
        "times_faster_than_rules_line_by_line": round(reference / usual["seconds"], 1),
        "redact_mb_per_second": {level: round(rate) for level, rate in rates.items()},
        "hostile_seconds": {name: round(seconds(look, io.BytesIO(content)), 4) for name, content in archives.items()},
        "hostile_reasons": {name: finding["reason"] for name, finding in refused.items()},
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100), indent=2))
