"""Runs the gateway as a process: one uvicorn server on the address of the settings.

Called by `intake serve`. Behind a proxy, uvicorn takes the visitor's address from the proxy's
headers only when the proxy is named in INTAKE_TRUSTED_PROXIES; by itself it would believe loopback.
"""

from __future__ import annotations

import uvicorn
from starlette.applications import Starlette

from bot.settings import Settings

SECONDS_TO_FINISH = 25


def server(app: Starlette, settings: Settings, log_level: str = "warning") -> uvicorn.Server:
    """A server that is ready to `run()`."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level=log_level,
        # Rasa holds `websockets` at a version that uvicorn can not import; nothing here uses them.
        ws="none",
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    return uvicorn.Server(config)
