"""Log rules: what is worth recognising in a log, as data in `policy_kb/log_rules/`, one rule a file.

The log reader searches with them, the report names what they found. A rule can not slow a search
down: patterns are RE2, whose time grows with the length of the text alone. A file that is wrong is
refused at start with its name, the key, what is expected and the remedy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Hashable, Mapping

import re2  # type: ignore[import-untyped]
import yaml

from bot.attachments.finding import KINDS

STATUSES = ("stable", "experimental", "informational")
_KEYS: Mapping[str, tuple[type, bool]] = {  # the type of a key, and whether it must be there
    "id": (str, True),
    "title": (str, True),
    "status": (str, True),
    "references": (list, True),
    "problem": (str, False),
    "sip_code": (int, False),
    "event_id": (int, False),
    "kinds": (list, True),
    "patterns": (list, False),
    "false_positives": (list, True),
    "sample_hit": (list, True),
    "sample_miss": (list, True),
}


class RuleError(ValueError):
    """A rule file is wrong; the message says where, what is expected and what to do."""


@dataclass(frozen=True)
class Rule:
    """A rule. `title` is a key of the catalogue, `problem` a code of contract 3.1 or None.

    `stable` rules point to their problem, `experimental` ones are shown without pointing anywhere,
    `informational` ones tell that something worked or happened. `event_id` stands for the id in an
    exported table or after the word event, beside the `patterns`.
    """

    id: str
    title: str
    status: str
    references: tuple[Mapping[str, str], ...]
    problem: str | None
    sip_code: int | None
    event_id: int | None
    kinds: frozenset[str]
    patterns: tuple[str, ...]
    false_positives: tuple[str, ...]
    sample_hit: tuple[str, ...]
    sample_miss: tuple[str, ...]

    def expression(self, kind: str) -> str:
        """One RE2 expression for files of `kind`."""
        parts = list(self.patterns)
        if self.event_id is not None:
            parts.append(rf"\bevent[ _-]?(?:id)?[\"']?[ \t]*[:=#]?[ \t]*{self.event_id}\b")
            if kind == "event_csv":
                parts.append(rf"(?:^|[,;\t])\"?{self.event_id}\"?(?:[,;\t\r]|$)")
        return "|".join(f"(?:{part})" for part in parts)


@lru_cache(maxsize=8)
def load_rules(folder: Path) -> Mapping[str, Rule]:
    """The rules of `folder` by id. Raises RuleError for the first file that is wrong."""
    rules = {path.stem: read_rule(path) for path in sorted(folder.glob("*.yml"))}
    if not rules:
        raise RuleError(
            f"{folder}: no rules; expected files <id>.yml, set INTAKE_POLICY_KB to the folder that holds them"
        )
    return rules


def read_rule(path: Path) -> Rule:
    """The rule in `path`."""
    try:
        with path.open(encoding="utf-8") as stream:
            content = yaml.load(stream, Loader=_Loader)
    except yaml.YAMLError as error:
        raise RuleError(f"{path}: not YAML: {error}; quote texts that hold a colon, a brace or a backslash") from None
    if not isinstance(content, dict):
        raise RuleError(f"{path}: expected keys and values, as in the other rules of the folder")
    _check_keys(path, content)
    _check_values(path, content)
    values: dict[str, Any] = {key: content.get(key) for key in _KEYS}
    for key, (kind, _) in _KEYS.items():
        if kind is list:
            values[key] = tuple(content.get(key, ()))
    return Rule(**{**values, "kinds": frozenset(content["kinds"])})


def compile_pattern(pattern: str) -> re2._Regexp:
    """`pattern` for a search in bytes, ignoring case, within lines. Raises re2.error."""
    return re2.compile(pattern.encode(), options())


def options() -> re2.Options:
    """How rules search: bytes, any case, never across lines, complaints as exceptions only."""
    chosen = re2.Options()
    chosen.encoding = re2.Options.Encoding.LATIN1
    chosen.case_sensitive = False
    chosen.never_nl = True
    chosen.log_errors = False
    chosen.max_mem = 64 << 20
    return chosen


def _check_keys(path: Path, content: Mapping[str, Any]) -> None:
    for key in content:
        if key not in _KEYS:
            raise RuleError(f"{path}: {key}: no such key; the keys are {', '.join(_KEYS)}; correct or remove it")
    for key, (kind, needed) in _KEYS.items():
        value = content.get(key)
        if value is None and not needed:
            continue
        if not isinstance(value, kind) or isinstance(value, bool):
            raise RuleError(
                f"{path}: {key}: expected {_NAMES[kind]}, found {value!r}; see the other rules of the folder"
            )
    for key in ("kinds", "patterns", "false_positives", "sample_hit", "sample_miss"):
        for item in content.get(key, ()):
            if not isinstance(item, str) or not item:
                raise RuleError(f"{path}: {key}: expected a list of texts, found {item!r}; quote it")


_NAMES = {str: "a text", int: "a whole number", list: "a list"}


def _check_values(path: Path, content: Mapping[str, Any]) -> None:
    def expect(good: bool, key: str, expected: str, remedy: str) -> None:
        if not good:
            raise RuleError(f"{path}: {key}: expected {expected}, found {content.get(key)!r}; {remedy}")

    expect(content["id"] == path.stem, "id", f"the name of the file, {path.stem!r}", "rename one of the two")
    expect(
        content["title"] == f"findings.rules.{path.stem}",
        "title",
        f"'findings.rules.{path.stem}'",
        "write the title in locales/en/findings.yml under rules, and its key here",
    )
    expect(content["status"] in STATUSES, "status", f"one of {', '.join(STATUSES)}", "choose one")
    expect(
        bool(content["kinds"]) and set(content["kinds"]) <= KINDS,
        "kinds",
        f"some of {', '.join(sorted(KINDS))}",
        "name the files in which the rule searches",
    )
    expect(bool(content.get("patterns") or content.get("event_id")), "patterns", "a pattern or an event_id", "add one")
    expect(bool(content["sample_hit"]), "sample_hit", "at least one line that the rule finds", "add one")
    expect(bool(content["sample_miss"]), "sample_miss", "at least one similar line that it must not find", "add one")
    expect(
        bool(content["references"])
        and all(
            isinstance(item, dict) and {"mark"} < set(item) <= {"mark", "url", "note"} for item in content["references"]
        )
        and all(item["mark"] in ("S", "S-", "K") for item in content["references"]),
        "references",
        "a list of {mark: S, S- or K, url: ..., note: ...} with a url or a note",
        "say where the knowledge comes from: S seen in a source, S- in a weak one, K general knowledge",
    )
    for pattern in content.get("patterns", ()):
        try:
            compile_pattern(pattern)
        except re2.error as error:
            raise RuleError(
                f"{path}: patterns: {pattern!r} is no RE2 expression: {error}; "
                "look-around and back-references do not exist there"
            ) from None


class _Loader(yaml.SafeLoader):
    """YAML that refuses a key said twice, where the later one would silently win."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]  # type: ignore[no-untyped-call]
    for key in keys:
        if keys.count(key) > 1:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", node.start_mark)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
