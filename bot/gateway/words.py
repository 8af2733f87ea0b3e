"""Chooses the language of everything the gateway itself says, and says it.

Called by endpoints, error handlers and pages. The language of an answer of the assistant is the
assistant's own choice; this is for errors, notices, the widget and the staff pages. Where a text is
not yet translated, the default language speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping

import yaml

from bot.settings import ROOT
from bot.text.catalogue import Catalogue

_WEIGHTED = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][\w-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*")


@dataclass(frozen=True)
class Words:
    """The catalogue together with the languages that are spoken; `names` are each language's own name."""

    catalogue: Catalogue
    names: Mapping[str, str]
    locales: Mapping[str, str]
    default: str

    @classmethod
    def load(cls, locales: Path, languages: Path = ROOT / "languages.yml") -> Words:
        """Reads the texts of `locales` and the list of `languages`."""
        listed = yaml.safe_load(languages.read_text(encoding="utf-8"))
        entries = listed["languages"]
        return cls(
            Catalogue.load(locales),
            {code: entry["name"] for code, entry in entries.items()},
            {code: entry["locale"] for code, entry in entries.items()},
            listed["default"],
        )

    def known(self, wish: str | None) -> str | None:
        """The language of a tag such as `de-AT`, `pt_BR` or `EL`; None when it is not one of ours."""
        code = re.split(r"[-_]", wish.strip().lower(), maxsplit=1)[0] if wish else ""
        return code if code in self.names else None

    def best(self, wishes: str | None) -> str:
        """The first of ours in an Accept-Language header (RFC 9110, 12.5.4), else the default."""
        weighted = []
        for position, part in enumerate((wishes or "")[:500].split(",")):
            match = _WEIGHTED.fullmatch(part)
            if match and self.known(match.group(1)):
                weighted.append((-float(match.group(2) or 1), position, match.group(1).lower()))
        return min(weighted)[2] if weighted else self.default

    def say(self, language: str | None, key: str, **params: Any) -> str:
        """The text `key`, in the default language where this one does not have it."""
        code = self.known(language) or self.default
        return self.catalogue.say(code if self.catalogue.has(key, code) else self.default, key, **params)

    def file(self, language: str, name: str) -> dict[str, str]:
        """All templates of one locale file, by their key without the file's name."""
        prefix = f"{name}."
        return {
            key[len(prefix) :]: self.catalogue.template(
                language if self.catalogue.has(key, language) else self.default, key
            )
            for key in self.catalogue.keys(self.default)
            if key.startswith(prefix)
        }
