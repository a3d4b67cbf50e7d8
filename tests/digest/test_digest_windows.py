"""Digests are due by the reader's clock, once a day, also when the clock is changed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.digest.windows import instant_of, last_due, late_s, next_due, open_window
from monitor.model.digests import Schedule

VILNIUS = ZoneInfo("Europe/Vilnius")
#: North, south, half an hour, change at midnight, no change, change of half an hour.
ZONES = (
    "Europe/Vilnius", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Asia/Beirut",
    "Europe/Minsk", "Africa/Casablanca", "Asia/Tehran", "Pacific/Auckland", "Atlantic/Azores",
    "America/Havana", "Europe/London",
)  # fmt: skip
TIMES = (time(0, 0), time(0, 30), time(1, 45), time(2, 30), time(7, 30), time(23, 59))


def utc(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)


def daily(zone: ZoneInfo, *at: time, weekdays: frozenset[int] = frozenset(range(7))) -> Schedule:
    return Schedule(at=at, zone=zone, weekdays=weekdays)


def changes(zone: ZoneInfo) -> list[datetime]:
    """Return the days of 2025 and 2026 on which the zone's offset changes: its rules repeat themselves."""
    days = [utc(2025, 1, 1) + timedelta(days=n) for n in range(2 * 365 + 1)]
    offsets = [day.astimezone(zone).utcoffset() for day in days]
    return [day for day, now, then in zip(days, offsets, offsets[1:], strict=False) if now != then]


def walked(zone: ZoneInfo, day: date, at: time) -> datetime:
    """Return the due instant by walking through the minutes from before the day to after it."""
    minute = datetime.combine(day, time(), tzinfo=UTC) - timedelta(hours=15)
    while minute.astimezone(zone).replace(tzinfo=None, fold=0) < datetime.combine(day, at):
        minute += timedelta(minutes=1)
    return minute


