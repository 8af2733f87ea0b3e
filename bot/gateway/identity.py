"""Who somebody is, when the website vouches for it: a JWT with issuer, audience, expiry and rotating keys.

Called when a conversation is opened. Only claims of a verified token are handed on; nothing a
visitor types ever becomes an identity.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping

import jwt
import structlog
from starlette.concurrency import run_in_threadpool

from bot.gateway.errors import ApiError

# Asymmetric only: with a shared secret whoever can check a token could also make one.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
CLAIMS = ("partner_id", "name", "locale")
_LEEWAY = 30
SECONDS_AWAY = 30

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Person:
    """A verified person: `id` is stable for issuer and subject, `claims` are those of CLAIMS."""

    id: str
    claims: Mapping[str, str]


class Identity:
    """Verifies tokens of one issuer; `keys` is the file or address of its JWKS.

    A published set is kept for an hour; a token with an unknown key makes us look again, but not
    more often than every `pause` seconds, or strangers could make us ask without end.
    """

    def __init__(self, issuer: str, audience: str, keys: str, pause: float = 30) -> None:
        self._issuer, self._audience, self._keys = issuer, audience, keys
        remote = keys.startswith(("http://", "https://"))
        self._client = jwt.PyJWKClient(keys, lifespan=3600, timeout=5, cooldown_duration=pause) if remote else None

    async def verify(self, token: str) -> Person:
        """The person a token names. Raises ApiError when it is not valid here and now, or nobody can tell."""
        if not (self._issuer and self._audience and self._keys):
            raise ApiError(422, "identity_off")
        return await run_in_threadpool(self._verify, token)

    def _verify(self, token: str) -> Person:
        try:
            claims: Mapping[str, Any] = jwt.decode(
                token,
                self._key(token),
                algorithms=list(ALGORITHMS),
                issuer=self._issuer,
                audience=self._audience,
                leeway=_LEEWAY,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWKClientConnectionError, OSError) as error:
            # The token may well be good.
            log.warning("identity_keys_away", error=type(error).__name__)
            headers = {"Retry-After": str(SECONDS_AWAY)}
            raise ApiError(503, "unavailable", headers=headers, seconds=SECONDS_AWAY) from None
        except (jwt.PyJWTError, ValueError, TypeError, UnicodeError):
            raise ApiError(422, "identity_invalid") from None
        digest = hashlib.sha256(f"{claims['iss']}\0{claims['sub']}".encode()).hexdigest()
        told = {name: claims[name][:200] for name in CLAIMS if isinstance(claims.get(name), str)}
        return Person(digest[:40], told)

    def _key(self, token: str) -> Any:
        if self._client is not None:
            return self._client.get_signing_key_from_jwt(token).key
        kid = jwt.get_unverified_header(token).get("kid")
        # Read anew each time: a rotated file is in use at once, and it is small.
        for key in jwt.PyJWKSet.from_dict(json.loads(Path(self._keys).read_text(encoding="utf-8"))).keys:
            if kid is None or key.key_id == kid:
                return key.key
        raise jwt.InvalidKeyError("no such key")
