"""The tables of digests and alerts to their nouns. Pure."""

from dataclasses import replace
from datetime import timedelta

from monitor.config.schema.monitor import MonitorFile
from monitor.config.schema.tellings import AlertTable, DigestTable, TellingTable
from monitor.config.times import parse_clock, parse_clock_range, parse_days, parse_duration, parse_zone
from monitor.model.digests import Alerting, Digest, Schedule, StoryRule
from monitor.model.topics import Topic


def to_digests(file: MonitorFile, topics: tuple[Topic, ...]) -> tuple[Digest, ...]:
    """Return the digests and then the alerts, each in the order of the file."""
    digests = tuple(_digest(key, digest, topics) for key, digest in file.digests.items())
    return (*digests, *(_alert(key, alert, topics, digests) for key, alert in file.alerts.items()))


def _digest(key: str, table: DigestTable, topics: tuple[Topic, ...]) -> Digest:
    schedule = Schedule(
        at=tuple(sorted(parse_clock(text) for text in table.at)),
        zone=parse_zone(table.zone),
        weekdays=parse_days(table.days),
        cron=table.cron,
        is_immediate=table.immediate,
    )
    return replace(
        _telling(key, table, topics, schedule),
        heartbeat=table.heartbeat,
        rule=StoryRule(min_score=table.min_score, min_sources=table.min_sources, continued=table.continued),
        limit=table.limit or None,
    )


def _alert(key: str, table: AlertTable, topics: tuple[Topic, ...], digests: tuple[Digest, ...]) -> Digest:
    """Return an alert, which is a digest that is due at once and chooses what it tells."""
    quiet = parse_clock_range(table.quiet_hours) if table.quiet_hours else None
    schedule = Schedule(zone=parse_zone(table.zone), is_immediate=True, quiet=quiet)
    telling = _telling(key, table, topics, schedule)
    told = (digest.key for digest in digests if _ways(digest) <= _ways(telling))
    return replace(
        telling,
        rule=StoryRule(min_score=table.min_score, min_sources=table.min_sources),
        alerting=Alerting(
            cool_down=timedelta(seconds=parse_duration(table.cool_down)),
            digests=tuple(told if table.digests is None else table.digests),
        ),
    )


def _ways(telling: Digest) -> set[str]:
    """Return by which ways readers are told: mail addresses and channels. Pages are written of everything."""
    mailed = telling.recipients if "email" in telling.channels else ()
    return {*mailed, *telling.channels} - {"email", "file"}


def _telling(key: str, table: TellingTable, topics: tuple[Topic, ...], schedule: Schedule) -> Digest:
    return Digest(
        key=key,
        name=table.name or key,
        topics=tuple(topic.key for topic in topics) if table.topics is None else tuple(table.topics),
        languages=tuple(table.languages),
        schedule=schedule,
        channels=tuple(table.channels),
        recipients=tuple(table.recipients),
    )
