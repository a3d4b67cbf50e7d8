"""An issue as a reader meets it: every word decided, nothing left to the templates but its look. Pure.

Page, mail and text are drawn from the same view. All strings in it are plain text; the templates escape.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.digest import labels
from monitor.digest.charts import Chart, view_chart
from monitor.digest.names import page_name
from monitor.digest.sources import SourceView, view_sources
from monitor.digest.stories import StoryView, view_story
from monitor.model.coverage import BlindSource
from monitor.model.issues import Issue
from monitor.words.counts import count

#: Letters of a headline in a subject.
_SUBJECT = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One topic of an issue."""

    anchor: str
    name: str
    #: Stories of the topic, those told elsewhere and those of other parts included.
    count: int
    #: Told here, the highest rank first.
    stories: tuple[StoryView, ...]
    #: Sent before, told here, and nothing new but the items.
    continued: tuple[StoryView, ...]
    #: Told under an earlier topic.
    elsewhere: tuple[StoryView, ...]
    #: Of which alerts have brought everything.
    alerted: tuple[StoryView, ...] = ()
    #: Stories of the topic left out of a mail that may hold only so many, wherever they would be told.
    rest: int = 0
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
    #: `5 stories`, `14 articles`, `11 sources`, `6 languages`; empty for an empty issue.
    counts: tuple[str, ...]
    sections: tuple[SectionView, ...]
    sources: tuple[SourceView, ...]
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
    is_alert: bool = False

    @property
    def subject(self) -> str:
        """Return `Belarus daily No. 12: 5 stories, Sun 22 Nov 2026`; of an alert its first headline."""
        if not (self.is_alert and self.counts):
            told = self.counts[0] if self.counts else "all quiet"
            return f"{self.name} No. {self.number}: {told}, {self.day}"
        stories = [story for section in self.sections for story in (*section.stories, *section.continued)]
        more = f" and {count(len(stories) - 1, 'more story', 'more stories')}" if stories[1:] else ""
        return f"Alert: {stories[0].lead.headline[:_SUBJECT]}{more}"


def view_issue(issue: Issue, *, snippet: int) -> IssueView:
    """Return the view of an issue with snippets of at most `snippet` characters."""
    until_at = issue.window.until_at.astimezone(issue.zone)
    blind = tuple(_view_blind(source, issue) for source in issue.coverage.blind)
    return IssueView(
        name=issue.name,
        number=issue.number,
        day=labels.day_label(until_at),
        window=_window_label(issue),
        zone=labels.zone_name(issue.zone),
        made=_moment_label(issue.made_at.astimezone(issue.zone)),
        late=labels.late_label(issue.window, issue.zone, late_s=issue.late_s) if issue.late_s else "",
        counts=_counts(issue),
        # What is told elsewhere in an alert is in view anyway.
        sections=tuple(
            s for s in _view_sections(issue, snippet=snippet) if _told_in(s) or not issue.is_alert
        ),
        sources=view_sources(issue),
        blind=blind,
        blind_label=_blind_label(issue),
        page=page_name(issue),
        trouble=labels.trouble_label(issue),
        is_alert=issue.is_alert,
    )


def _window_label(issue: Issue) -> str:
    if issue.is_alert:
        return f"{_moment_label(issue.made_at.astimezone(issue.zone))}, {labels.zone_name(issue.zone)}"
    return labels.window_label(issue.window, issue.zone, is_first=issue.number == 1)


def shortened(view: IssueView, issue: Issue) -> IssueView:
    """Return a view with the stories of the highest ranks, up to the limit; the others are counted."""
    if issue.limit is None:
        return view
    ranks = {story.id: story.rank.total if story.rank else 0.0 for story in issue.stories}
    told = [story.number for section in view.sections for story in _told_in(section)]
    kept = set(sorted(told, key=lambda number: -ranks[number])[: issue.limit])
    return replace(view, sections=tuple(_kept(section, kept) for section in view.sections))


def _told_in(section: SectionView) -> tuple[StoryView, ...]:
    return (*section.stories, *section.continued, *section.alerted)


def _kept(section: SectionView, kept: Collection[int]) -> SectionView:
    def those(stories: tuple[StoryView, ...]) -> tuple[StoryView, ...]:
        return tuple(story for story in stories if story.number in kept)

    return replace(
        section,
        stories=those(section.stories),
        continued=those(section.continued),
        alerted=those(section.alerted),
        elsewhere=those(section.elsewhere),
        rest=sum(1 for s in (*_told_in(section), *section.elsewhere) if s.number not in kept),
    )


def _view_blind(source: BlindSource, issue: Issue) -> tuple[str, str, str]:
    since = labels.since_label(source.since, until=issue.made_at, zone=issue.zone)
    return source.name, f"{source.state} since {since}", source.why


def _blind_label(issue: Issue) -> str:
    blind = issue.coverage.blind
    days = {labels.since_label(source.since, until=issue.made_at, zone=issue.zone) for source in blind}
    since = f" since {days.pop()}" if len(days) == 1 else ""
    return f"{len(blind)} of {count(issue.coverage.sources, 'source')} blind{since}"


def _moment_label(moment: datetime) -> str:
    return f"{labels.day_label(moment)} {moment:%H:%M}"


def _counts(issue: Issue) -> tuple[str, ...]:
    """Return how much there is in an issue; a story or item of two topics is one."""
    told = [member for story in issue.stories for member in story.items]
    if not told:
        return ()
    sources = {member.source.key for member in told}
    languages = {member.item.language for member in told} - {""}
    counts = [
        count(len(issue.stories), "story", "stories"),
        count(len(told), "article"),
        count(len(sources), "source"),
    ]
    return (*counts, count(len(languages), "language")) if len(languages) > 1 else tuple(counts)


def _view_sections(issue: Issue, *, snippet: int) -> Iterator[SectionView]:
    """Yield the topics in order; each story is told whole under the first of its topics."""
    names = {section.topic: section.name for section in issue.sections}
    known = {story.id for story in issue.stories if story.is_alerted}
    charts = {
        timeline.topic: view_chart(timeline, window=issue.window, zone=issue.zone)
        for timeline in issue.timelines
    }
    told: dict[int, StoryView] = {}
    for number, section in enumerate(issue.sections, start=1):
        elsewhere = [told[story.id] for story in section.stories if story.id in told]
        here = [
            view_story(issue, story, names=names, home=section.topic, snippet=snippet)
            for story in section.stories
            if story.id not in told
        ]
        told.update({view.number: view for view in here})
        new = [view for view in here if view.number not in known]
        yield SectionView(
            anchor=f"topic-{number}",
            name=section.name,
            count=len(section.stories),
            stories=tuple(view for view in new if view.state != "continued"),
            continued=tuple(view for view in new if view.state == "continued"),
            alerted=tuple(view for view in here if view.number in known),
            elsewhere=tuple(elsewhere),
            chart=charts.get(section.topic),
        )
