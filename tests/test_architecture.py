"""Who may import whom (docs/architecture.md), read from the source without importing anything."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS = {
    "bot.settings": 0,
    "bot.database": 0,
    "bot.observability": 0,
    "bot.language": 0,
    "bot.text": 0,
    "bot.policy": 1,
    "bot.licences": 1,
    "bot.tickets": 1,
    "bot.attachments": 1,
    "bot.vault": 1,
    "bot.understanding": 1,
    "bot.intake": 2,
    "bot.rasa": 3,
    "bot.gateway": 3,
    "actions": 3,
    "bot.model": 2,
    "bot.backup": 2,
    "bot.supervisor": 3,
    "bot.cli": 4,
}
# What only one package may import.
RESERVED = {"rasa": {"bot.rasa"}, "rasa_sdk": {"actions"}, "sanic": {"bot.rasa", "actions"}}


def package_of(module: str) -> str | None:
    """The package of `LAYERS` that a dotted module name belongs to."""
    return next((name for name in LAYERS if module == name or module.startswith(name + ".")), None)


def sources() -> list[tuple[str, Path]]:
    found = []
    for path in [*(ROOT / "bot").rglob("*.py"), *(ROOT / "actions").rglob("*.py")]:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found.append((module, path))
    return found


def imports_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize(("module", "path"), sources(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_import_goes_down_the_layers(module: str, path: Path) -> None:
    """A package imports only lower layers and itself; packages of one layer do not know each other."""
    own = package_of(module)
    if module == "bot":
        assert path.read_text() == ""
        return
    assert own is not None, f"{module} belongs to no package of docs/architecture.md"
    for name in imports_of(path):
        other = package_of(name)
        if other is None or other == own or name == "bot":
            continue
        allowed = LAYERS[other] < LAYERS[own] or LAYERS[own] == LAYERS[other] == 0
        assert allowed, f"{module} (layer {LAYERS[own]}) imports {name} (layer {LAYERS[other]})"


@pytest.mark.parametrize(("module", "path"), sources(), ids=lambda value: value if isinstance(value, str) else "")
def test_frameworks_stay_in_their_packages(module: str, path: Path) -> None:
    """Only `bot.rasa` imports rasa, only `actions` imports rasa_sdk."""
    for name in imports_of(path):
        top = name.split(".")[0]
        if top in RESERVED:
            assert package_of(module) in RESERVED[top], f"{module} imports {name}"


def test_the_environment_is_read_in_one_place() -> None:
    """`os.environ` and `os.getenv` stand in bot/settings.py; elsewhere it is only handed to processes."""
    readers = set()
    for module, path in sources():
        text = path.read_text(encoding="utf-8")
        if "os.getenv" in text or "os.environ.get" in text:
            readers.add(module)
    assert readers <= {"bot.settings"}
