"""The batch verbs' loop: JSON lines in, one JSON line out for each, in order, flushed at once.

A bad line gets `{"error": ...}` in its place and the rest goes on (contract section 1).
"""

from __future__ import annotations

import json
import sys
from typing import Any, Callable, Mapping


def run(answer: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
    """Answers every line of stdin; `answer` raises ValueError (or a subclass) for a line it refuses."""
    for raw in sys.stdin.buffer:
        sys.stdout.write(json.dumps(_one(raw, answer), ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _one(raw: bytes, answer: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Mapping[str, Any]:
    try:
        line = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return {"error": f"not a JSON line in UTF-8: {error}"}
    if not isinstance(line, dict):
        return {"error": f"expected a JSON object, got {type(line).__name__}"}
    try:
        return answer(line)
    except ValueError as error:
        return {"error": str(error)}
