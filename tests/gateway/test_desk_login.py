"""Who gets into the staff pages, and what nobody else can."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from gateway.desk_samples import PASSWORD, open_ticket, token_of
from gateway.visitor import Visitor
from starlette.testclient import TestClient

from bot.cli.staff import staff as staff_command
from bot.gateway.desk.staff import ATTEMPTS, LOCK_SECONDS, Staff
from bot.gateway.gateway import Gateway
from bot.settings import Settings


@pytest.mark.parametrize(
    "path", ["/desk", "/desk/tickets/X", "/desk/tickets.csv", "/desk/audit", "/desk/report", "/desk/link",
             "/desk/tickets/X/files/00"]
)  # fmt: skip
def test_nobody_gets_in_without_a_login(client: TestClient, path: str) -> None:
    """Every page leads to the login."""
    answer = client.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/login")


@pytest.mark.parametrize("path", ["/desk/logout", "/desk/language", "/desk/link", "/desk/tickets/X/status"])
def test_nothing_is_changed_without_a_login(client: TestClient, path: str) -> None:
    """Forms too."""
    assert client.post(path, data={"token": "x"}, follow_redirects=False).headers["location"] == "/desk/login"


def test_the_session_cookie_is_for_the_desk_only(client: TestClient, gateway: Gateway) -> None:
    """Scripts can not read it and other websites can not send it."""
    gateway.sessions.staff.add("maria", PASSWORD)
    answer = client.post("/desk/login", data={"name": "maria", "password": PASSWORD}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/desk" in cookie


def test_wrong_name_and_wrong_password_look_the_same(client: TestClient, gateway: Gateway) -> None:
    """401 with one sentence for both."""
    gateway.sessions.staff.add("maria", PASSWORD)
    answers = [client.post("/desk/login", data={"name": n, "password": "wrong"}) for n in ("maria", "nobody")]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1


def test_an_account_is_locked_after_too_many_attempts_and_opens_again(gateway: Gateway) -> None:
    """Even the right password does not help until the time is over."""
    now = [1000.0]
    staff = Staff(gateway.engine, clock=lambda: now[0])
    staff.add("maria", PASSWORD)
    assert staff.login("maria", PASSWORD)
    for _ in range(ATTEMPTS):
        assert staff.login("maria", "wrong") is None
    assert staff.login("maria", PASSWORD) is None
    now[0] += LOCK_SECONDS + 1
    assert staff.login("maria", PASSWORD)


def test_passwords_are_hashed(gateway: Gateway, settings: Settings) -> None:
    """argon2id, and the password itself stands nowhere."""
    gateway.sessions.staff.add("maria", PASSWORD)
    stored = b"".join(path.read_bytes() for path in settings.var.iterdir() if path.is_file())
    assert b"$argon2id$" in stored and PASSWORD.encode() not in stored


def test_signing_out_ends_the_session_everywhere(member: TestClient) -> None:
    """A copy of the cookie is worth nothing afterwards."""
    cookie = member.cookies["intake_staff"]
    member.post("/desk/logout", data={"token": token_of(member.get("/desk").text)})
    answer = member.get("/desk", headers={"Cookie": f"intake_staff={cookie}"}, follow_redirects=False)
    assert answer.status_code == 303


@pytest.mark.parametrize("cookie", ["", "x", "eyJuYW1lIjoibWFyaWEifQ.abc.def"])
def test_a_forged_cookie_opens_nothing(client: TestClient, gateway: Gateway, cookie: str) -> None:
    """Only what we signed counts."""
    gateway.sessions.staff.add("maria", PASSWORD)
    answer = client.get("/desk", headers={"Cookie": f"intake_staff={cookie}"}, follow_redirects=False)
    assert answer.status_code == 303


def test_a_form_needs_the_token_of_its_session(member: TestClient, gateway: Gateway, visitor: Visitor) -> None:
    """Without it, with another one, and from another website nothing changes."""
    ticket = open_ticket(gateway.tickets, visitor.id)
    url, token = f"/desk/tickets/{ticket.id}/status", token_of(member.get("/desk").text)
    good = {"token": token, "status": "closed"}
    assert member.post(url, data={"status": "closed"}).status_code == 403
    assert member.post(url, data={"status": "closed", "token": "0" * 64}).status_code == 403
    assert member.post(url, data=good, headers={"Origin": "https://evil.example"}).status_code == 403
    assert member.post(url, data=good, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert gateway.tickets.find(ticket.id).status == "new"  # type: ignore[union-attr]
    assert member.post(url, data=good).status_code == 200
    assert gateway.tickets.find(ticket.id).status == "closed"  # type: ignore[union-attr]


def test_staff_are_managed_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Added once, with a password that is long enough, listed, removed."""
    monkeypatch.setenv("INTAKE_VAR", str(tmp_path))

    def run(*arguments: str, password: str = PASSWORD) -> Any:
        return CliRunner().invoke(staff_command, list(arguments), input=f"{password}\n")

    assert run("add", "maria", password="short").exit_code == 1
    assert run("add", "maria").exit_code == 0
    assert run("add", "maria").exit_code == 1
    assert run("list").output == "maria\n"
    assert run("password", "maria").exit_code == 0 and run("password", "nobody").exit_code == 1
    assert run("remove", "maria").exit_code == 0 and run("list").output == ""
