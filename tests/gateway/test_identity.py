"""Who somebody is: tokens of the website, and one-time codes for other channels."""

from __future__ import annotations

import asyncio
import json
import threading
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from gateway.fake_rasa import FakeRasa
from gateway.visitor import Visit
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from bot.gateway.gateway import Gateway
from bot.gateway.identity import Identity
from bot.gateway.pairing import MINUTES, Pairing
from bot.settings import Settings

ISSUER, AUDIENCE = "https://website.example", "intake"
NOW = 1_900_000_000


class Website:
    """A website that signs tokens with the newest of its keys and publishes all of them."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.keys: dict[str, Any] = {}
        self.rotate("first")

    def rotate(self, kid: str, forget: str | None = None) -> None:
        self.keys[kid] = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.keys.pop(forget or "", None)
        public = [
            {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())), "kid": kid, "use": "sig"}
            for kid, key in self.keys.items()
        ]
        self.file.write_text(json.dumps({"keys": public}))

    def token(self, kid: str | None = None, key: Any = None, algorithm: str = "RS256", **changes: Any) -> str:
        kid = kid or list(self.keys)[-1]
        claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "user-7", "exp": 4_000_000_000, "partner_id": "P-1001"}
        claims = {name: value for name, value in {**claims, **changes}.items() if value is not None}
        return str(jwt.encode(claims, key or self.keys[kid], algorithm, headers={"kid": kid}))


@pytest.fixture
def website(tmp_path: Path) -> Website:
    return Website(tmp_path / "jwks.json")


@pytest.fixture
def site(website: Website, tmp_path: Path, rasa: FakeRasa) -> TestClient:
    settings = Settings(
        var=tmp_path,
        secret="x",
        identity_issuer=ISSUER,
        identity_audience=AUDIENCE,
        identity_keys=str(website.file),
    )
    return TestClient(create_app(settings, rasa=rasa))


def test_a_signed_token_names_the_person_on_every_turn(
    site: TestClient, website: Website, visit: Visit, rasa: FakeRasa
) -> None:
    """Stable for the same person; the partner's number goes along with the opening."""
    one, other = (visit(site, identity=website.token()) for _ in range(2))
    one.say("hello")
    identities = {turn["metadata"]["identity"] for turn in rasa.turns}
    assert len(identities) == 1 and len(identities.pop()) == 40
    assert rasa.turns[0]["metadata"]["person"] == {"partner_id": "P-1001"}
    assert other.id != one.id


def test_without_a_token_there_is_no_identity(site: TestClient, visit: Visit, rasa: FakeRasa) -> None:
    """Nothing that is typed makes one."""
    visitor = visit(site, partner_id="P-1001", person={"partner_id": "P-1001"})
    visitor.say("I am partner P-1001")
    assert all("identity" not in turn["metadata"] and "person" not in turn["metadata"] for turn in rasa.turns)


def test_keys_rotate(site: TestClient, website: Website, visit: Visit) -> None:
    """The old key is good as long as it is published, the new one at once."""
    old = website.token()
    website.rotate("second")
    visit(site, identity=old)
    visit(site, identity=website.token())
    website.rotate("third", forget="first")
    assert site.post("/api/conversations", json={"identity": old}).status_code == 422


def _forgeries(website: Website) -> dict[str, str]:
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = json.loads(website.file.read_text())["keys"][0]["n"]
    unsigned = jwt.encode({"iss": ISSUER, "aud": AUDIENCE, "sub": "x", "exp": 4_000_000_000}, None, "none")
    return {
        "expired": website.token(exp=1_000_000_000),
        "not yet": website.token(nbf=4_000_000_000),
        "no expiry": website.token(exp=None),
        "another issuer": website.token(iss="https://evil.example"),
        "another audience": website.token(aud="shop"),
        "nobody": website.token(sub=None),
        "a stranger's key": website.token(key=stranger),
        "another algorithm": website.token(key=ec.generate_private_key(ec.SECP256R1()), algorithm="ES256"),
        "the public key as a secret": website.token(key=public, algorithm="HS256"),
        "unsigned": unsigned,
        "an unknown key": website.token().replace(".", "x.", 1),
        "not a token": "abc",
    }


