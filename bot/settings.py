"""Reads the environment, once, into one frozen value.

Every process calls `load()` at its start and hands the result on. Nothing else in the project
looks at the environment, so this file is also the list of everything that can be configured.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Mapping

PREFIX = "INTAKE_"
FILE = "_FILE"
ROOT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A setting has a value that can not be used; the message names it and the remedy."""


@dataclass(frozen=True)
class Settings:
    """All settings, with the embedded defaults of one machine.

    Each field is read from the variable `INTAKE_<FIELD IN CAPITALS>`, or from the file that
    `INTAKE_<FIELD IN CAPITALS>_FILE` names, for secrets that a container gets as files. Addresses are URLs, durations
    are seconds, sizes are bytes, paths are relative to the project's root unless absolute.
    """

    var: Path = ROOT / "var"
    models: Path = ROOT / "models"
    locales: Path = ROOT / "locales"
    policy_kb: Path = ROOT / "policy_kb"

    database_url: str = ""  # empty: SQLite file in `var`
    redis_url: str = ""  # empty: each gateway counts for its limits by itself; needed with several gateways
    storage_url: str = ""  # empty: local folder in `var`; otherwise an fsspec URL such as s3://bucket
    secret: str = ""  # empty: made once and kept in `var/secret`; signs tokens, guards loopback servers
    vault_key: str = ""  # empty: made once and kept in `var/vault.key`; a Fernet key

    host: str = "127.0.0.1"
    port: int = 8080
    inner_host: str = "127.0.0.1"  # where Rasa and the action server listen; 0.0.0.0 only on a private network
    rasa_port: int = 5005
    actions_port: int = 5055
    relay_port: int = 0  # 0: the relay tells its metrics to nobody; the gateway tells what waits in the outbox anyway
    actions_url: str = ""  # empty: loopback and actions_port
    rasa_url: str = ""  # empty: loopback and rasa_port; several, comma-separated, share conversations by hash
    trusted_proxies: str = ""  # addresses or networks, comma-separated, whose X-Forwarded-For is believed; empty: none
    public_url: str = ""  # empty: http://host:port

    office_zone: str = "Europe/Berlin"
    action_deadline: float = 8.0
    message_limit: int = 4000
    body_limit: int = 64 * 1024 * 1024
    body_seconds: float = 20.0  # a body may take this long, and a second more for every 4 kB of it
    order_seconds: float = 3.0  # a message waits this long for the one that it says it follows
    widget_origins: str = ""  # comma-separated websites that may embed the chat; empty: any
    limit_conversation: str = "120/minute"  # in the notation of the `limits` package
    limit_identity: str = "240/minute"
    limit_address: str = "3000/minute"  # an address may be a whole office or a proxy
    limit_opening: str = "600/minute"
    limit_login: str = "20/minute"

    registry: str = "sql"  # sql or http
    registry_url: str = ""
    registry_token: str = ""

    desk: str = "builtin"  # builtin, request_tracker, webhook, zammad
    desk_url: str = ""
    desk_token: str = ""
    desk_queue: str = "Support"
    desk_language: str = "en"  # of the headings and the summary in a ticket; what users wrote stays in theirs

    clamav: str = ""  # empty: files are marked unscanned; otherwise tcp://host:port or unix:///path
    telegram_token: str = ""
    telegram_secret: str = ""
    telegram_api: str = "https://api.telegram.org"
    slack_token: str = ""
    slack_signing_secret: str = ""
    slack_api: str = "https://slack.com/api/"
    identity_issuer: str = ""
    identity_audience: str = ""
    identity_keys: str = ""  # a JWKS file or URL of the website that names partners

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in use."""
        return self.database_url or f"sqlite:///{self.var / 'intake.db'}"

    @property
    def rasa_servers(self) -> tuple[str, ...]:
        """Base addresses of the Rasa servers, at least one."""
        if self.rasa_url:
            return tuple(url.strip().rstrip("/") for url in self.rasa_url.split(",") if url.strip())
        return (f"http://127.0.0.1:{self.rasa_port}",)

    @property
    def actions_webhook(self) -> str:
        """Where Rasa calls the action server."""
        return f"{self.actions_url.rstrip('/') or f'http://127.0.0.1:{self.actions_port}'}/webhook"

    @property
    def address(self) -> str:
        """The address people open."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from `environment` (default: the process's own).

    Raises SettingsError when a number is not a number, a variable with our prefix is unknown, a file can
    not be read, or a setting is given twice.
    """
    source = os.environ if environment is None else environment
    known = {PREFIX + item.name.upper(): item for item in fields(Settings)}
    values: dict[str, Any] = {}
    for name, text in source.items():
        if not name.startswith(PREFIX):
            continue
        if name.endswith(FILE) and name.removesuffix(FILE) in known:
            name, text = name.removesuffix(FILE), _read(name, text)
            if name in source:
                raise SettingsError(f"{name} and {name}{FILE} are both set; keep one of them")
        if name not in known:
            raise SettingsError(f"{name}: no such setting; the settings are {', '.join(sorted(known))}")
        values[known[name].name] = _convert(name, text, known[name].default)
    return Settings(**values)


def _read(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name}={path}: can not be read ({type(error).__name__})") from None


def _convert(name: str, text: str, default: Any) -> Any:
    if isinstance(default, Path):
        path = Path(text)
        return path if path.is_absolute() else ROOT / path
    try:
        return type(default)(text)
    except ValueError:
        raise SettingsError(f"{name}={text!r}: expected {type(default).__name__}") from None
