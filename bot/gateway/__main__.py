"""`python -m bot.gateway`: the gateway as a process, configured by the environment.

Started by `intake serve` and by containers.
"""

from __future__ import annotations

from functools import partial

from bot import observability, settings
from bot.database import connect
from bot.gateway.app import create_app
from bot.gateway.channels.setup import open_channels
from bot.gateway.limits import LimitRules
from bot.gateway.server import server


def main() -> None:
    """Serves until a signal."""
    config = settings.load()
    observability.configure("gateway")
    origins = tuple(name.strip() for name in config.widget_origins.split(",") if name.strip())
    engine, rules = connect(config.database), LimitRules.of(config)
    channels = partial(open_channels, config, engine, rules=rules)
    app = create_app(config, engine=engine, rules=rules, origins=origins, channels=channels)
    server(app, config).run()


if __name__ == "__main__":
    main()
