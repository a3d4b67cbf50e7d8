"""Times as feeds write them."""

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import mktime_tz, parsedate_tz
from time import gmtime, struct_time
from typing import Any

import feedparser

from monitor.model.times import utc_time
from monitor.parse import fields, spoken_dates

#: Names of zones that feedparser would take for UTC; offsets in hours.
_ZONES = {"BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "FET": 3, "TRT": 3}
_ENDS_WITH_ZONE = re.compile(rf"\b({'|'.join(_ZONES)})\s*$", re.IGNORECASE)
_MAIL = re.compile(r"\s*(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d")
_PERIODS_S = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_FIELDS = ("published_parsed", "updated_parsed", "created_parsed")
#: A publisher may ask for no more than this between polls.
_MAX_TTL_S = 31 * 86_400


def entry_time(entry: dict[str, Any]) -> datetime | None:
    """Return when feedparser's `entry` was published, else changed; None when no date can be read.

    What was read without feedparser has a time where it has nine numbers.
    """
    for field in _FIELDS:
        found = dict.get(entry, field)  # its own get() warns and guesses
        if isinstance(found, datetime):
            return found
        if isinstance(found, tuple):
            return _from_utc(found)
    texts = (fields.text(entry, name) for name in ("published", "updated", "created"))
    # of 11/12/2026 nobody knows which is the month: much software of America writes so
    return any_time(*[text for text in texts if "/" not in text])


def _from_utc(parsed: tuple[int, ...]) -> datetime | None:
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=calendar.timegm(parsed))
    except (ValueError, OverflowError):
        return None


def iso_time(text: object) -> datetime | None:
    """Return the UTC time of an ISO 8601 text, without a zone taken as UTC; None when it is none."""
    if not isinstance(text, str):
        return None
    try:
        return utc_time(text.strip())
    except ValueError:
        return None


def any_time(*texts: str) -> datetime | None:
    """Return the time of the first text that can be read: ISO 8601, RFC 822, or a date for people."""
    found = (iso_time(text) or _mail_time(text) or spoken_dates.spoken_time(text) for text in texts if text)
    return next(filter(None, found), None)


def _mail_time(text: str) -> datetime | None:
    parsed = parsedate_tz(text) if _MAIL.match(text) else None
    try:
        return _from_utc(gmtime(mktime_tz(parsed))) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def ttl_s(head: Mapping[str, Any]) -> int | None:
    """Return the seconds between polls that an RSS channel asks for; None when it does not."""
    minutes, period = fields.text(head, "ttl"), fields.text(head, "sy_updateperiod")
    try:
        if minutes:
            seconds = int(minutes) * 60
        else:
            seconds = _PERIODS_S[period.lower()] // int(fields.text(head, "sy_updatefrequency") or 1)
    except (KeyError, ValueError, ZeroDivisionError):
        return None
    return min(seconds, _MAX_TTL_S) if seconds > 0 else None


def _named_zone(text: str) -> struct_time | None:
    """Read an RFC 822 date that ends with the name of a European zone, for feedparser."""
    zone = _ENDS_WITH_ZONE.search(text)
    fields = parsedate_tz(f"{text[: zone.start()]} +{_ZONES[zone[1].upper()]:02}00") if zone else None
    return gmtime(mktime_tz(fields)) if fields else None


feedparser.registerDateHandler(_named_zone)
