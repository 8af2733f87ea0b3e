"""A gateway on a free port with a Rasa that does as it is told, and headless Chromium to visit it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Iterator

import pytest
import uvicorn
from gateway.fake_rasa import FakeRasa
from gateway.plain_receiver import PlainReceiver
from gateway.visitor import OPEN
from playwright.sync_api import Browser, Page, sync_playwright
from support.once import read_once

from bot.gateway.app import create_app
from bot.gateway.server import server as make_server
from bot.settings import Settings

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
# What the browser itself writes to its console when a request fails.
NO_CONNECTION = ("net::ERR", "Failed to load resource")


@pytest.fixture(scope="module", autouse=True)
def made_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        yield


@dataclass
class Site:
    """A running gateway that can be stopped and started again on the same port and database."""

    settings: Settings
    rasa: FakeRasa
    server: uvicorn.Server | None = None
    thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return self.settings.address

    def start(self) -> None:
        receiver = PlainReceiver(self.settings.var / "attachments")
        app = create_app(self.settings, rasa=self.rasa, rules=OPEN, receiver=receiver)
        self.server = make_server(app, self.settings, log_level="error")
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive(), "the gateway did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        assert self.server is not None and self.thread is not None
        self.server.should_exit = True
        self.thread.join()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = Site(Settings(var=tmp_path, secret="a secret of the tests", port=port), FakeRasa())
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "the browser tests need Chromium: install it, or name it in CHROMIUM"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@dataclass
class Chat:
    """A visitor's window on the chat."""

    page: Page
    site: Site

    def say(self, text: str) -> None:
        box = self.page.locator("textarea")
        box.fill(text)
        box.press("Enter")

    @property
    def said(self) -> list[str]:
        """What stands in the conversation, one entry a message, without speaker."""
        self.page.wait_for_function(
            "() => !document.querySelector('intake-chat').shadowRoot.querySelector('[aria-busy]')"
        )
        return [text.split(":", 1)[1].strip() for text in self.page.locator("article").all_inner_texts()]

    def answered(self, text: str) -> None:
        self.page.locator("article.assistant", has_text=text).last.wait_for()


@pytest.fixture
def shop() -> Iterator[Any]:
    """Another website, at an origin of its own: `shop(html, headers)` gives its address."""
    running: list[HTTPServer] = []

    def serve(html: str, headers: dict[str, str]) -> str:
        class Page(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path == "/" else 204)
                for name, value in {"Content-Type": "text/html", **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(html.encode() if self.path == "/" else b"")

            def log_message(self, *_: Any) -> None:
                """Says nothing."""

        running.append(HTTPServer(("127.0.0.1", 0), Page))
        threading.Thread(target=running[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{running[-1].server_port}/"

    yield serve
    for server in running:
        server.shutdown()


@pytest.fixture
def open_chat(site: Site, browser: Browser) -> Iterator[Any]:
    """Opens windows: `open_chat(locale="el-GR", path="/")`; what a page complains about fails the test."""
    contexts, complaints = [], []

    def open_window(path: str = "/", expected: tuple[str, ...] = (), **options: Any) -> Chat:
        context = browser.new_context(**{"locale": "en-GB", "viewport": {"width": 1000, "height": 800}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15000)
        page.on("pageerror", lambda error: complaints.append(str(error)))

        def complain(message: Any) -> None:
            if message.type == "error" and not any(part in message.text for part in expected):
                complaints.append(message.text)

        page.on("console", complain)
        page.goto(path if path.startswith("http") else site.url + path)
        return Chat(page, site)

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []
