"""Logs as JSON lines on standard error, the same in every process, without what people wrote.

Called once by each process at its start. `conversation` is the id that goes through all of them, from
the webhook to the ticket; whoever handles a conversation binds it with structlog's context variables.
Libraries are heard from WARNING on: at DEBUG Rasa would write every message and every slot.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any

import structlog


def configure(process: str, level: int = logging.INFO) -> None:
    """Sets up structlog and the standard library's logging for `process` (gateway, rasa, actions, relay).

    Our own loggers are heard from `level` on, all others from WARNING on. Errors carry no values.
    """

    def named(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
        return {"process": process, **event}

    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_without_values),
        named,
    ]
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # Rasa prints warnings in colours, and their end would stand in front of the next JSON line.
    logging.captureWarnings(True)
    for ours in ("bot", "actions"):
        logging.getLogger(ours).setLevel(level)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def place(error: BaseException, frames: int = 6) -> list[str]:
    """Where an error came from, innermost last, for the log: a message or a variable could hold a secret."""
    found = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in found[-frames:]]


def _without_values(exc_info: structlog.typing.ExcInfo) -> str:
    """Kind and place of an error and of what it came from, outermost first."""
    told: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None:
        told.append(f"{type(error).__name__} at {' > '.join(place(error, 12))}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "; from ".join(told)
