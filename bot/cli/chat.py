"""`intake chat`: a conversation in the terminal with a running assistant.

A client of the public calls like any other: buttons are shown as numbers, `:file PATH` sends a
file, an empty line or Ctrl-D ends.
"""

from __future__ import annotations

import locale
import uuid
from pathlib import Path
from typing import Any, Mapping

import click
import httpx
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot import settings
from bot.cli import Refused

FILE = ":file "
# Longer than a turn may take, so that it is the gateway that says what is wrong.
PATIENCE = 60.0


@click.command()
@click.option("--url", help="Address of the assistant (default: the one of the settings).")
@click.option("--locale", "wish", help="Locale to be greeted in, such as de-DE (default: the system's).")
def chat(url: str | None, wish: str | None) -> None:
    """Talk with a running assistant; numbers press buttons, ":file PATH" sends a file, an empty line ends."""
    address = (url or settings.load().address).rstrip("/")
    console = Console(highlight=False)
    try:
        with httpx.Client(base_url=address, timeout=PATIENCE, trust_env=False) as client:
            Terminal(client, console).run(wish or (locale.getlocale()[0] or "en").replace("_", "-"))
    except httpx.TransportError as error:
        raise Refused(f"no answer from {address} ({type(error).__name__}); is `intake serve` running?") from None


class Terminal:
    """One conversation; `buttons` are those that can be pressed now, in the order of their numbers."""

    def __init__(self, client: httpx.Client, console: Console) -> None:
        self._client, self._console = client, console
        self._buttons: list[Mapping[str, str]] = []
        self._path = ""

    def run(self, wish: str) -> None:
        """Talks until an empty line or the end of the input."""
        opened = self._client.post("/api/conversations", json={"locale": wish})
        if opened.status_code != 201:
            raise Refused(_message(opened))
        content = opened.json()
        self._path = f"/api/conversations/{content['conversation_id']}"
        self._client.headers["Authorization"] = f"Bearer {content['token']}"
        self._show(content)
        while line := self._read():
            self._show_answer(self._send(line))

    def _read(self) -> str:
        try:
            return self._console.input("[bold cyan]> [/]").strip()
        except (EOFError, KeyboardInterrupt):
            return ""

    def _send(self, line: str) -> httpx.Response | None:
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        if line.startswith(FILE):
            path = Path(line[len(FILE) :].strip()).expanduser()
            if not path.is_file():
                self._console.print(f"{path}: no such file", style="red")
                return None
            with path.open("rb") as stream:
                return self._client.post(
                    f"{self._path}/attachments", files={"file": (path.name, stream)}, headers=headers
                )
        body = {"text": line}
        if line.isdigit() and 1 <= int(line) <= len(self._buttons):
            body = {"button": self._buttons[int(line) - 1]["button"]}
        return self._client.post(f"{self._path}/messages", json=body, headers=headers)

    def _show_answer(self, response: httpx.Response | None) -> None:
        if response is None:
            return
        if response.is_error:
            self._console.print(Text(_message(response), style="red"))
        else:
            self._show(response.json())

    def _show(self, content: Mapping[str, Any]) -> None:
        self._buttons = []
        for message in content["messages"]:
            self._console.print(Text(message["text"]), "")
            data = message.get("data") or {}
            if data.get("type") == "decision":
                self._console.print(_decision(data))
            for button in message.get("buttons", ()):
                self._buttons.append(button)
                self._console.print(Text(f"  {len(self._buttons)}  {button['title']}", style="cyan"))


def _decision(data: Mapping[str, Any]) -> Panel:
    table = Table.grid(padding=(0, 2))
    for name in ("ticket_id", "level", "priority", "due"):
        if data.get(name):
            table.add_row(name, str(data[name]))
    table.add_row("clauses", " ".join(data.get("clauses", ())))
    return Panel(table, title=data["outcome"], expand=False)


def _message(response: httpx.Response) -> str:
    try:
        return str(response.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return f"status {response.status_code}"
