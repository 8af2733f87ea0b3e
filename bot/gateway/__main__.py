"""`python -m bot.gateway`: the gateway as a process, configured by the environment.

Started by `intake serve` and by containers.
"""

from __future__ import annotations

from bot import settings
from bot.gateway.app import create_app
from bot.gateway.limits import LimitRules
from bot.gateway.server import server


def main() -> None:
    """Serves until a signal."""
    config = settings.load()
    origins = tuple(name.strip() for name in config.widget_origins.split(",") if name.strip())
    server(create_app(config, rules=LimitRules.of(config), origins=origins), config).run()


if __name__ == "__main__":
    main()
