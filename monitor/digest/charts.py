"""A timeline as a reader meets it: bars, and the same in words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.digest import labels
from monitor.digest.timeline import days_of
from monitor.model.digests import Window
from monitor.model.issues import Timeline
from monitor.words.counts import count

#: Units of the drawing: what a bar and the gap after it take, and the height of the highest bar.
STEP, BAR, HEIGHT = 10, 8, 40
#: Eighths of a line of text; the lowest stands for nothing.
_BLOCKS = "▁▂▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One day of a chart."""

    #: Left and upper edge, and height, in units of the drawing.
    x: int
    y: float
    height: float
    #: Whether the day lies in the window of the issue.
    is_new: bool
    #: `Tue 10 Nov`.
    day: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The last days of a topic."""

    bars: tuple[Bar, ...]
    #: Of the whole drawing.
    width: int
    height: int = HEIGHT
    #: `142 articles in 30 days, most on Tue 10 Nov: 23`.
    summary: str
    #: The bars as letters, for mail.
    blocks: str

    @property
    def days(self) -> tuple[Bar, ...]:
        """Return the days that brought something, newest first."""
        return tuple(bar for bar in reversed(self.bars) if bar.count)


def view_chart(timeline: Timeline, *, window: Window, zone: ZoneInfo) -> Chart | None:
    """Return the chart of a timeline; None for one in which nothing happened."""
    most = max(timeline.counts, default=0)
    if not most:
        return None
    days = days_of(timeline)
    since = window.from_at.astimezone(zone).date()
    bars = tuple(
        _bar(place, day, articles, most=most, is_new=day >= since, beside=timeline.until)
        for place, (day, articles) in enumerate(zip(days, timeline.counts, strict=True))
    )
    return Chart(
        bars=bars,
        width=STEP * len(bars) - (STEP - BAR),
        summary=_summary(bars, most),
        blocks="".join(_BLOCKS[-(-bar.count * 8 // most)] for bar in bars),
    )


def _bar(place: int, day: date, articles: int, *, most: int, is_new: bool, beside: date) -> Bar:
    """Return a bar; a day with anything at all is never lower than a hair."""
    height = max(round(HEIGHT * articles / most, 1), 1.5) if articles else 0
    return Bar(
        x=STEP * place,
        y=round(HEIGHT - height, 1),
        height=height,
        is_new=is_new,
        day=labels.day_label(_noon(day), beside=_noon(beside)),
        count=articles,
    )


def _summary(bars: Sequence[Bar], most: int) -> str:
    total = sum(bar.count for bar in bars)
    peak = next(bar for bar in reversed(bars) if bar.count == most)
    return f"{count(total, 'article')} in {len(bars)} days, most on {peak.day}: {most:,}"


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - a day, not a moment
