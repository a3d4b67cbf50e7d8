"""An issue as a reader meets it: every word decided, nothing left to the templates but its look. Pure.

Page, mail and text are drawn from the same view. All strings in it are plain text; the templates escape.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from monitor.digest import labels
from monitor.digest.names import page_name
from monitor.digest.sections import SectionView, view_sections
from monitor.digest.sources import SourceView, view_sources
from monitor.model.coverage import BlindSource
from monitor.model.issues import Issue
from monitor.words.counts import count

#: Letters of a headline in a subject.
_SUBJECT = 150


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
        sections=tuple(s for s in view_sections(issue, snippet=snippet) if s.told or not issue.is_alert),
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
    told = [story.number for section in view.sections for story in section.told]
    kept = set(sorted(told, key=lambda number: -ranks[number])[: issue.limit])
    return replace(view, sections=tuple(section.keep(kept) for section in view.sections))


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
