"""Whether and when a server lets us come back, by the status and the headers of its answer. Pure.

All of it is untrusted: what cannot be understood counts as not said, and no pause is longer than a day.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

#: The longest pause that we let a server ask for.
LONGEST = timedelta(hours=24)

#: A number of seconds, as a header gives it.
SECONDS = re.compile(r"\d{1,12}", re.ASCII)

_LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}


def says_later(status: int) -> bool:
    """Tell whether a status says that the same request may go well later."""
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _LATER


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when Retry-After, in seconds or as a date, lets us come back."""
    value = headers.get("Retry-After", "").strip()
    if SECONDS.fullmatch(value):
        return after(now, int(value))
    at = http_date(value)
    return None if at is None or at <= now else min(at, now + LONGEST)


def after(now: datetime, seconds: int) -> datetime | None:
    """Return the time so many seconds from now, a day at most; None when that is no time to come."""
    return now + min(timedelta(seconds=min(seconds, 10**8)), LONGEST) if seconds > 0 else None


def http_date(value: str) -> datetime | None:
    """Return the time that a header gives, or None when it gives none."""
    if not value:
        return None
    try:
        at = parsedate_to_datetime(value)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
