"""`intake train`: trains the model when it is missing or older than its sources."""

from __future__ import annotations

import time

import click

from bot import model, settings
from bot.cli import Refused


@click.command()
@click.option("--force", is_flag=True, help="Train even when the model fits its sources.")
def train(force: bool) -> None:
    """Train the understanding and the dialogue rules."""
    ensure_model(settings.load(), force)


def ensure_model(config: settings.Settings, force: bool = False) -> None:
    """Trains if needed, with a line before and after. Raises Refused when it fails."""
    if not force and model.is_fresh(config):
        return
    click.echo("Training the model (three to five minutes) ...", err=True)
    started = time.monotonic()
    try:
        model.train(config)
    except (model.ModelError, OSError) as error:
        raise Refused(str(error)) from None
    click.echo(f"Model trained in {time.monotonic() - started:.0f} s.", err=True)
