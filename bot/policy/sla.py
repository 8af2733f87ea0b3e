"""When a ticket is due: 48 hours that skip weekends and holidays, or 48 hours on the clock (D10).

`Policy` calls it with the calendar and the office's zone. Working time is counted in local wall time,
so a change of the clocks on a skipped day moves nothing. The result is a target, never a promise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Callable, ClassVar, Optional
from zoneinfo import ZoneInfo

from dateutil.easter import easter

_DAY = timedelta(days=1)
_MOST_SKIPPED = 366  # a calendar without working days is a mistake, not a reason to count for ever


@dataclass(frozen=True)
class Calendar:
    """Days on which nobody works: `weekend` by name, `fixed` as (month, day), `easter` as days from
    Easter Sunday (western), and the public holidays of `country` (ISO 3166) from the library `holidays`."""

    name: str
    weekend: tuple[str, ...]
    fixed: tuple[tuple[int, int], ...]
    easter: tuple[int, ...]
    country: Optional[str]

    DAYS: ClassVar[tuple[str, ...]] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

    def closed(self, day: date) -> str | None:
        """`weekend` or `holiday` where nobody works on `day`, else None."""
        if self.DAYS[day.weekday()] in self.weekend:
            return "weekend"
        return "holiday" if day in self._holidays(day.year) else None

    def _holidays(self, year: int) -> frozenset[date]:
        return _holidays(self, year)


@lru_cache(maxsize=256)
def _holidays(calendar: Calendar, year: int) -> frozenset[date]:
    days = {date(year, month, day) for month, day in calendar.fixed}
    days |= {easter(year) + timedelta(days=offset) for offset in calendar.easter}
    if calendar.country:
        import holidays  # 0.1 s; only calendars that name a country pay for it

        days |= set(holidays.country_holidays(calendar.country, years=year))
    return frozenset(days)


@dataclass(frozen=True)
class Target:
    """`due` and `start` in the office's zone; `skipped` are the days that were not counted, with why."""

    created: datetime
    start: datetime
    due: datetime
    hours: int
    skipped: tuple[tuple[date, str], ...]


def working_days(created: datetime, hours: int, calendar: Calendar, zone: ZoneInfo) -> Target:
    """`hours` hours after `created` in the wall time of `zone`, not counting closed days."""
    local = created.astimezone(zone).replace(tzinfo=None)
    skipped: list[tuple[date, str]] = []

    def next_open(moment: datetime) -> datetime:
        while (why := calendar.closed(moment.date())) is not None:
            if len(skipped) >= _MOST_SKIPPED:
                raise ValueError(f"calendar {calendar.name} has no working days")
            skipped.append((moment.date(), why))
            moment = datetime.combine(moment.date() + _DAY, time())
        return moment

    start = now = next_open(local)
    left = timedelta(hours=hours)
    while left:
        now = next_open(now)
        step = min(left, datetime.combine(now.date() + _DAY, time()) - now)
        now, left = now + step, left - step
    return Target(created.astimezone(zone), _at(start, zone), _at(now, zone), hours, tuple(skipped))


def clock_hours(created: datetime, hours: int, _calendar: Calendar, zone: ZoneInfo) -> Target:
    """`hours` elapsed hours after `created`, whatever the days are."""
    due = (created.astimezone(timezone.utc) + timedelta(hours=hours)).astimezone(zone)
    local = created.astimezone(zone)
    return Target(local, local, due, hours, ())


# by the alternatives of the reading `sla`
METHODS: dict[str, Callable[[datetime, int, Calendar, ZoneInfo], Target]] = {
    "working_days": working_days,
    "clock_hours": clock_hours,
}


def _at(local: datetime, zone: ZoneInfo) -> datetime:
    # through UTC and back, so that a wall time which the clocks skipped becomes a real one
    return local.replace(tzinfo=zone).astimezone(timezone.utc).astimezone(zone)
