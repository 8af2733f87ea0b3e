"""Starts Rasa's server with our channel, on loopback, on the trained model.

Run as `python -m bot.rasa.server`. The same as `rasa run` with the project's files, and it refuses
to start when Rasa replaced our tracker store by its memory, which it does for any error.
"""

from __future__ import annotations

import logging
import os
from typing import Any

from bot import model, settings
from bot.rasa import lean

# Before anything of Rasa is imported, which the next imports do.
lean.install()

from rasa.core.run import serve_application  # noqa: E402
from rasa.core.utils import AvailableEndpoints  # noqa: E402

from bot.rasa.tracker_store import RecentEventsStore  # noqa: E402

logger = logging.getLogger(__name__)


def main() -> None:
    """Serves until a signal ends it."""
    config = settings.load()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s rasa %(levelname)s %(name)s %(message)s")
    # endpoints.yml reads it; Rasa fills its configuration from the environment.
    os.environ["ACTIONS_WEBHOOK"] = config.actions_webhook
    serve_application(
        str(model.path(config)),
        interface="127.0.0.1",
        port=config.rasa_port,
        credentials=str(settings.ROOT / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(settings.ROOT / "endpoints.yml")),
        enable_api=False,
        server_listeners=[(require_our_store, "after_server_start")],
    )


async def require_our_store(app: Any, _loop: Any) -> None:
    """Stops the server when Rasa uses another tracker store than ours, which would be memory."""
    store = app.ctx.agent.tracker_store
    store = getattr(store, "_tracker_store", store)
    if not isinstance(store, RecentEventsStore):
        logger.critical(
            "tracker store in use is %s, not RecentEventsStore: is the database reachable?", type(store).__name__
        )
        os._exit(1)


if __name__ == "__main__":
    main()
