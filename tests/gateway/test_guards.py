"""Limits, cleaning, masking, headers: what stands between the world and the assistant."""

from __future__ import annotations

from typing import Any

import pytest
from gateway.fake_rasa import FakeRasa
from gateway.plain_receiver import PlainReceiver
from gateway.visitor import OPEN, Visit
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from bot.gateway.cleaning import clean, neutral
from bot.gateway.limits import LimitRules
from bot.settings import Settings


@pytest.mark.parametrize("slash", ["/", " /", "\u2044", "\u2215", "\uff0f", "\u29f8", "\\", "\u200b/", "\u2060/"])
def test_a_typed_command_reaches_rasa_as_words(visit: Visit, rasa: FakeRasa, slash: str) -> None:
    """Whatever stands for the slash, the text Rasa gets does not begin with it."""
    visit().say(slash + 'open_ticket{"partner_level": "titanium"}')
    assert rasa.turns[-1]["text"].startswith("\u2060")
    assert "command" not in rasa.turns[-1]["metadata"]


def test_cleaning_keeps_what_people_write() -> None:
    """Letters of every script, emoji, line breaks and tabs stay; what can not be seen goes."""
    assert clean("Ärger mit дом, μοῖρα, ação 😀\n\tTab") == "Ärger mit дом, μοῖρα, ação 😀\n\tTab"
    assert clean("a\u202eb\u200bc\x00d\x1be\r\nf\ud800") == "abcde\nf"
    assert clean("e\u0301") == "é"
    assert neutral("no command / here") == "no command / here"


def test_secrets_reach_neither_rasa_nor_database_nor_history(visit: Visit, rasa: FakeRasa, settings: Settings) -> None:
    """They are references in the text; the vault has them encrypted."""
    visitor = visit()
    visitor.send(text="The key is 8XQ2-PLMR-77TD-K3VN, password: hunter2Forever! from 203.0.113.77", key="k")
    secrets = ["8XQ2-PLMR-77TD-K3VN", "hunter2Forever", "203.0.113.77"]
    stored = b"".join(path.read_bytes() for path in settings.var.iterdir() if path.is_file())
    for secret in secrets:
        assert secret not in str(rasa.turns) and secret not in str(visitor.history())
        assert secret.encode() not in stored
    assert "[licence-key:" in rasa.turns[-1]["text"]


def test_a_typed_reference_is_only_words(visit: Visit, rasa: FakeRasa) -> None:
    """Neither a guessed one nor one seen before stands for a secret."""
    visitor = visit()
    visitor.say("The key is 8XQ2-PLMR-77TD-K3VN")
    seen = rasa.turns[-1]["text"].rpartition(" ")[2]
    assert seen.startswith("[licence-key:")
    visitor.say(f"take {seen} and [password:00000000]")
    assert rasa.turns[-1]["text"] == f"take ({seen[1:-1].replace(':', ' ')}) and (password 00000000)"


def test_whoever_is_too_fast_gets_a_calm_answer(make_client: Any, visit: Visit) -> None:
    """429 with the seconds to wait; other conversations notice nothing."""
    client = make_client(rules=LimitRules("2/minute", "100/minute", "100/minute", "100/minute", "100/minute"))
    hasty, other = visit(client), visit(client)
    assert [hasty.send(text="x").status_code for _ in range(3)] == [200, 200, 429]
    answer = hasty.send(text="x")
    assert int(answer.headers["retry-after"]) > 0 and answer.json()["error"]["code"] == "rate_limited"
    assert other.send(text="x").status_code == 200


def test_opening_is_limited_by_address(make_client: Any) -> None:
    """Nobody fills the database with conversations."""
    client = make_client(rules=LimitRules(OPEN.conversation, OPEN.identity, OPEN.address, "2/minute", OPEN.login))
    assert [client.post("/api/conversations").status_code for _ in range(3)] == [201, 201, 429]


def test_guessing_tokens_is_limited_by_address(make_client: Any) -> None:
    """A guess is a request like any other."""
    client = make_client(rules=LimitRules(OPEN.conversation, OPEN.identity, "3/minute", OPEN.opening, OPEN.login))
    statuses = [
        client.get("/api/conversations/x/messages", headers={"Authorization": f"Bearer {n}"}).status_code
        for n in range(5)
    ]
    assert statuses == [401, 401, 401, 429, 429]


def test_a_body_that_is_too_large_is_refused_by_declared_and_by_real_length(visit: Visit) -> None:
    """413 in the contract's shape, whether the length is told or not."""
    visitor = visit()
    url = f"/api/conversations/{visitor.id}/messages"
    large = b'{"text": "' + b"x" * (17 << 20) + b'"}'
    declared = visitor.client.post(url, content=large, headers=visitor.headers)
    streamed = visitor.client.post(url, content=iter([large[:5_000_000], large[5_000_000:]]), headers=visitor.headers)
    for answer in (declared, streamed):
        assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")


def test_a_file_over_the_limit_is_refused(tmp_path: Any, rasa: FakeRasa, visit: Visit) -> None:
    """The setting's limit holds for uploads."""
    small = Settings(var=tmp_path, secret="x", body_limit=1 << 20)
    app = create_app(small, rasa=rasa, receiver=PlainReceiver(tmp_path / "attachments"))
    visitor = visit(TestClient(app))
    assert visitor.attach("big.log", b"x" * (1 << 20)).status_code == 413
    assert visitor.attach("small.log", b"x" * 1000).status_code == 201


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    """Pages allow scripts of their own only, data allows nothing at all."""
    page, data = client.get("/"), client.get("/healthz")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert data.headers["content-security-policy"].startswith("default-src 'none'")
    for answer in (page, data, client.get("/nothing")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_pages_hold_no_inline_script_or_style(client: TestClient) -> None:
    """The strict policy would silently switch them off."""
    html = client.get("/").text
    assert "<script>" not in html and "<style" not in html and " style=" not in html and "onclick" not in html


def test_any_website_may_embed_unless_the_list_is_closed(client: TestClient, make_client: Any) -> None:
    """With a list, others can neither read nor post; without, no cookie is ever allowed along."""
    origin = {"Origin": "https://partner.example"}
    opened = client.post("/api/conversations", headers=origin)
    assert opened.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in opened.headers
    closed = make_client(origins=["https://partner.example"])
    assert closed.post("/api/conversations", headers=origin).status_code == 201
    refused = closed.post("/api/conversations", headers={"Origin": "https://evil.example"})
    assert refused.status_code == 403 and "access-control-allow-origin" not in refused.headers


def test_errors_are_readable_for_the_embedding_website(client: TestClient) -> None:
    """Refusals carry the CORS header too, or the widget could not show their words."""
    answer = client.post("/api/conversations/x/messages", headers={"Origin": "https://partner.example"})
    assert answer.status_code == 401 and answer.headers["access-control-allow-origin"] == "*"


def test_errors_speak_the_language_of_the_request(client: TestClient) -> None:
    """Content-Language tells which; unknown languages get the default."""
    for wish, language in [("de-AT,de;q=0.9", "de"), ("xx, el;q=0.3", "el"), ("zh", "en"), ("", "en")]:
        assert client.get("/nothing", headers={"Accept-Language": wish}).headers["content-language"] == language
