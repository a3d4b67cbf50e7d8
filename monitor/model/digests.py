"""Digests and alerts as they are defined: who is sent which topics and when, and what is worth telling."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a digest is due, in wall time of one zone: by times and weekdays, by `cron`, or at once."""

    at: tuple[time, ...] = ()
    zone: ZoneInfo
    #: 0 is Monday.
    weekdays: frozenset[int] = frozenset(range(7))
    #: Five fields, instead of times and weekdays; empty for none.
    cron: str = ""
    #: Due whenever there is something to tell, instead of all that.
    is_immediate: bool = False
    #: Of an immediate one: from when to when it waits, by the clock of the zone; None for never.
    quiet: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRule:
    """Which stories are worth telling; one that was told once is told further."""

    #: Of the strongest match with a topic, 0..1.
    min_score: float = 0.0
    #: Sources that tell it in their own words.
    min_sources: int = 1
    #: Whether a story that goes on with nothing new in it but articles is told.
    continued: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerting:
    """What makes an alert of a digest: it goes out at once, but not again and again."""

    #: From one alert to the next one about the same story, at least.
    cool_down: timedelta
    #: Keys of the digests whose readers get the alert; None for all.
    digests: tuple[str, ...] | None = None

    def reaches(self, digest: str) -> bool:
        """Tell whether the readers of a digest get the alert."""
        return self.digests is None or digest in self.digests


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A definition: who is sent which topics, and when; an alert is one too."""

    key: str
    name: str
    #: Keys of topics, in the order in which they are shown.
    topics: tuple[str, ...]
    #: ISO 639-1 codes that its readers like to read, first the best: a story is led by such an item.
    languages: tuple[str, ...] = ()
    schedule: Schedule
    #: `file`, `email`, `webhook:NAME`, `notify:NAME`.
    channels: tuple[str, ...]
    #: Mail addresses.
    recipients: tuple[str, ...] = ()
    #: Whether an empty window is worth a message that says so.
    heartbeat: bool = False
    rule: StoryRule = StoryRule()
    #: Stories in a mail or note, at most; the page has all. None for no limit.
    limit: int | None = None
    #: None: it is no alert.
    alerting: Alerting | None = None

    @property
    def is_selective(self) -> bool:
        """Tell whether stories that belong to its topics may have to wait until they are worth telling."""
        return self.alerting is not None or self.rule != StoryRule()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The half-open stretch of time [from_at, until_at) that one issue covers."""

    from_at: datetime
    until_at: datetime
