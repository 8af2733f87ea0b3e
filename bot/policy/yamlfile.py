"""Reads one YAML file of the knowledge base and gives its parts out with errors that help.

Used by the loader of `bot.policy` only. A wrong key or value becomes a `Finding` that names the
file, the key, what was expected and what to do; nothing is ever guessed.
"""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path
from typing import Any, Iterable, Iterator

import yaml

from bot.policy.errors import Finding, KnowledgeError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Strict(_Base):  # type: ignore[misc]
    """YAML as usual, but a key that stands twice in one mapping is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        names = [name.value for name, _ in node.value]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(None, None, f"{twice!r} stands twice", node.start_mark)
        return super().construct_mapping(node, deep=deep)


class Section:
    """A mapping of a file. Each key is taken once; `done` refuses keys that nobody took."""

    def __init__(self, file: str, key: str, content: Any) -> None:
        self.file = file
        self.key = key
        if not isinstance(content, dict):
            raise self.error(key or "the file", "a mapping of names to values", "Write it as 'name: value' lines.")
        self._content = content
        self._taken: set[str] = set()

    def error(self, key: str, expected: str, remedy: str) -> KnowledgeError:
        """What to raise for a fault at `key` (relative to this section)."""
        path = key if not self.key or key == self.key else f"{self.key}.{key}"
        return KnowledgeError([Finding(self.file, path, expected, remedy)])

    def __contains__(self, key: str) -> bool:
        return key in self._content

    def take(self, key: str, default: Any = ...) -> Any:
        """The value of `key` as YAML gives it."""
        self._taken.add(key)
        if key not in self._content:
            if default is ...:
                raise self.error(key, "a value", f"Add '{key}:'.")
            return default
        return self._content[key]

    def text(self, key: str, default: Any = ...) -> str:
        value = self.take(key, default)
        if not isinstance(value, str) and value is not default:
            raise self.error(key, f"a text, not {value!r}", "Put it into double quotes.")
        return str(value)

    def number(self, key: str, default: Any = ...) -> int:
        value = self.take(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.error(key, f"a whole number, not {value!r}", "Write digits only.")
        return value

    def day(self, key: str) -> date:
        value = self.take(key)
        if not isinstance(value, date):
            raise self.error(key, f"a date, not {value!r}", "Write it as 2026-01-31, without quotes.")
        return value

    def items(self, key: str, default: Any = ...) -> list[Any]:
        value = self.take(key, default)
        if value is None:
            value = []
        if not isinstance(value, list):
            raise self.error(key, f"a list, not {value!r}", f"Write '{key}: [one, two]'.")
        return value

    def choice(self, key: str, allowed: Iterable[Any], default: Any = ...) -> Any:
        """A value out of `allowed`."""
        value = self.take(key, default)
        return value if value is default and default is not ... else self.one_of(key, value, allowed)

    def one_of(self, key: str, value: Any, allowed: Iterable[Any]) -> Any:
        """`value` itself, if it is one of `allowed`; suggests the nearest one otherwise."""
        known = list(allowed)
        if not any(value == item and type(value) is type(item) for item in known):
            words = ", ".join(str(item) for item in known)
            close = difflib.get_close_matches(str(value), [str(item) for item in known], n=1)
            remedy = f"Did you mean '{close[0]}'?" if close else "Choose one of them, or add the new one there first."
            raise self.error(key, f"one of {words}; not {value!r}", remedy)
        return value

    def section(self, key: str, default: Any = ...) -> Section:
        return Section(self.file, self._path(key), self.take(key, default))

    def sections(self, key: str, default: Any = ...) -> Iterator[Section]:
        """The mappings of a list."""
        for index, item in enumerate(self.items(key, default), 1):
            yield Section(self.file, f"{self._path(key)}[{index}]", item)

    def named(self) -> Iterator[tuple[str, Any]]:
        """All remaining keys with their values, as YAML gives them."""
        for key in list(self._content):
            if key not in self._taken:
                self._taken.add(key)
                yield str(key), self._content[key]

    def done(self) -> None:
        for key in self._content:
            if key not in self._taken:
                close = difflib.get_close_matches(str(key), [str(name) for name in self._taken], n=1)
                remedy = f"Did you mean '{close[0]}'?" if close else "Remove it."
                raise self.error(str(key), f"only the keys {', '.join(sorted(map(str, self._taken)))}", remedy)

    def _path(self, key: str) -> str:
        return f"{self.key}.{key}" if self.key else key


def read(path: Path, folder: Path) -> Section:
    """The content of `path`; its name in messages is relative to `folder`."""
    name = path.relative_to(folder).as_posix()
    try:
        with path.open(encoding="utf-8") as stream:
            content = yaml.load(stream, Loader=_Strict)
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError([Finding(name, "the file", f"a readable file ({error})", "Put it in place.")]) from None
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise KnowledgeError(
            [Finding(name, "the file", f"YAML ({reason})", "Correct the line that is named.")]
        ) from None
    return Section(name, "", content)
