"""`intake link`: a moderator turns a forum thread into a link to the assistant.

Prints the link and nothing else, so that it can be piped to the clipboard.
"""

from __future__ import annotations

import click

from bot import settings
from bot.cli import Refused
from bot.gateway.links import BadLink, Links
from bot.gateway.words import Words
from bot.vault import ensure_secret

_REFUSALS = {
    "thread": "--thread must be the address of a thread, beginning with https:// and at most 500 characters long",
    "language": "--language must be one of {languages}",
    "problem": "--problem must be one of the problem codes: {problems}",
}


@click.command()
@click.option("--thread", required=True, help="Address of the forum thread.")
@click.option("--language", help="Language the assistant begins in, such as de.")
@click.option("--problem", help="Problem code the case begins with, such as trunk_registration.")
def link(thread: str, language: str | None, problem: str | None) -> None:
    """A signed link to paste into a forum thread; it is valid for 30 days."""
    config = settings.load()
    links = Links.configured(config, ensure_secret(config), Words.load(config.locales))
    try:
        click.echo(links.make(thread, language, problem))
    except BadLink as error:
        allowed = {"languages": ", ".join(sorted(links.languages)), "problems": ", ".join(sorted(links.problems))}
        raise Refused(_REFUSALS[str(error)].format(**allowed)) from None
