"""`intake serve`: the whole assistant on one machine, on embedded defaults.

Checks what can be checked before anything starts, trains if needed, starts the processes, and prints
one line with the address when it can really chat.
"""

from __future__ import annotations

import asyncio
import dataclasses
import shutil
import signal
import socket
import sys

import click
import httpx

from bot import model, settings
from bot.cli import Refused
from bot.cli.train import ensure_model
from bot.database import connect
from bot.licences import SqlRegistry
from bot.supervisor import Managed, ProcessFailed, Supervisor
from bot.vault import cipher_for, ensure_key, ensure_secret

# Less than this and the database, the model or a log will fail halfway.
LEAST_DISK = 300 * 1024 * 1024
PATIENCE = 180.0


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the gateway (default 8080).")
def serve(port: int | None) -> None:
    """Start everything and print the address when it is ready to chat."""
    config = settings.load()
    if port:
        config = dataclasses.replace(config, port=port)
    check(config)
    ensure_model(config)
    config = dataclasses.replace(config, secret=ensure_secret(config), vault_key=ensure_key(config))
    seed_registry(config)
    try:
        asyncio.run(run(config))
    except ProcessFailed as error:
        raise Refused(str(error)) from None


def check(config: settings.Settings) -> None:
    """Raises Refused, with the remedy, for a full disk, a folder that can not be written, a busy port."""
    try:
        (config.var / "log").mkdir(parents=True, exist_ok=True)
        (config.var / ".probe").write_text("")
    except OSError as error:
        raise Refused(f"{config.var} can not be written: {error.strerror}; set INTAKE_VAR to another folder") from None
    free = shutil.disk_usage(config.var).free
    if free < LEAST_DISK:
        raise Refused(f"only {free // 2**20} MB free at {config.var}; at least {LEAST_DISK // 2**20} MB are needed")
    for name, number in (("port", config.port), ("rasa_port", config.rasa_port), ("actions_port", config.actions_port)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", number))
            except OSError:
                option = "--port or INTAKE_PORT" if name == "port" else f"INTAKE_{name.upper()}"
                raise Refused(f"port {number} is in use; choose another with {option}") from None


def seed_registry(config: settings.Settings) -> None:
    """Puts the sample licences into an empty embedded registry, so that a first chat finds a key."""
    if config.registry != "sql" or config.database_url:
        return
    registry = SqlRegistry(connect(config.database), config.secret, cipher_for(config.vault_key))
    if registry.count() == 0:
        registry.import_csv(settings.ROOT / "data" / "samples" / "licences.csv")
        click.echo("Sample licences imported (data/samples/licences.csv).", err=True)


def processes(config: settings.Settings) -> list[Managed]:
    """The processes in the order in which they matter to users."""
    commands = {
        "gateway": [sys.executable, "-m", "bot.gateway"],
        "rasa": [sys.executable, "-m", "bot.rasa.server"],
        "actions": [sys.executable, "-m", "actions.server"],
        "relay": [sys.executable, "-m", "bot.cli", "relay"],
    }
    return [Managed(name, command, config.var / "log" / f"{name}.log") for name, command in commands.items()]


def environment(config: settings.Settings) -> dict[str, str]:
    """What the processes need to know, as environment variables."""
    decided = {
        "INTAKE_SECRET": config.secret,
        "INTAKE_VAULT_KEY": config.vault_key,
        "INTAKE_PORT": str(config.port),
    }
    # What came from a file is told as it is; both at once would be refused.
    around = {
        name: value for name, value in model.environment().items() if name.removesuffix(settings.FILE) not in decided
    }
    return {
        **around,
        **decided,
        # One message is too small to share between threads: two of them, spinning, double the cost of a turn.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


async def run(config: settings.Settings) -> None:
    """Runs until a signal; prints the address once the gateway says that everything answers."""
    supervisor = Supervisor(processes(config), environment(config), settings.ROOT)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, supervisor.stop)
    announcing = asyncio.create_task(announce(config))
    try:
        await supervisor.run()
    finally:
        announcing.cancel()


async def announce(config: settings.Settings) -> None:
    """Waits until `/readyz` is content, then prints the address."""
    click.echo("Starting ...", err=True)
    async with httpx.AsyncClient(trust_env=False) as client:
        for _ in range(int(PATIENCE * 4)):
            try:
                answer = await client.get(f"http://{config.host}:{config.port}/readyz", timeout=5)
                if answer.status_code == 200:
                    click.echo(f"Ready to chat: {config.address}")
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.25)
    click.echo(f"Not ready after {PATIENCE:.0f} s; see {config.var / 'log'}", err=True)
