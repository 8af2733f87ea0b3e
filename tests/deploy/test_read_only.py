"""A conversation with the whole product as compose runs it: nobody's user, read-only files, stores elsewhere.

bubblewrap stands in for the container engine. What is shown: the files that the Dockerfile copies suffice,
nothing is written but to the declared tmpfs, and secrets come from files.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import fsspec
import httpx
import pytest
from conversations.chat import Assistant, Chat
from conversations.test_eight_languages import licence, script, to
from cryptography.fernet import Fernet
from sqlalchemy.engine import make_url

from benchmarks.cluster import postgresql, redis_server
from benchmarks.rivals import free_port
from bot import model, settings
from bot.database import connect
from bot.tickets import TicketStore
from tests.support.containers import USER, Container, missing
from tests.support.s3 import KEYS, s3_server

pytestmark = [pytest.mark.server, pytest.mark.skipif(bool(missing()), reason=missing())]
SERVICES = ("actions", "rasa", "gateway", "relay")
SOCKET = ".s.PGSQL.5432"
LOG = b"2026-11-28 10:00:00.123 [INFO] service started\n" * 20


class Product:
    """The containers of compose that run the product, and the stores they use."""

    def __init__(self, folder: Path, database: str, redis: str, s3: str) -> None:
        host = make_url(database).query["host"]
        ports = {name: free_port() for name in ("port", "rasa_port", "actions_port", "relay_port")}
        self.url = f"http://127.0.0.1:{ports['port']}"
        self.database = database
        secrets = {
            "secret": "of the containers",
            "vault_key": Fernet.generate_key().decode(),
            "database_url": database.replace(host, "/run/postgresql"),
            "redis_url": redis,
            "desk_token": "",
        }
        local = {
            **{f"INTAKE_{name.upper()}": str(port) for name, port in ports.items()},
            "INTAKE_HOST": "127.0.0.1",
            "INTAKE_INNER_HOST": "127.0.0.1",
            "INTAKE_PUBLIC_URL": self.url,
            "INTAKE_RASA_URL": f"http://127.0.0.1:{ports['rasa_port']}",
            "INTAKE_ACTIONS_URL": f"http://127.0.0.1:{ports['actions_port']}",
            "FSSPEC_S3_ENDPOINT_URL": s3,
            **KEYS,
        }
        self.containers = {
            name: Container(name, folder / name, secrets, local, {f"{host}/{SOCKET}": f"/run/postgresql/{SOCKET}"})
            for name in ("migrations", *SERVICES)
        }

    def wait(self) -> None:
        for _ in range(4 * 120):
            try:
                if httpx.get(f"{self.url}/readyz", timeout=5, trust_env=False).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.25)
        logs = [self.containers[name].log.read_text(errors="replace")[-2000:] for name in SERVICES]
        raise AssertionError("\n\n".join(logs))


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    if not model.is_fresh(settings.load()):
        model.train(settings.load())
    folder = tmp_path_factory.mktemp("containers")
    with ExitStack() as stack:
        database, _ = stack.enter_context(postgresql(folder / "postgresql"))
        redis, _ = stack.enter_context(redis_server(folder))
        s3 = stack.enter_context(s3_server())
        fsspec.filesystem("s3", key="key", secret="secret", endpoint_url=s3).mkdir("intake")
        product = Product(folder, database, redis, s3)
        migrated = product.containers["migrations"].run()
        assert migrated.returncode == 0, migrated.stderr
        imported = product.containers["actions"].run(
            "python", "-m", "bot.cli", "licences", "import", "data/samples/licences.csv"
        )
        assert imported.returncode == 0, imported.stderr
        for name in SERVICES:
            stack.enter_context(product.containers[name].running())
        product.wait()
        yield product


@pytest.fixture(scope="module")
def finished(product: Product) -> Chat:
    """A German conversation with a file, up to the ticket."""
    words, key = script("de"), licence(partner_level="silver", hosting="hosted_by_3cx")
    chat = Assistant(product.url, Path()).open("de").say(words["opening"])
    to(chat, words, key, "logs")
    sent = httpx.post(
        f"{product.url}/api/conversations/{chat.id}/attachments",
        files={"file": ("3CXPhoneSystem.log", LOG)},
        headers={"Authorization": f"Bearer {chat.token}"},
        timeout=60,
    )
    assert sent.status_code == 201 and sent.json()["finding"]["accepted"], sent.text
    chat.answer = sent.json()
    to(chat, words, key, "summary")
    chat.press("replies.button_submit")
    return chat


def test_the_stand_in_is_as_tight_as_the_container(product: Product) -> None:
    """Otherwise the other tests here would show nothing."""
    container = product.containers["gateway"]
    tried = """
import os, pathlib
for path in ("/app/x", "/app/models/x", "/app/bot/x", "/usr/x", "/run/secrets/x", "/x"):
    try:
        pathlib.Path(path).write_text("x")
    except OSError:
        continue
    print("written", path)
for path in ("/tmp/x", "/app/var/x"):
    pathlib.Path(path).write_text("x")
    os.remove(path)
status = dict(line.split(":", 1) for line in open("/proc/self/status").read().splitlines())
print(os.getuid(), os.getgid(), os.getgroups(), status["CapEff"].strip(), status["NoNewPrivs"].strip())
"""
    found = container.run("python", "-c", tried)
    assert found.returncode == 0, found.stderr
    assert found.stdout.split("\n")[0].replace(f"[{USER}]", "[]") == f"{USER} {USER} [] {'0' * 16} 1"


def test_a_conversation_ends_in_a_ticket_with_its_file(product: Product, finished: Chat) -> None:
    assert finished.step == "done"
    ticket = TicketStore(connect(product.database)).find(finished.answer["state"]["ticket_id"])
    assert ticket is not None and ticket.transcript_ref == finished.id
    assert [item["name"] for item in ticket.attachments] == ["3CXPhoneSystem.log"]


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_was_refused_and_little_was_written(product: Product, finished: Chat, name: str) -> None:
    """No attempt to write elsewhere stands in a log, and what was written fits into the declared size by far."""
    container = product.containers[name]
    log = container.log.read_text(errors="replace")
    assert "Read-only file system" not in log and "Permission denied" not in log and "Traceback" not in log
    for place, megabytes in container.tmpfs().items():
        files = [file for file in container.written(place).rglob("*") if file.is_file()]
        assert sum(file.stat().st_size for file in files) < megabytes * 1e6 / 4, files
        if place == "/app/var":
            assert not [file for file in files if file.suffix in (".db", ".key") or file.name == "secret"], files
