"""Reads `retention.yml`: how long each kind of data is kept.

The purge acts on it. A file that can be misread is refused, since a wrong number deletes data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Mapping

import yaml

_FIELDS = {"table": str, "column": str, "days": int, "reason": str}
_OPTIONAL = {"only": dict, "with": list}
_LONGEST = 3650


class RetentionError(ValueError):
    """The file can not be used; the message names file, kind, expectation and remedy."""


@dataclass(frozen=True)
class Kind:
    """One kind of data; `together` are the tables that `with` names."""

    name: str
    table: str
    column: str
    days: int
    reason: str
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    together: tuple[str, ...] = ()


def load(path: Path) -> tuple[Kind, ...]:
    """The kinds of a file, in its order. Raises RetentionError."""
    content = _read(path)
    kinds = content.get("kinds") if isinstance(content, dict) else None
    if not isinstance(kinds, dict) or set(content) != {"as_of", "kinds"}:
        raise RetentionError(f"{path}: expected the keys as_of and kinds, kinds with one entry for each kind of data")
    return tuple(_kind(path, name, entry) for name, entry in kinds.items())


def _kind(path: Path, name: str, entry: Any) -> Kind:
    where = f"{path}: {name}"
    allowed = {**_FIELDS, **_OPTIONAL}
    if not isinstance(entry, dict) or set(_FIELDS) - set(entry) or set(entry) - set(allowed):
        raise RetentionError(f"{where}: expected {', '.join(_FIELDS)}, and if needed {', '.join(_OPTIONAL)}")
    for key, value in entry.items():
        if type(value) is not allowed[key]:
            raise RetentionError(f"{where}: {key} is {value!r}; expected {allowed[key].__name__}")
    if not 1 <= entry["days"] <= _LONGEST:
        raise RetentionError(
            f"{where}: days is {entry['days']}; expected 1 to {_LONGEST}, or remove the kind to keep it"
        )
    only = {column: tuple(map(str, values)) for column, values in entry.get("only", {}).items()}
    return Kind(
        name, entry["table"], entry["column"], entry["days"], entry["reason"], only, tuple(entry.get("with", []))
    )


class _UniqueKeys(yaml.SafeLoader):
    """Refuses a key that stands twice in a mapping; YAML would silently take the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise yaml.constructor.ConstructorError(problem=f"{sorted(twice)} twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def _read(path: Path) -> Any:
    try:
        with path.open(encoding="utf-8") as stream:
            return yaml.load(stream, Loader=_UniqueKeys)
    except (OSError, yaml.YAMLError) as error:
        raise RetentionError(f"{path}: {error}") from None
