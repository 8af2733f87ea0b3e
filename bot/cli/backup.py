"""`intake backup`, `intake restore` and `intake rotate-vault`: what operators do against loss and leaks.

For operators on the machine itself, with the same settings as the processes. Backups hold what people wrote;
keep them as the database is kept.
"""

from __future__ import annotations

from pathlib import Path

import click
from cryptography.fernet import InvalidToken
from sqlalchemy.exc import SQLAlchemyError

from bot import backup as backups
from bot import settings
from bot.cli import Refused
from bot.database import connect
from bot.gateway.channels.updates import Updates
from bot.licences import SqlRegistry
from bot.vault import Vault, VaultError, cipher_for, ensure_key, ensure_secret
from migrations.tables import load_tables


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write all rows and stored files to FILE (a .tar.gz); people may go on meanwhile."""
    _run(backups.write, file, "backed up")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def restore(file: Path) -> None:
    """Restore FILE into an empty database and storage; stop all processes first."""
    _run(backups.read, file, "restored")


@click.command("rotate-vault")
def rotate_vault() -> None:
    """Seal everything again with the first of the keys in INTAKE_VAULT_KEY; the others can go then."""
    config = settings.load()
    engine, key = connect(config.database), ensure_key(config)
    try:
        values = Vault(engine, key).rotate()
        licences = SqlRegistry(engine, ensure_secret(config), cipher_for(key)).rotate()
        updates = Updates(engine, cipher_for(key)).rotate()
    except VaultError as error:
        raise Refused(str(error)) from None
    except InvalidToken:
        raise Refused("something was sealed with a key that is not configured any more; add it to the end") from None
    click.echo(f"sealed with the newest key: {values} values, {licences} licence keys, {updates} kept updates")


def _run(action: object, file: Path, done: str) -> None:
    config, tables = settings.load(), load_tables()
    keys = ensure_secret(config), ensure_key(config)
    try:
        report = action(file, connect(config.database), tables, config, keys)  # type: ignore[operator]
    except (backups.BackupError, OSError) as error:
        raise Refused(str(error)) from None
    except SQLAlchemyError as error:
        raise Refused(f"the database refused: {type(error).__name__}") from None
    click.echo(f"{done}: {sum(report.rows.values())} rows of {len(report.rows)} tables, {report.files} files")
