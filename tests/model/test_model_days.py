"""Times of publication that are a day and no more."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.model.days import in_zone, is_day, latest

DAY = datetime(2026, 11, 21, tzinfo=UTC)


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
