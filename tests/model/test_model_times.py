"""Times as others write them, and times of publication that are a day and no more."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.model.times import in_zone, is_day, latest, utc_time

DAY = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-11-21", DAY),
        ("2026-11-21T00:00", DAY),
        ("2026-11-21T03:00+03:00", DAY),
        ("2026-11-20T19:00:00-05:00", DAY),
        ("2026-11-21T00:00:00Z", DAY),
    ],
)
def test_times_are_taken_to_utc_those_without_a_zone_as_of_utc(text: str, time: datetime) -> None:
    assert utc_time(text) == time
    assert utc_time(text).tzinfo is UTC


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "0001-01-01T00:00+03:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        utc_time(text)


@pytest.mark.parametrize(
    ("published_at", "known"),
    [
        (DAY, True),
        (datetime(2026, 11, 21, 2, tzinfo=ZoneInfo("Europe/Vilnius")), True),
        (datetime(2026, 11, 21, tzinfo=ZoneInfo("Europe/Vilnius")), False),
        (DAY + timedelta(seconds=1), False),
    ],
)
def test_a_day_is_kept_as_midnight_in_utc(published_at: datetime, known: bool) -> None:
    assert is_day(published_at) is known


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_a_day_is_the_same_in_all_zones_and_a_time_is_not(zone: str) -> None:
    assert in_zone(DAY, ZoneInfo(zone)).date() == DAY.date()
    noon = DAY + timedelta(hours=12)
    assert in_zone(noon, ZoneInfo(zone)) == noon
    assert in_zone(noon, ZoneInfo(zone)).hour != 12


def test_a_day_may_have_been_until_its_end() -> None:
    assert latest(DAY) == DAY + timedelta(days=1, microseconds=-1)
    assert latest(DAY + timedelta(hours=1)) == DAY + timedelta(hours=1)
