"""Values at rest: readable with reference, conversation and key together, and not otherwise."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlalchemy.engine import Engine

from bot.settings import Settings
from bot.vault import Vault, VaultError, ensure_key, ensure_secret

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
SECRET = "AB12-CD34-EF56-GH78"


@pytest.fixture
def vault(engine: Engine) -> Vault:
    return Vault(engine, OLD)


def test_a_value_comes_back_by_its_reference(vault: Vault) -> None:
    """The reference is eight hex digits, as masked texts carry it."""
    ref = vault.put("licence-key", SECRET, "one")
    assert len(ref) == 8 and int(ref, 16) >= 0
    assert vault.get(ref, "one") == SECRET


def test_all_values_of_a_kind_come_back_to_their_conversation_only(vault: Vault) -> None:
    """Staff see the key of a ticket this way; nothing of another kind or conversation is among them."""
    vault.put("licence-key", SECRET, "one")
    vault.put("password", "other", "one")
    vault.put("licence-key", "elsewhere", "two")
    assert vault.values("licence-key", "one") == (SECRET,)
    assert vault.values("licence-key", "three") == ()


def test_the_same_value_has_the_same_reference_within_a_conversation_only(vault: Vault) -> None:
    """So that a text stays readable, and nobody can link two conversations."""
    ref = vault.put("licence-key", SECRET, "one")
    assert vault.put("licence-key", SECRET, "one") == ref
    assert vault.put("password", SECRET, "one") != ref
    assert vault.put("licence-key", SECRET, "two") != ref


def test_a_reference_is_worth_nothing_elsewhere(vault: Vault) -> None:
    """Neither in another conversation nor when it was guessed; the error holds no value."""
    ref = vault.put("licence-key", SECRET, "one")
    for wrong_ref, conversation in ((ref, "two"), ("00000000", "one")):
        with pytest.raises(VaultError) as raised:
            vault.get(wrong_ref, conversation)
        assert SECRET not in str(raised.value)


def test_two_values_that_would_share_a_reference_get_two(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """32 bits can collide; then the next name is taken, and both values come back."""
    monkeypatch.setattr(vault, "_name", lambda kind, value, conversation, attempt: f"{attempt:08x}")
    first, second = vault.put("password", "one", "c"), vault.put("password", "two", "c")
    assert (vault.get(first, "c"), vault.get(second, "c")) == ("one", "two")
    assert vault.put("password", "two", "c") == second


def test_values_of_one_conversation_are_erased(vault: Vault) -> None:
    """The other conversation keeps its values."""
    gone = vault.put("password", "one", "a"), vault.put("password", "two", "a")
    kept = vault.put("password", "one", "b")
    assert vault.erase("a") == 2 and vault.erase("a") == 0
    assert vault.get(kept, "b") == "one"
    for ref in gone:
        with pytest.raises(VaultError):
            vault.get(ref, "a")


def test_nothing_is_readable_in_the_table(vault: Vault, engine: Engine) -> None:
    """A dump of the database tells kinds and references, no values."""
    vault.put("licence-key", SECRET, "one")
    with engine.connect() as connection:
        dump = str(connection.execute(text("SELECT * FROM vault")).all())
    assert "licence-key" in dump and "CD34" not in dump


def test_a_key_can_be_rotated(vault: Vault, engine: Engine) -> None:
    """With both keys everything is readable; after `rotate` the new key alone is enough."""
    ref = vault.put("password", "old", "a")
    both = Vault(engine, f"{NEW},{OLD}")
    fresh = both.put("password", "new", "a")
    assert (both.get(ref, "a"), both.get(fresh, "a")) == ("old", "new")
    with pytest.raises(VaultError):
        Vault(engine, NEW).get(ref, "a")
    assert both.rotate() == 2
    assert Vault(engine, NEW).get(ref, "a") == "old"


@pytest.mark.parametrize("key", ["", "short", "x" * 44, "ä" * 44])
def test_a_key_that_is_none_is_refused_with_the_remedy(engine: Engine, key: str) -> None:
    """At start, not at the first value."""
    with pytest.raises(VaultError, match="INTAKE_VAULT_KEY"):
        Vault(engine, key)


@pytest.mark.parametrize("ensure, name", [(ensure_key, "vault.key"), (ensure_secret, "secret")])
def test_a_key_is_made_once_and_private(tmp_path: Path, ensure: object, name: str) -> None:
    """Twenty processes starting together agree on one key; only the owner may read the file."""
    settings = Settings(var=tmp_path / "var")
    found: list[str] = []
    gate = threading.Barrier(20)

    def start() -> None:
        gate.wait()
        found.append(ensure(settings))  # type: ignore[operator]

    threads = [threading.Thread(target=start) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20 and len(set(found)) == 1 and len(found[0]) >= 32
    assert [path.name for path in (tmp_path / "var").iterdir()] == [name]
    assert (tmp_path / "var" / name).stat().st_mode & 0o777 == 0o600


def test_a_configured_key_is_used_and_nothing_written(tmp_path: Path) -> None:
    """Several machines share a key through the environment."""
    settings = Settings(var=tmp_path / "var", vault_key=OLD, secret="given")
    assert (ensure_key(settings), ensure_secret(settings)) == (OLD, "given")
    assert not (tmp_path / "var").exists()


def test_an_emptied_key_file_is_an_error_and_not_a_new_key(tmp_path: Path) -> None:
    """A new key would make every stored value unreadable without a word."""
    settings = replace(Settings(), var=tmp_path)
    (tmp_path / "vault.key").touch()
    with pytest.raises(VaultError, match="restore it from a backup"):
        ensure_key(settings)
