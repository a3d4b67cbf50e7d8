"""The sources of an issue, a line each: who it rests on. Pure."""

from dataclasses import dataclass

from monitor.digest import labels
from monitor.model.issues import Issue
from monitor.model.tellings import IssueItem
from monitor.words.countries import country_name


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One source."""

    name: str
    #: Empty where unknown, as are the next two.
    group: str
    country: str
    #: Those of its articles here, or the one in which it mostly writes: `Polish, Russian`.
    languages: str
    articles: int
    #: In how many stories it has them.
    stories: int


def view_sources(issue: Issue) -> tuple[SourceView, ...]:
    """Return the sources of the articles in an issue, those with most articles first."""
    told = [(member, story.id) for story in issue.stories for member in story.items]
    by_source: dict[str, list[tuple[IssueItem, int]]] = {}
    for member, story in told:
        by_source.setdefault(member.source.key, []).append((member, story))
    views = [
        _view([member for member, _ in its], stories=len({story for _, story in its}))
        for its in by_source.values()
    ]
    return tuple(sorted(views, key=lambda view: (-view.articles, view.name)))


def _view(members: list[IssueItem], *, stories: int) -> SourceView:
    source = members[0].source
    return SourceView(
        name=source.name,
        group=source.group,
        country=country_name(source.country) if source.country else "",
        languages=labels.languages_label(member.item.language or source.language for member in members),
        articles=len(members),
        stories=stories,
    )
