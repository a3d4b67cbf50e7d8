"""An issue as a reader meets it: every word decided, nothing left to the templates but its look. Pure.

Page, mail and text are drawn from the same view. All strings in it are plain text; the templates escape.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from monitor.digest import labels
from monitor.digest.charts import Chart, view_chart
from monitor.digest.entries import Entry, view_entry
from monitor.digest.names import page_name
from monitor.model.coverage import BlindSource
from monitor.model.digests import Issue, IssueItem


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One topic of an issue."""

    anchor: str
    name: str
    #: Items of the topic, those told elsewhere and those cut included.
    count: int
    #: Told here, in the order of the section.
    entries: tuple[Entry, ...]
    #: Told under an earlier topic.
    elsewhere: tuple[Entry, ...]
    #: Whether an earlier part of the issue has begun this topic.
    is_continued: bool = False
    #: Its last days; None when they brought nothing.
    chart: Chart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """One issue, for one medium."""

    name: str
    number: int
    #: The day the window ends, such as `Sun 22 Nov 2026`.
    day: str
    #: `Sat 21 Nov 07:30 to Sun 22 Nov 2026 07:30, Vilnius time`.
    window: str
    zone: str
    made: str
    #: `covers 17 to 22 November, late by 5 days`; empty for an issue made in time.
    late: str
    #: `14 articles`, `11 sources`, `6 languages`; empty for an empty issue.
    counts: tuple[str, ...]
    sections: tuple[SectionView, ...]
    #: Names of blind sources, each with its state and since when, and with the reason.
    blind: tuple[tuple[str, str, str], ...]
    #: `3 of 27 sources blind since Tuesday`; without the day when there are several.
    blind_label: str
    #: Name of the page of this issue.
    page: str
    #: `2 deliveries failed: ...`, for the operator; empty when none did.
    trouble: str
    #: From 1; a mail may hold a part of an issue.
    part: int = 1
    is_last: bool = True


def view_issue(issue: Issue, *, snippet: int) -> IssueView:
    """Return the view of an issue with snippets of at most `snippet` characters."""
    until_at = issue.window.until_at.astimezone(issue.zone)
    blind = tuple(_view_blind(source, issue) for source in issue.coverage.blind)
    return IssueView(
        name=issue.name,
        number=issue.number,
        day=labels.day_label(until_at),
        window=labels.window_label(issue.window, issue.zone, is_first=issue.number == 1),
        zone=labels.zone_name(issue.zone),
        made=_moment_label(issue.made_at.astimezone(issue.zone)),
        late=labels.late_label(issue.window, issue.zone, late_s=issue.late_s) if issue.late_s else "",
        counts=_counts(issue),
        sections=tuple(_view_sections(issue, snippet=snippet)),
        blind=blind,
        blind_label=_blind_label(issue),
        page=page_name(issue),
        trouble=labels.undelivered_label(issue.undelivered),
    )


def _view_blind(source: BlindSource, issue: Issue) -> tuple[str, str, str]:
    since = labels.since_label(source.since, until=issue.made_at, zone=issue.zone)
    return source.name, f"{source.state} since {since}", source.why


def _blind_label(issue: Issue) -> str:
    blind = issue.coverage.blind
    days = {labels.since_label(source.since, until=issue.made_at, zone=issue.zone) for source in blind}
    since = f" since {days.pop()}" if len(days) == 1 else ""
    return f"{len(blind)} of {labels.count(issue.coverage.sources, 'source')} blind{since}"


def _moment_label(moment: datetime) -> str:
    return f"{labels.day_label(moment)} {moment:%H:%M}"


def _counts(issue: Issue) -> tuple[str, ...]:
    """Return how much there is in an issue; an item of two topics is one article."""
    told = {member.item.id: member for section in issue.sections for member in section.items}.values()
    if not told:
        return ()
    sources = {member.source.key for member in told}
    languages = {member.item.language for member in told} - {""}
    counts = [labels.count(len(told), "article"), labels.count(len(sources), "source")]
    return (*counts, labels.count(len(languages), "language")) if len(languages) > 1 else tuple(counts)


def _view_sections(issue: Issue, *, snippet: int) -> Iterator[SectionView]:
    """Yield the topics in order; each item is told whole under the first of its topics."""
    under: dict[int, list[tuple[str, IssueItem]]] = {}
    home: dict[int, int] = {}
    for number, section in enumerate(issue.sections):
        for member in section.items:
            under.setdefault(member.item.id, []).append((section.name, member))
            home.setdefault(member.item.id, number)
    charts = {
        timeline.topic: view_chart(timeline, window=issue.window, zone=issue.zone)
        for timeline in issue.timelines
    }
    for number, section in enumerate(issue.sections):
        entries = [
            (home[m.item.id], view_entry(issue, under[m.item.id], home=section.name, snippet=snippet))
            for m in section.items
        ]
        yield SectionView(
            anchor=f"topic-{number + 1}",
            name=section.name,
            count=len(section.items),
            entries=tuple(entry for told, entry in entries if told == number),
            elsewhere=tuple(entry for told, entry in entries if told != number),
            chart=charts.get(section.topic),
        )
