"""The last 30 days of a topic: how many articles each brought. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.model.issues import Timeline
from monitor.model.times import in_zone

#: Days that a timeline shows, that of the issue included.
DAYS = 30


def timelines(
    moments: Iterable[tuple[str, datetime]], topics: Sequence[str], *, until_at: datetime, zone: ZoneInfo
) -> tuple[Timeline, ...]:
    """Return a timeline for each topic, in their order, from topics and moments of publication.

    Days are the reader's; the last one is that in which the window ends.
    """
    last = until_at.astimezone(zone).date()
    # Where it is still yesterday there are articles of tomorrow.
    counts = Counter((topic, min(in_zone(at, zone).date(), last)) for topic, at in moments)
    return tuple(Timeline(topic=topic, until=last, counts=_counts(counts, topic, last)) for topic in topics)


def begin_of(until_at: datetime) -> datetime:
    """Return a moment before which no timeline looks, whatever the zone."""
    return until_at - timedelta(days=DAYS + 1)


def days_of(timeline: Timeline) -> list[date]:
    """Return the days of a timeline, oldest first."""
    return [timeline.until - timedelta(days=ago) for ago in reversed(range(len(timeline.counts)))]


def _counts(counts: Counter[tuple[str, date]], topic: str, last: date) -> tuple[int, ...]:
    return tuple(counts[topic, last - timedelta(days=ago)] for ago in reversed(range(DAYS)))
