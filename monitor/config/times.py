"""Texts of the configuration to times and spans; each function refuses with a ValueError fit for a person."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from cronsim import CronSim, CronSimError

from monitor.config.codes import WEEKDAYS
from monitor.config.nearest import did_you_mean

#: Twice the window in which stories are found, and a day.
_LEAST_KEPT = timedelta(days=7)
_CRON_FIELDS = 5
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def parse_duration(text: str) -> int:
    """Return seconds."""
    match = re.fullmatch(r"([0-9]{1,6})([smhd])", text)
    if not match or int(match[1]) == 0:
        raise ValueError(f'\'{text}\' is no length of time; write it such as "90s" or "30m"')
    return int(match[1]) * _SECONDS[match[2]]


def parse_pause(text: str) -> int:
    """Return seconds, perhaps none."""
    return 0 if re.fullmatch("0[smhd]", text) else parse_duration(text)


def parse_keep(text: str) -> timedelta | None:
    """Return for how long texts are kept; None: for ever."""
    if text == "forever":
        return None
    kept = timedelta(seconds=parse_duration(text))
    if kept < _LEAST_KEPT:
        raise ValueError(
            f'\'{text}\' is too short: stories need the texts of a week; write "7d" or more, or "forever"'
        )
    return kept


def parse_clock(text: str) -> time:
    """Return a time of day, to the minute."""
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise ValueError(f"'{text}' is no time of day; write hours and minutes, such as \"07:30\"")
    return time.fromisoformat(text)


def parse_clock_range(text: str) -> tuple[time, time]:
    """Return from which time of day to which."""
    begins, dash, ends = text.partition("-")
    if not dash or begins == ends:
        raise ValueError(f"'{text}' is no span of the day; write two times, such as \"22:00-07:00\"")
    return parse_clock(begins), parse_clock(ends)


def parse_days(days: object) -> frozenset[int]:
    """Return the weekdays meant, 0 being Monday."""
    if days == "daily":
        return frozenset(range(7))
    if days == "weekdays":
        return frozenset(range(5))
    if not isinstance(days, list) or not days:
        raise ValueError('must be "daily", "weekdays" or a list of days, such as ["mon", "thu"]')
    for day in days:
        if day not in WEEKDAYS:
            raise ValueError(f"'{day}' is no day of the week; {did_you_mean(str(day)[:3], WEEKDAYS)}")
    return frozenset(WEEKDAYS.index(day) for day in days)


def parse_zone(text: str) -> ZoneInfo:
    """Return a zone of the tz database."""
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError, RecursionError):  # dots are looked for as packages in packages
        hint = did_you_mean(text, available_timezones()) if text else "such as Europe/Vilnius"
        raise ValueError(f"'{text}' is no time zone; {hint}") from None


def check_cron(text: str) -> None:
    """Accept five fields of cron that fall due some day."""
    try:
        if len(text.split()) != _CRON_FIELDS:
            raise CronSimError("it takes five fields: minute, hour, day of month, month, day of week")
        next(CronSim(text, datetime(2024, 1, 1)))  # noqa: DTZ001 - wall time of no zone
    except (CronSimError, StopIteration) as error:
        reason = str(error) or "no such day comes"
        hint = 'write it such as "30 7 * * mon-fri"'
        raise ValueError(
            f"'{text}' is no schedule of cron ({reason[0].lower()}{reason[1:]}); {hint}"
        ) from None
