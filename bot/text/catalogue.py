"""Finds a text by key and language and fills it; the only place where words for users are made.

Actions, the policy and the gateway say *what* is to be said as `Text(key, params)`; the catalogue
says it in one of the eight languages of `locales/`. It refuses an empty or missing parameter
instead of showing a brace or the word "None" to a user.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Iterator, Mapping

import yaml
from babel.dates import format_date

# Dates are written as the region of the vendor's site in that language writes them (domain section 2).
_REGIONS = {"en": "en_GB", "pt": "pt_BR"}
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class TextError(LookupError):
    """A text is missing or can not be filled; the message names language, key and parameter."""


@dataclass(frozen=True)
class Text:
    """A text to be said: `key` is `<file>.<path>` in a locale, `params` fills its placeholders.

    A parameter is a string, a number, a date, another Text, or a list of these (one line each).
    """

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def to_wire(self) -> dict[str, Any]:
        """A JSON value from which `from_wire` makes the same Text again."""
        return {"text": self.key, "params": {name: _to_wire(value) for name, value in self.params.items()}}


def _to_wire(value: Any) -> Any:
    if isinstance(value, Text):
        return value.to_wire()
    if isinstance(value, (datetime, date)):
        return {"date": value.isoformat()}
    if isinstance(value, (list, tuple)):
        return [_to_wire(item) for item in value]
    return value


def from_wire(value: Any) -> Any:
    """The inverse of `Text.to_wire`, for any nested JSON value."""
    if isinstance(value, dict) and "text" in value:
        return Text(value["text"], {name: from_wire(item) for name, item in value.get("params", {}).items()})
    if isinstance(value, dict) and "date" in value:
        moment = value["date"]
        return datetime.fromisoformat(moment) if "T" in moment else date.fromisoformat(moment)
    if isinstance(value, list):
        return [from_wire(item) for item in value]
    return value


class Catalogue:
    """The texts of all languages, held in memory as one flat dictionary a language."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._texts = {language: dict(entries) for language, entries in texts.items()}

    @classmethod
    def load(cls, folder: Path) -> Catalogue:
        """Reads `folder/<language>/<file>.yml`; raises TextError on anything that is not a text."""
        texts: dict[str, dict[str, str]] = {}
        for path in sorted(folder.glob("*/*.yml")):
            with path.open(encoding="utf-8") as stream:
                content = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
            texts.setdefault(path.parent.name, {}).update(_flatten(path, path.stem, content))
        return cls(texts)

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted(self._texts))

    def keys(self, language: str) -> frozenset[str]:
        return frozenset(self._texts[language])

    def has(self, key: str, language: str = "en") -> bool:
        return key in self._texts.get(language, {})

    def template(self, language: str, key: str) -> str:
        """The unfilled text. Raises TextError when this language does not have it."""
        try:
            return self._texts[language][key]
        except KeyError:
            raise TextError(f"{language}: no text {key!r}") from None

    def say(self, language: str, what: Text | str, **params: Any) -> str:
        """The text `what` in `language`, filled. Raises TextError for a gap of any kind."""
        text = what if isinstance(what, Text) else Text(what, params)
        template = self.template(language, text.key)

        def fill(match: re.Match[str]) -> str:
            name = match.group(1)
            if name not in text.params:
                raise TextError(f"{language}: {text.key!r} needs {name!r}")
            value = self.render(language, text.params[name])
            if value == "":
                raise TextError(f"{language}: {text.key!r} was given an empty {name!r}")
            return value

        return _PLACEHOLDER.sub(fill, template)

    def render(self, language: str, value: Any) -> str:
        """Any parameter as words: texts and lists of texts are said, dates are written out."""
        if value is None:
            return ""
        if isinstance(value, Text):
            return self.say(language, value)
        if isinstance(value, datetime):
            day = format_date(value, "full", locale=_REGIONS.get(language, language))
            return f"{day}, {value:%H:%M} ({value.tzname() or 'UTC'})"
        if isinstance(value, date):
            return str(format_date(value, "long", locale=_REGIONS.get(language, language)))
        if isinstance(value, (list, tuple)):
            return "\n".join(filter(None, (self.render(language, item) for item in value)))
        return str(value)


def placeholders(template: str) -> frozenset[str]:
    """The names of the placeholders in a template."""
    return frozenset(_PLACEHOLDER.findall(template))


def _flatten(path: Path, prefix: str, node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for name, child in node.items():
            yield from _flatten(path, f"{prefix}.{name}", child)
    elif isinstance(node, str):
        yield prefix, node.rstrip("\n")
    else:
        raise TextError(f"{path}: {prefix} is {node!r}; expected a text (quote it)")
