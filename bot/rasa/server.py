"""Starts Rasa's server with our channel, on loopback unless told otherwise, on the trained model.

Run as `python -m bot.rasa.server`. The same as `rasa run` with the project's files, and it refuses
to start without a model, and when Rasa replaced our tracker store by its memory, which it does for any error.
"""

from __future__ import annotations

import gc
import logging
import os
from typing import Any

from bot import model, observability, settings
from bot.rasa import lean

# Before anything of Rasa is imported, which the next imports do.
lean.install()

from rasa.core.run import serve_application  # noqa: E402
from rasa.core.utils import AvailableEndpoints  # noqa: E402

from bot.rasa.endpoint import LastingEndpoint  # noqa: E402
from bot.rasa.facts import extractor  # noqa: E402
from bot.rasa.tracker_store import OneTurnStore  # noqa: E402
from bot.understanding.tokens import LANGUAGES  # noqa: E402

logger = logging.getLogger(__name__)


def main() -> None:
    """Serves until a signal ends it."""
    config = settings.load()
    observability.configure("rasa")
    # endpoints.yml reads it; Rasa fills its configuration from the environment.
    os.environ["ACTIONS_WEBHOOK"] = config.actions_webhook
    os.environ["ACTIONS_SECRET"] = config.secret  # which may have come from a file
    endpoints = AvailableEndpoints.read_endpoints(str(settings.ROOT / "endpoints.yml"))
    endpoints.action = LastingEndpoint.of(endpoints.action)
    serve_application(
        str(model.path(config)),
        interface=config.inner_host,
        port=config.rasa_port,
        credentials=str(settings.ROOT / "credentials.yml"),
        endpoints=endpoints,
        enable_api=False,
        server_listeners=[
            (require_model, "after_server_start"),
            (require_our_store, "after_server_start"),
            (warm_up, "after_server_start"),
        ],
    )


async def require_model(app: Any, _loop: Any) -> None:
    """Stops the server when Rasa could not load the model, after which it would wait for another one for ever."""
    if not app.ctx.agent.is_ready():
        logger.critical(
            "the model can not be loaded: it is missing, damaged or of another release; intake train makes it"
        )
        os._exit(1)


async def require_our_store(app: Any, _loop: Any) -> None:
    """Stops the server when Rasa uses another tracker store than ours, which would be memory."""
    store = app.ctx.agent.tracker_store
    store = getattr(store, "_tracker_store", store)
    if not isinstance(store, OneTurnStore):
        logger.critical("tracker store in use is %s, not OneTurnStore of endpoints.yml", type(store).__name__)
        os._exit(1)


async def warm_up(app: Any, loop: Any) -> None:
    """Makes the tokenizers and matchers of all languages in the background, while messages are answered already.

    Otherwise the first message in each language waits for them: 0.2 s, in French 3 s. What stands by then stays for
    good, so the collector of garbage no longer looks through it: that would hold up a message now and then for 0.2 s.
    """

    def all_languages() -> None:
        for language in LANGUAGES:
            for text in ("-", "a"):  # Greek and Russian have a lexicon of their own for Latin letters
                extractor().extract(text, language)
        gc.collect()
        gc.freeze()

    # Kept, since the loop itself holds running futures only weakly.
    app.ctx.warming = loop.run_in_executor(None, all_languages)


if __name__ == "__main__":
    main()
