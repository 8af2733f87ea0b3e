"""Logs as JSON lines on standard error, the same in every process, without what people wrote.

Called once by each process at its start. `conversation` is the id that goes through all of them, from
the webhook to the ticket; whoever handles a conversation binds it with structlog's context variables.
Libraries are heard from WARNING on: at DEBUG Rasa would write every message and every slot.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog


def configure(process: str, level: int = logging.INFO) -> None:
    """Sets up structlog and the standard library's logging for `process` (gateway, rasa, actions, relay).

    Our own loggers are heard from `level` on, all others from WARNING on. Tracebacks carry no values.
    """

    def named(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
        return {"process": process, **event}

    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
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
