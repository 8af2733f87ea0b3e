"""Target dates beyond the examples of the cases: ends of years, hours that the clocks skip, odd calendars."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy import Policy
from bot.policy.sla import Calendar, clock_hours, working_days

BERLIN = ZoneInfo("Europe/Berlin")
WEEKENDS = Calendar("weekends", ("saturday", "sunday"), (), (), None)
NO_PAUSE = Calendar("none", (), (), (), None)


def test_without_closed_days_48_hours_are_two_days_on_the_wall() -> None:
    """The clocks go forward in between; the wall shows the same hour."""
    target = working_days(datetime(2026, 3, 28, 10, tzinfo=BERLIN), 48, NO_PAUSE, BERLIN)
    assert target.due.isoformat() == "2026-03-30T10:00:00+02:00"


def test_a_wall_time_that_the_clocks_skip_becomes_a_real_one() -> None:
    target = working_days(datetime(2026, 3, 27, 2, 30, tzinfo=BERLIN), 48, NO_PAUSE, BERLIN)
    assert target.due.isoformat() == "2026-03-29T03:30:00+02:00"


def test_hours_on_the_clock_are_elapsed_hours() -> None:
    target = clock_hours(datetime(2026, 3, 28, 10, tzinfo=BERLIN), 48, NO_PAUSE, BERLIN)
    assert target.due.isoformat() == "2026-03-30T11:00:00+02:00"


def test_the_days_that_were_skipped_are_named_with_their_reason(policy: Policy) -> None:
    western = policy.knowledge.calendars["western"]
    target = working_days(datetime(2025, 12, 23, 12, tzinfo=BERLIN), 48, western, BERLIN)
    assert target.skipped == (
        (date(2025, 12, 25), "holiday"),
        (date(2025, 12, 26), "holiday"),
        (date(2025, 12, 27), "weekend"),
        (date(2025, 12, 28), "weekend"),
    )


def test_a_calendar_without_working_days_is_refused() -> None:
    with pytest.raises(ValueError, match="no working days"):
        working_days(datetime(2026, 1, 1, tzinfo=BERLIN), 48, Calendar("never", Calendar.DAYS, (), (), None), BERLIN)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31)), st.timedeltas(timedelta(0), timedelta(hours=30)))
def test_a_later_ticket_is_never_due_earlier(created: datetime, later: timedelta) -> None:
    first = working_days(created.replace(tzinfo=BERLIN), 48, WEEKENDS, BERLIN)
    second = working_days((created + later).replace(tzinfo=BERLIN), 48, WEEKENDS, BERLIN)
    assert first.due.replace(tzinfo=None) <= second.due.replace(tzinfo=None)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31)))
def test_the_open_hours_between_start_and_due_are_48(created: datetime) -> None:
    target = working_days(created.replace(tzinfo=BERLIN), 48, WEEKENDS, BERLIN)
    start, due = target.start.replace(tzinfo=None), target.due.replace(tzinfo=None)
    closed_after_start = sum(1 for day, _ in target.skipped if day >= start.date())
    assert due - start - closed_after_start * timedelta(days=1) == timedelta(hours=48)
