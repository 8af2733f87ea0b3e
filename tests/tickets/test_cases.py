"""Cases survive restarts, and two turns at the same time do not overwrite each other."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.engine import Engine

from bot.tickets import CaseStore, LostUpdate

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.utc)


def test_a_case_comes_back_as_it_was_saved(engine: Engine) -> None:
    """Nested values, every script, and a revision that counts the saves."""
    content = {"facts": {"problems": ["audio_one_way"], "extensions": None}, "text": "Δεν ακούγεται «τίποτα»"}
    CaseStore(engine).save("one", content)
    assert CaseStore(engine).load("one") == {**content, "revision": 1}
    assert CaseStore(engine).load("two") is None


def test_a_loaded_case_is_saved_on_top_of_itself(engine: Engine) -> None:
    """What `save` returns can be changed and saved again in the same turn."""
    store = CaseStore(engine)
    case = store.save("one", {"step": 1, "revision": 0})
    case = store.save("one", {**case, "step": 2})
    case = store.save("one", {**case, "step": 3})
    assert case == store.load("one") == {"step": 3, "revision": 3}


def test_the_second_of_two_turns_at_the_same_time_is_refused(engine: Engine) -> None:
    """Its changes would otherwise take back those of the first."""
    store = CaseStore(engine)
    store.save("one", {"step": 1})
    first, second = store.load("one"), store.load("one")
    assert first is not None and second is not None
    store.save("one", {**first, "step": 2})
    with pytest.raises(LostUpdate):
        store.save("one", {**second, "step": 3})
    assert store.load("one") == {"step": 2, "revision": 2}


def test_a_case_expected_to_be_new_is_refused_when_there_is_one(engine: Engine) -> None:
    """Revision 0 says: there was none when I looked."""
    store = CaseStore(engine)
    store.save("one", {"step": 1})
    with pytest.raises(LostUpdate):
        store.save("one", {"step": 2, "revision": 0})


def test_a_case_expected_to_exist_is_refused_when_it_was_erased(engine: Engine) -> None:
    """An erased person does not come back with the next message."""
    store = CaseStore(engine)
    loaded = store.save("one", {"step": 1})
    assert store.delete("one") and not store.delete("one")
    with pytest.raises(LostUpdate):
        store.save("one", loaded)


def test_a_case_without_revision_is_stored_in_any_case(engine: Engine) -> None:
    """For callers that hold the whole truth; the last one wins."""
    store = CaseStore(engine)
    store.save("one", {"step": 1})
    assert store.save("one", {"step": 2}) == {"step": 2, "revision": 2}


def test_idle_cases_are_found_and_expire(engine: Engine) -> None:
    """The moment itself is not idle yet."""
    now = NOW
    store = CaseStore(engine, clock=lambda: now)
    for hours in (0, 1, 2):
        now = NOW + timedelta(hours=hours)
        store.save(f"at {hours}", {})
    limit = NOW + timedelta(hours=2)
    assert store.idle_since(limit) == ["at 0", "at 1"]
    assert store.expire(limit) == 2
    assert store.load("at 2") is not None and store.load("at 0") is None
