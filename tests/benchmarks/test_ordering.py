"""The judge of the ordering benchmark sees each fault, and fails the run for broken promises only."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.ordering import Count, judge, kept

SENT = {"c": ["one", "two"]}


def _heard(seq: int, text: str, status: str = "done") -> Any:
    return SimpleNamespace(direction="in", kind="text", seq=seq, text=text, status=status, reply_to=None)


def _reply(seq: int, to: int) -> Any:
    return SimpleNamespace(direction="out", kind="reply", seq=seq, text="", status="delivered", reply_to=to)


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([_heard(1, "one"), _heard(2, "two"), _reply(3, 1), _reply(4, 2)], Count()),
        ([_heard(1, "two"), _heard(2, "one"), _reply(3, 1), _reply(4, 2)], Count(accepted_in_other_order=1)),
        ([_heard(1, "one"), _heard(2, "two"), _reply(3, 2), _reply(4, 1)], Count(reordered=1)),
        ([_heard(1, "one"), _heard(2, "two"), _reply(3, 1), _reply(4, 2), _reply(5, 1)], Count(reordered=1)),
        ([_heard(1, "one"), _heard(2, "two", "pending"), _reply(3, 1)], Count(lost=1)),
        ([_heard(1, "one"), _reply(2, 1)], Count(lost=1, accepted_in_other_order=1)),
        (
            [_heard(1, "one"), _heard(2, "one"), _heard(3, "two"), _reply(4, 1), _reply(5, 2), _reply(6, 3)],
            Count(doubled=1, accepted_in_other_order=1),
        ),
    ],
)
def test_each_fault_is_counted(rows: list[Any], count: Count) -> None:
    assert judge(SENT, {"c": rows}) == count


def test_a_broken_promise_fails_the_run_and_crossed_messages_do_not() -> None:
    crossed = Count(accepted_in_other_order=7)
    assert kept(Count(), crossed, 0)
    assert not kept(crossed, Count(), 0)
    assert not kept(Count(), Count(), 1) and not kept(Count(), Count(), -1)
    for fault in ("reordered", "lost", "doubled"):
        assert not kept(Count(**{fault: 1}), Count(), 0) and not kept(Count(), Count(**{fault: 1}), 0)
