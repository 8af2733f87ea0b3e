"""`python -m bot.gateway`: the gateway as a process, configured by the environment.

Started by `intake serve` and by containers.
"""

from __future__ import annotations

from bot import settings
from bot.gateway.app import create_app
from bot.gateway.server import server


def main() -> None:
    """Serves until a signal."""
    config = settings.load()
    server(create_app(config), config).run()


if __name__ == "__main__":
    main()