@pytest.mark.parametrize("key", ZONES)
def test_every_clock_change_gives_each_wall_time_one_instant(key: str) -> None:
    zone = ZoneInfo(key)
    for change in changes(zone):
        for at in TIMES:
            found = [instant_of(change.date() + timedelta(days=n), at, zone=zone) for n in range(-1, 3)]
            assert found == sorted(set(found))
            for day, instant in zip(range(-1, 3), found, strict=True):
                local = instant.astimezone(zone)
                wanted = datetime.combine(change.date() + timedelta(days=day), at)
                assert local.fold == 0
                if local.replace(tzinfo=None) != wanted:
                    before = (instant - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
                    assert before < wanted < local.replace(tzinfo=None), "not the first after the gap"


@pytest.mark.parametrize("key", ["Europe/Vilnius", "Asia/Beirut", "Australia/Lord_Howe"])
def test_instants_are_those_of_a_walk_through_the_minutes(key: str) -> None:
    zone = ZoneInfo(key)
    for change in changes(zone)[:2]:
        for n in range(2):
            day = change.date() + timedelta(days=n)
            assert [instant_of(day, at, zone=zone) for at in TIMES] == [walked(zone, day, at) for at in TIMES]


@pytest.mark.parametrize("key", ZONES)
def test_a_tick_every_quarter_hour_meets_every_time_once(key: str) -> None:
    zone = ZoneInfo(key)
    for change in changes(zone)[:2]:
        schedule = daily(zone, time(1, 45), time(2, 30))
        until = change - timedelta(days=3)
        met = set()
        for tick in range(6 * 96):
            now = change - timedelta(days=3) + timedelta(minutes=15 * tick)
            window = open_window(schedule, until, now=now)
            if window:
                assert window.from_at == until
                until = window.until_at
                met.add(window.until_at)
        days = [change.date() + timedelta(days=n) for n in range(-4, 4)]
        due = {instant_of(day, at, zone=zone) for day in days for at in schedule.at}
        assert met == {d for d in due if change - timedelta(days=3) < d <= now}


def schedules(zone: ZoneInfo, at: time, day: date) -> dict[str, Schedule]:
    """Return schedules of every kind that are due at a time of a day."""
    cron = f"{at.minute} {at.hour} * *"
    return {
        "daily": daily(zone, at),
        "weekdays": daily(zone, at, weekdays=frozenset(range(5))),
        "weekly": daily(zone, at, weekdays=frozenset({day.weekday()})),
        "daily by cron": Schedule(zone=zone, cron=f"{cron} *"),
        "weekdays by cron": Schedule(zone=zone, cron=f"{cron} mon-fri"),
        "weekly by cron": Schedule(zone=zone, cron=f"{cron} {day.isoweekday()}"),
    }


@pytest.mark.parametrize("key", ZONES)
def test_every_kind_of_schedule_is_due_once_a_date_at_every_clock_change(key: str) -> None:
    zone = ZoneInfo(key)
    for change in changes(zone):
        days = [change.date() + timedelta(days=n) for n in range(-1, 3)]
        for at in TIMES:
            due = {day: instant_of(day, at, zone=zone) for day in days}
            for kind, schedule in schedules(zone, at, change.date()).items():
                kept = [
                    due[day]
                    for day in days
                    if ("weekly" not in kind or day == change.date())
                    and ("weekdays" not in kind or day.weekday() < 5)
                ]
                before, after = due[days[0]] - timedelta(seconds=1), due[days[-1]]
                found = [before]
                while (then := next_due(schedule, found[-1])) <= after:
                    assert last_due(schedule, then) == then
                    found.append(then)
                assert found[1:] == kept, (kind, at)


@pytest.mark.parametrize("key", ZONES)
def test_several_times_a_day_are_each_due_once_at_every_clock_change(key: str) -> None:
    zone = ZoneInfo(key)
    wall = {"by times": daily(zone, *TIMES), "by cron": Schedule(zone=zone, cron="30 0,2,7 * * *")}
    for kind, schedule in wall.items():
        times = TIMES if kind == "by times" else (time(0, 30), time(2, 30), time(7, 30))
        for change in changes(zone):
            days = [change.date() + timedelta(days=n) for n in range(-1, 3)]
            kept = sorted({instant_of(day, at, zone=zone) for day in days for at in times})
            found = [kept[0]]
            while (then := next_due(schedule, found[-1])) <= kept[-1]:
                found.append(then)
            assert found == kept
            assert [last_due(schedule, then + timedelta(seconds=59)) for then in kept] == kept


def test_a_cron_schedule_of_every_quarter_hour_meets_every_wall_time_once() -> None:
    schedule = Schedule(zone=VILNIUS, cron="*/15 * * * *")
    autumn, spring = utc(2026, 10, 24, 23), utc(2026, 3, 29, 0)
    met = [autumn]
    while met[-1] < autumn + timedelta(hours=4):
        met.append(next_due(schedule, met[-1]))
    walls = [instant.astimezone(VILNIUS).replace(tzinfo=None) for instant in met]
    assert walls == sorted(set(walls))
    # In the hour that comes again nothing is due; in spring the skipped hour is due once, at its end.
    assert last_due(schedule, utc(2026, 10, 25, 1, 20)) == utc(2026, 10, 25, 0, 45)
    assert next_due(schedule, spring + timedelta(minutes=50)) == utc(2026, 3, 29, 1)
    assert next_due(schedule, utc(2026, 3, 29, 1)) == utc(2026, 3, 29, 1, 15)


def test_an_immediate_schedule_is_always_due_and_never_late() -> None:
    schedule = Schedule(zone=VILNIUS, is_immediate=True)
    window = open_window(schedule, utc(2026, 11, 17), now=utc(2026, 11, 22, 5))
    assert window
    assert window.until_at == utc(2026, 11, 22, 5)
    assert late_s(schedule, window, now=utc(2026, 11, 22, 5)) == 0


@pytest.mark.parametrize(
    ("from_at", "now", "hours"),
    [
        # In time; late for the one that was due; late for the first of five that were due.
        (utc(2026, 11, 21, 5, 30), utc(2026, 11, 22, 5, 30, 9), 0),
        (utc(2026, 11, 21, 5, 30), utc(2026, 11, 22, 8, 30), 3),
        (utc(2026, 11, 17, 5, 30), utc(2026, 11, 22, 17, 30), 4 * 24 + 12),
    ],
)
def test_an_issue_is_as_late_as_the_first_one_missed(from_at: datetime, now: datetime, hours: int) -> None:
    for schedule in (daily(VILNIUS, time(7, 30)), Schedule(zone=VILNIUS, cron="30 7 * * *")):
        window = open_window(schedule, from_at, now=now)
        assert window
        assert late_s(schedule, window, now=now) // 3600 == hours


def test_a_skipped_time_is_due_at_the_end_of_the_gap() -> None:
    assert instant_of(date(2026, 3, 29), time(3, 30), zone=VILNIUS) == utc(2026, 3, 29, 1, 0)


def test_a_doubled_time_is_due_the_first_time() -> None:
    assert instant_of(date(2026, 10, 25), time(3, 30), zone=VILNIUS) == utc(2026, 10, 25, 0, 30)


def test_a_whole_day_that_a_zone_skipped_is_due_when_the_next_begins() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert instant_of(date(2011, 12, 30), time(7, 30), zone=apia) == utc(2011, 12, 30, 10, 0)


def test_nothing_is_due_before_its_time_and_something_at_it() -> None:
    schedule = daily(VILNIUS, time(7, 30))
    until = utc(2026, 11, 21, 5, 30)
    assert open_window(schedule, until, now=utc(2026, 11, 22, 5, 29, 59)) is None
    window = open_window(schedule, until, now=utc(2026, 11, 22, 5, 30))
    assert window
    assert (window.from_at, window.until_at) == (until, utc(2026, 11, 22, 5, 30))


def test_after_a_week_off_there_is_one_window() -> None:
    window = open_window(daily(VILNIUS, time(7, 30)), utc(2026, 11, 15, 5, 30), now=utc(2026, 11, 22, 9))
    assert window
    assert (window.from_at, window.until_at) == (utc(2026, 11, 15, 5, 30), utc(2026, 11, 22, 5, 30))


def test_a_clock_set_back_opens_no_window() -> None:
    assert open_window(daily(VILNIUS, time(7, 30)), utc(2026, 11, 22, 5, 30), now=utc(2026, 11, 20)) is None


def test_weekdays_are_those_of_the_zone() -> None:
    # Monday 01:00 in Auckland is Sunday noon in UTC.
    schedule = daily(ZoneInfo("Pacific/Auckland"), time(1, 0), weekdays=frozenset({0}))
    assert next_due(schedule, utc(2026, 11, 21)) == utc(2026, 11, 22, 12, 0)
    assert last_due(schedule, utc(2026, 11, 22, 11, 59)) == utc(2026, 11, 15, 12, 0)


def test_of_several_times_a_day_the_next_is_next() -> None:
    schedule = daily(VILNIUS, time(18, 0), time(7, 30))
    assert next_due(schedule, utc(2026, 11, 22, 5, 30)) == utc(2026, 11, 22, 16, 0)
    assert next_due(schedule, utc(2026, 11, 22, 16, 0)) == utc(2026, 11, 23, 5, 30)


def test_a_schedule_without_a_time_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one time"):
        next_due(daily(VILNIUS), utc(2026, 11, 22))


NIGHT = (time(22, 30), time(7, 0))


@pytest.mark.parametrize("key", ZONES)
@pytest.mark.parametrize("quiet", [NIGHT, (time(1, 30), time(2, 30)), (time(0, 0), time(3, 0))])
def test_quiet_hours_begin_and_end_once_a_date_at_every_clock_change(
    key: str, quiet: tuple[time, time]
) -> None:
    zone = ZoneInfo(key)
    begins, ends = quiet
    schedule = Schedule(zone=zone, is_immediate=True, quiet=quiet)
    for change in changes(zone):
        start = change - timedelta(days=1)
        ticks = [start + timedelta(minutes=30 * n) for n in range(3 * 48)]
        is_open = [open_window(schedule, start - timedelta(days=9), now=tick) is not None for tick in ticks]
        turns = {t for t, before, now in zip(ticks[1:], is_open, is_open[1:], strict=False) if before != now}
        days = [start.date() + timedelta(days=n) for n in range(-1, 5)]
        spans = [
            (instant_of(day, begins, zone=zone), instant_of(later, ends, zone=zone))
            for day, later in zip(days, days if begins < ends else days[1:], strict=False)
        ]
        # A clock change may skip all of a short quiet time.
        told = {turn for first, last in spans if first < last for turn in (first, last)}
        assert turns == {turn for turn in told if ticks[0] < turn <= ticks[-1]}


def test_what_comes_in_the_quiet_hours_is_told_at_their_end_in_one_window() -> None:
    schedule = Schedule(zone=VILNIUS, is_immediate=True, quiet=NIGHT)
    evening, morning = utc(2026, 11, 21, 20, 30), utc(2026, 11, 22, 5)
    assert open_window(schedule, utc(2026, 11, 21, 20), now=evening) is None
    assert open_window(schedule, utc(2026, 11, 21, 20), now=morning - timedelta(seconds=1)) is None
    window = open_window(schedule, utc(2026, 11, 21, 20), now=morning)
    assert window
    assert (window.from_at, window.until_at) == (utc(2026, 11, 21, 20), morning)
