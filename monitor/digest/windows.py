"""When a digest is due, and which stretch of time its next issue covers. Pure.

A schedule speaks wall time of one zone; everything that leaves here is UTC. On the days of a clock change
each wall time still happens once: one that is skipped falls on the first instant after the gap, one that
comes twice counts the first time only.

Expressions of cron are read by cronsim, in naive wall time: what a clock change does to them is decided here,
as for all other schedules.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim

from monitor.model.digests import Schedule, Window

#: Far enough that a weekly schedule is met on both sides of today, one day skipped by its zone included.
_DAYS_AROUND = 9
#: More than any clock is set back.
_FOLD = timedelta(hours=3)
#: An issue made later than so many seconds after it was due says so.
_LATE_FROM_S = 3600


def open_window(schedule: Schedule, last_until: datetime, *, now: datetime) -> Window | None:
    """Return the window of the issue that is due, or None while none is.

    It begins where the issue before ended and ends at the last due instant: after any time of rest there is
    one window, not one for each instant missed. An immediate digest is always due but in its quiet hours,
    which it makes up for when they end.
    """
    if is_quiet(schedule, now):
        return None
    until = now.astimezone(UTC) if schedule.is_immediate else last_due(schedule, now)
    if until <= last_until:
        return None
    return Window(from_at=last_until.astimezone(UTC), until_at=until)


def is_quiet(schedule: Schedule, now: datetime) -> bool:
    """Tell whether `now` lies in the quiet hours, from the one time of day until before the other.

    They begin and end once a date, also when the clock is changed.
    """
    if schedule.quiet is None:
        return False
    begins, ends = schedule.quiet
    today = now.astimezone(schedule.zone).date()
    for day in (today - timedelta(days=1), today):
        last = day if begins < ends else day + timedelta(days=1)
        if instant_of(day, begins, zone=schedule.zone) <= now < instant_of(last, ends, zone=schedule.zone):
            return True
    return False


def late_s(schedule: Schedule, window: Window, *, now: datetime) -> int:
    """Return the seconds since the first due instant of a window, 0 for less than an hour.

    It is the age of the oldest issue that should have been made and was not.
    """
    if schedule.is_immediate:
        return 0
    late = int((now - next_due(schedule, window.from_at)).total_seconds())
    return late if late >= _LATE_FROM_S else 0


def last_due(schedule: Schedule, now: datetime) -> datetime:
    """Return the latest due instant that is not after `now`."""
    return next(instant for instant in _instants(schedule, now, back=True) if instant <= now)


def next_due(schedule: Schedule, now: datetime) -> datetime:
    """Return the first due instant after `now`."""
    return next(instant for instant in _instants(schedule, now) if instant > now)


def _instants(schedule: Schedule, now: datetime, *, back: bool = False) -> Iterator[datetime]:
    """Yield due instants in order from before `now` on; with `back` backwards from after it."""
    return (_cron_instants if schedule.cron else _daily_instants)(schedule, now, back=back)


def _cron_instants(schedule: Schedule, now: datetime, *, back: bool) -> Iterator[datetime]:
    """Yield the due instants from `now` on, in order; backwards from a little after it with `back`.

    When a clock was just set back, wall times later than the present one have been already.
    """
    wall = now.astimezone(schedule.zone).replace(tzinfo=None, fold=0)
    for met in CronSim(schedule.cron, wall + _FOLD if back else wall, reverse=back):
        yield instant_of(met.date(), met.time(), zone=schedule.zone)


def _daily_instants(schedule: Schedule, now: datetime, *, back: bool) -> Iterator[datetime]:
    if not (schedule.at and schedule.weekdays):
        raise ValueError("a schedule needs at least one time and one weekday")
    today = now.astimezone(schedule.zone).date()
    for distance in range(-1, _DAYS_AROUND + 1):
        day = today + timedelta(days=-distance if back else distance)
        if day.weekday() in schedule.weekdays:
            yield from sorted((instant_of(day, at, zone=schedule.zone) for at in schedule.at), reverse=back)


def instant_of(day: date, at: time, *, zone: ZoneInfo) -> datetime:
    """Return the one UTC instant that stands for a wall time on a date."""
    local = datetime.combine(day, at.replace(fold=0), tzinfo=zone)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None, fold=0) == local.replace(tzinfo=None):
        return instant
    return _end_of_gap(local, zone)


def _end_of_gap(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant after the gap in which a wall time lies.

    By PEP 495 a skipped time read with fold=1 is an instant before the gap, with fold=0 one after it.
    """
    before, after = local.replace(fold=1).astimezone(UTC), local.astimezone(UTC)
    old = before.astimezone(zone).utcoffset()
    seconds = range(int((after - before).total_seconds()) + 1)
    change = bisect_left(
        seconds, True, key=lambda s: (before + timedelta(seconds=s)).astimezone(zone).utcoffset() != old
    )
    return before + timedelta(seconds=change)
