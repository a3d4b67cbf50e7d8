"""Times as others write them, and as they are kept: in UTC, and of publications some a day and no more."""

from datetime import UTC, datetime, time, timedelta, tzinfo

_DAY = timedelta(days=1, microseconds=-1)


def utc_time(text: str) -> datetime:
    """Return the time of an ISO 8601 text, without a zone taken as UTC; raise ValueError when it is none."""
    time = datetime.fromisoformat(text)
    try:
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except OverflowError as exc:
        raise ValueError(f"{text} is before or after all times") from exc


def is_day(published_at: datetime) -> bool:
    """Tell whether only the day is known on which an item was published: it is kept as midnight in UTC.

    So feeds write it themselves, with a clock time of zeros. What was published at that very second is taken
    for a day too; it is seldom, and says a little less than is known.
    """
    return published_at.astimezone(UTC).time() == time()


def in_zone(published_at: datetime, zone: tzinfo | None) -> datetime:
    """Return a time of publication in a zone, None for that of this machine; a day is the same in all."""
    return published_at.astimezone(UTC if is_day(published_at) else zone)


def latest(published_at: datetime) -> datetime:
    """Return the latest time at which an item may have been published: a day goes on until its end."""
    return published_at + _DAY if is_day(published_at) else published_at
