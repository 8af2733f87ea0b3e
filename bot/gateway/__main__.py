"""`python -m bot.gateway`: the gateway as a process of its own, on the settings of the environment."""

from __future__ import annotations

from bot import settings
from bot.gateway.app import create_app
from bot.gateway.server import server


def main() -> None:
    """Serves until a signal ends it."""
    config = settings.load()
    server(create_app(config), config).run()


if __name__ == "__main__":
    main()
