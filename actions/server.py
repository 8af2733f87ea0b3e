"""The action server: rasa_sdk's, on loopback, behind the shared secret, silent about its contents.

Started as `python -m actions.server`. Stock rasa_sdk listens to everybody, asks nobody for a secret
and returns the whole request, slots included, on an error; all three are closed here.
"""

from __future__ import annotations

import hmac
import logging

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from rasa_sdk.endpoint import create_app
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.outside import world
from bot import observability, settings

HEADER = "X-Intake-Secret"
logger = logging.getLogger(__name__)


def guarded_app(secret: str) -> Sanic:
    """rasa_sdk's application that answers only who knows `secret`. Raises SettingsError without one."""
    if not secret:
        raise settings.SettingsError("INTAKE_SECRET is empty; the action server needs the shared secret")
    app = create_app("actions", cors_origins=None)

    @app.middleware("request")
    async def guard(request: Request) -> HTTPResponse | None:
        told = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        # Counts only; a scraper need not know the secret that opens everything else.
        if request.path == "/metrics" or hmac.compare_digest(told, secret.encode()):
            return None
        return response.json({"error": "wrong secret"}, status=403)

    @app.get("/metrics")
    async def metrics(request: Request) -> HTTPResponse:
        return response.raw(generate_latest(), content_type=CONTENT_TYPE_LATEST)

    @app.exception(Exception)
    async def failed(request: Request, error: Exception) -> HTTPResponse:
        status = getattr(error, "status_code", 500)
        if status >= 500:
            logger.error("action call failed", exc_info=error)
        return response.json({"error": type(error).__name__}, status=status)

    return app


def main() -> None:
    """Serves until a signal ends it."""
    config = settings.load()
    observability.configure("actions")
    world()
    guarded_app(config.secret).run(config.inner_host, config.actions_port, access_log=False)


if __name__ == "__main__":
    main()