def test_a_token_that_is_not_valid_here_and_now_is_refused(site: TestClient, website: Website, rasa: FakeRasa) -> None:
    """Each with a sentence, and no conversation is opened."""
    for name, token in _forgeries(website).items():
        answer = site.post("/api/conversations", json={"identity": token})
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "identity_invalid"), name
    assert rasa.turns == []


@pytest.mark.parametrize("keys", ["/nowhere/jwks.json", "http://127.0.0.1:9/jwks.json"])
def test_while_the_keys_can_not_be_had_nobody_is_told_that_their_sign_in_is_wrong(
    website: Website, tmp_path: Path, rasa: FakeRasa, keys: str
) -> None:
    """503 with the time to wait, and no conversation without the identity."""
    settings = Settings(
        var=tmp_path, secret="x", identity_issuer=ISSUER, identity_audience=AUDIENCE, identity_keys=keys
    )
    client = TestClient(create_app(settings, rasa=rasa), raise_server_exceptions=False)
    answer = client.post("/api/conversations", json={"identity": website.token()})
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0 and rasa.turns == []


def test_where_no_website_is_known_tokens_are_refused(client: TestClient, website: Website) -> None:
    """With another sentence."""
    answer = client.post("/api/conversations", json={"identity": website.token()})
    assert answer.json()["error"]["code"] == "identity_off"


def _code(visitor: Any) -> str:
    url = f"/api/conversations/{visitor.id}/link-code"
    answer = visitor.client.post(url, headers=visitor.headers)
    assert answer.status_code == 201
    return str(answer.json()["code"])


def test_a_code_continues_the_conversation_in_a_channel(visit: Visit, gateway: Gateway) -> None:
    """However it is typed; once."""
    visitor = visit()
    code = _code(visitor)
    assert gateway.pairing.redeem(f" {code.lower().replace('-', ' ')} ", "telegram", "42") == visitor.id
    found = gateway.conversations.at("telegram", "42")
    assert found is not None and found.id == visitor.id
    assert gateway.pairing.redeem(code, "telegram", "43") is None


def test_codes_expire_and_are_replaced(visit: Visit, gateway: Gateway) -> None:
    """After ten minutes, and by the next one."""
    now = [float(NOW)]
    pairing = Pairing(gateway.engine, "x", clock=lambda: now[0])
    visitor = visit()
    first, second = pairing.issue(visitor.id), pairing.issue(visitor.id)
    assert pairing.redeem(first, "slack", "U1") is None
    now[0] += MINUTES * 60 + 1
    assert pairing.redeem(second, "slack", "U1") is None


@pytest.mark.parametrize("typed", ["", "BCDF", "BCDF-GH34", "' OR 1=1", "ВСDF-GH34", "x" * 10_000])
def test_a_guessed_code_leads_nowhere(gateway: Gateway, typed: str) -> None:
    """Nothing happens."""
    assert gateway.pairing.redeem(typed, "telegram", "42") is None


def test_a_code_needs_the_conversations_token(visit: Visit) -> None:
    """Nobody gets a code for a conversation that is not theirs."""
    one, other = visit(), visit()
    answer = one.client.post(f"/api/conversations/{one.id}/link-code", headers=other.headers)
    assert answer.status_code == 401


def test_the_key_set_may_be_at_an_address(website: Website, tmp_path: Path) -> None:
    """Kept for a while; a token with an unknown key makes the gateway ask again."""
    asked: list[str] = []

    class Published(SimpleHTTPRequestHandler):
        def log_message(self, *parts: Any) -> None:
            asked.append(self.path)

    with HTTPServer(("127.0.0.1", 0), partial(Published, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        identity = Identity(ISSUER, AUDIENCE, f"http://127.0.0.1:{server.server_port}/jwks.json", pause=0)
        for _ in range(3):
            assert asyncio.run(identity.verify(website.token())).claims == {"partner_id": "P-1001"}
        assert len(asked) == 1
        website.rotate("second")
        assert asyncio.run(identity.verify(website.token())).claims == {"partner_id": "P-1001"}
        assert len(asked) == 2
        server.shutdown()
