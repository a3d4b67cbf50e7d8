"""Headers about asking again."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.fetch.caching import fresh_until, validator
from monitor.net.pauses import retry_at

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
IN_AN_HOUR = "Fri, 20 Nov 2026 13:00:00 GMT"
AN_HOUR_AGO = "Fri, 20 Nov 2026 11:00:00 GMT"


def _seconds(at: datetime | None) -> float | None:
    return None if at is None else (at - NOW).total_seconds()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        (IN_AN_HOUR, 3600),
        ("Fri, 20 Nov 2026 14:00:00 +0100", 3600),
        ("Fri, 20 Nov 2026 13:00:00 -0000", 3600),
        (AN_HOUR_AGO, None),
        ("0", None),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("1e3", None),
        ("٣٠", None),
        ("999999999999", 86400),
        ("9" * 5000, None),
        ("Fri, 20 Nov 9999 13:00:00 -2359", 86400),
        ("Fri, 99 Nov 2026 13:00:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: int | None) -> None:
    assert _seconds(retry_at({"Retry-After": value}, NOW)) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=600"}, 600),
        ({"Cache-Control": "public, Max-Age = 600"}, 600),
        ({"Cache-Control": 'max-age="600"'}, 600),
        ({"Cache-Control": "max-age=600", "Age": "200"}, 400),
        ({"Cache-Control": "max-age=600", "Age": "700"}, None),
        ({"Cache-Control": "max-age=600", "Age": "old"}, 600),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "max-age=0", "Expires": IN_AN_HOUR}, None),
        ({"Cache-Control": "no-cache, max-age=600"}, None),
        ({"Cache-Control": "max-age=600, no-store", "Expires": IN_AN_HOUR}, None),
        ({"Cache-Control": "max-age=999999999999"}, 86400),
        ({"Expires": IN_AN_HOUR}, 3600),
        ({"Expires": "0"}, None),
        ({"Expires": "-1"}, None),
        ({"Expires": AN_HOUR_AGO}, None),
        ({"Expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, None),
        ({"Expires": "Fri, 20 Nov 2099 13:00:00 GMT"}, 86400),
        ({"Expires": IN_AN_HOUR, "Date": AN_HOUR_AGO}, 7200),
        ({"Cache-Control": "max-age=600", "Retry-After": "1200"}, 1200),
        ({"Cache-Control": "max-age=600", "Retry-After": "60"}, 600),
    ],
)
def test_an_answer_is_fresh_as_long_as_its_headers_say(headers: dict[str, str], seconds: int | None) -> None:
    assert _seconds(fresh_until(headers, NOW)) == seconds


def test_no_date_of_any_year_and_zone_breaks_the_reading() -> None:
    for year in (0, 1, 99, 1900, 9999, 10000, 99999999):
        for zone in ("GMT", "+9999", "-9999", "+2400", "", "EST", "+99999999999999999999"):
            at = retry_at({"Retry-After": f"Fri, 01 Jan {year} 00:00:00 {zone}"}, NOW)
            assert at is None or NOW < at <= NOW + timedelta(days=1)


@pytest.mark.parametrize("value", ['"abc"', 'W/"abc"', "abc", IN_AN_HOUR])
def test_a_validator_is_kept_as_sent(value: str) -> None:
    assert validator({"ETag": f" {value} "}, "ETag") == value


@pytest.mark.parametrize("value", ["", "  ", '"é"', '"\udcff"', '"a\x00b"', '"a\r\nX: y"', "x" * 1001])
def test_a_validator_that_could_not_be_sent_back_is_dropped(value: str) -> None:
    assert validator({"ETag": value}, "ETag") is None
