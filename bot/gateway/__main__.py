"""`python -m bot.gateway`: the gateway as a process, configured by the environment.

Started by `intake serve` and by containers.
"""

from __future__ import annotations

from functools import partial

import structlog
from sqlalchemy.exc import OperationalError

from bot import observability, settings
from bot.database import connect
from bot.gateway.app import create_app
from bot.gateway.channels.setup import open_channels
from bot.gateway.limits import LimitRules, Limits
from bot.gateway.server import server

log = structlog.get_logger(__name__)


def main() -> None:
    """Serves until a signal."""
    config = settings.load()
    observability.configure("gateway")
    origins = tuple(name.strip() for name in config.widget_origins.split(",") if name.strip())
    try:
        engine, rules = connect(config.database), LimitRules.of(config)
    except OperationalError as error:
        log.critical("database_unreachable", setting="INTAKE_DATABASE_URL", error=type(error).__name__)
        raise SystemExit("the database can not be reached; see INTAKE_DATABASE_URL") from None
    if not Limits(rules, config.redis_url).reachable():
        # It may come back; until then /readyz and every request say so.
        log.critical("redis_unreachable", setting="INTAKE_REDIS_URL")
    channels = partial(open_channels, config, engine, rules=rules)
    app = create_app(config, engine=engine, rules=rules, origins=origins, channels=channels)
    server(app, config).run()


if __name__ == "__main__":
    main()
