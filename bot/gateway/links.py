"""Forum links: a moderator turns a thread's address into a signed, expiring link to the assistant.

Called by `intake link`, the staff pages, /h/{token} and the opening of a conversation. What a link
says is trusted because we signed it; anything else is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from bot.gateway.errors import ApiError
from bot.gateway.words import Words
from bot.settings import Settings

DAYS_VALID = 30
LONGEST_ADDRESS = 500


class BadLink(ValueError):
    """A link can not be made of this; the argument names what is wrong: thread, language or problem."""


@dataclass(frozen=True)
class Links:
    """Makes and reads links; `base` is the address of this gateway."""

    secret: str
    base: str
    languages: frozenset[str]
    problems: frozenset[str]
    max_age: int = DAYS_VALID * 24 * 3600

    @classmethod
    def configured(cls, settings: Settings, secret: str, words: Words) -> Links:
        """Links to the address of the settings, for every language and problem there are words for."""
        problems = frozenset(words.file(words.default, "problems"))
        return cls(secret, settings.address, frozenset(words.names), problems)

    @property
    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt="forum-link")

    def make(self, thread: str, language: str | None = None, problem: str | None = None) -> str:
        """The link to paste in the forum. Raises BadLink."""
        parts = urlsplit(thread)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(thread) > LONGEST_ADDRESS:
            raise BadLink("thread")
        if language is not None and language not in self.languages:
            raise BadLink("language")
        if problem is not None and problem not in self.problems:
            raise BadLink("problem")
        content = {"thread": thread, "language": language, "problem": problem}
        token = self._serializer.dumps({name: value for name, value in content.items() if value is not None})
        return f"{self.base}/h/{token if isinstance(token, str) else token.decode()}"

    def read(self, token: str) -> dict[str, Any]:
        """What a link's token says: thread, language?, problem?. Raises ApiError when it is not valid (any more)."""
        try:
            return dict(self._serializer.loads(token, max_age=self.max_age))
        except SignatureExpired:
            raise ApiError(422, "handoff_expired") from None
        except (BadData, UnicodeError):
            raise ApiError(422, "handoff_invalid") from None
