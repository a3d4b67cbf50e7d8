"""What an answer's headers say about asking again: validators and freshness. Pure.

All of it is untrusted: what cannot be understood counts as not said, and no pause is longer than a day.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from monitor.net.pauses import SECONDS, after, http_date, retry_at

_MAX_VALIDATOR = 1_000
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.ASCII | re.IGNORECASE)
_NO_CACHE = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.IGNORECASE)


def validator(headers: Mapping[str, str], name: str) -> str | None:
    """Return ETag or Last-Modified as sent, or None when absent or not fit to be sent back."""
    value = headers.get(name, "").strip()
    return (
        value if value and value.isascii() and value.isprintable() and len(value) <= _MAX_VALIDATOR else None
    )


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return until when the answer stays as it is, by Retry-After, Cache-Control or Expires."""
    times = [at for at in (retry_at(headers, now), _kept_until(headers, now)) if at is not None]
    return max(times, default=None)


def _kept_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    control = headers.get("Cache-Control", "")
    if _NO_CACHE.search(control):
        return None
    if max_age := _MAX_AGE.search(control):
        age = headers.get("Age", "")
        return after(now, int(max_age[1]) - (int(age) if SECONDS.fullmatch(age) else 0))
    expires_at = http_date(headers.get("Expires", ""))
    if expires_at is None:
        return None
    # The server's clock may be wrong, so only the distance between its own two times counts.
    return after(now, int((expires_at - (http_date(headers.get("Date", "")) or now)).total_seconds()))
