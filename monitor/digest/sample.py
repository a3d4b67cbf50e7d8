"""A made-up issue with one of everything, on which the operator's templates are tried. Pure."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.digest.ranking import rank_of
from monitor.model.coverage import BlindSource, Coverage, HealthState
from monitor.model.digests import Window
from monitor.model.feeds import Source
from monitor.model.issues import Headline, Issue, IssueEntry, Section, Timeline
from monitor.model.items import Item
from monitor.model.standing import Standing, Voice
from monitor.model.tellings import Delta, IssueItem, IssueStory, StoryState
from monitor.model.topics import FieldName, Match, Span

_UNTIL = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
_BLIND = BlindSource(
    name="The Other", state=HealthState.FAILING, since=_UNTIL - timedelta(days=2), why="no answer"
)
_SOURCE = Source(key="paper", name="The Paper", language="en", country="GB", group="independent")


def sample_issue() -> Issue:
    """Return an issue with a story of two topics and two articles, one that continues, and a blind source."""
    lead, more = _item(1, "Harbour <opens>", text="The harbour opens. Ships come."), _item(2, "Nothing else")
    opened = _story(_member(lead, "harbour", "ships"), _member(more), state="updated")
    alerted = _story(replace(_member(_item(4, "Alarm"), "harbour"), alerted_at=_UNTIL), state="new")
    known = _story(_member(_item(3, "Harbour"), "harbour"), state="continued")
    return Issue(
        digest="sample",
        name="Sample & digest",
        number=2,
        window=Window(from_at=_UNTIL - timedelta(days=5), until_at=_UNTIL),
        made_at=_UNTIL,
        zone=ZoneInfo("Europe/Vilnius"),
        sections=(_section("harbour", opened, alerted, known), _section("ships", opened), _section("quiet")),
        late_s=4 * 86_400,
        undelivered=1,
        mistakes=2,
        coverage=Coverage(sources=2, blind=(_BLIND,)),
        timelines=(Timeline(topic="harbour", until=_UNTIL.date(), counts=(0, 1, 2)),),
    )


def sample_entry() -> IssueEntry:
    """Return the line of that issue in the index."""
    issue = sample_issue()
    return IssueEntry(
        digest=issue.digest,
        name=issue.name,
        number=issue.number,
        window=issue.window,
        made_at=issue.made_at,
        zone=issue.zone,
        stories=2,
        items=3,
        topics=(("Harbour", 2), ("Ships", 1)),
        blind=1,
        late_s=issue.late_s,
        file="sample.html",
        headlines=(_headline("Harbour & ships", url="https://paper.test/1"), _headline("", url="")),
    )


def _headline(title: str, *, url: str) -> Headline:
    return Headline(
        story=1,
        state="new",
        topics=("harbour",),
        title=title,
        language="en" if title else "",
        url=url,
        source="The Paper",
        published_at=_UNTIL,
    )


def _section(topic: str, *stories: IssueStory) -> Section:
    ranked = (replace(story, rank=rank_of(story, topic, until_at=_UNTIL)) for story in stories)
    return Section(topic=topic, name=topic.title(), stories=tuple(ranked))


def _story(*items: IssueItem, state: StoryState) -> IssueStory:
    voice = Voice(source=_SOURCE, item_id=items[0].item.id, published_at=items[0].item.published_at)
    return IssueStory(
        id=items[0].item.id,
        state=state,
        items=items,
        standing=Standing(first_at=voice.published_at, last_at=_UNTIL, voices=(voice,), sources=2),
        topics=tuple(match.topic for match in items[0].matches),
        deltas=(Delta(gain="number", text="52 ships, was 14", item_id=1),) if state == "updated" else (),
    )


def _item(number: int, title: str, *, text: str = "") -> Item:
    return Item(
        id=number,
        source="paper",
        feed="https://paper.test/rss",
        guid=str(number),
        url="https://paper.test/1" if text else "",
        title=title,
        text=text,
        author="Ada" if text else "",
        language="en" if text else "",
        published_at=_UNTIL - timedelta(days=9),
        first_seen_at=_UNTIL - timedelta(hours=1),
        revised_at=_UNTIL if text else None,
        revisions=1 if text else 0,
        content_hash=str(number),
    )


def _member(item: Item, *topics: str) -> IssueItem:
    fields: tuple[FieldName, ...] = ("title", "text") if item.text else ()
    spans = tuple(Span(field=field, start=4, end=11, leaf="harbour") for field in fields)
    matches = (
        Match(item_id=item.id, topic=topic, score=0.5, spans=spans, version="v", matched_at=_UNTIL)
        for topic in topics
    )
    return IssueItem(item=item, source=_SOURCE, matches=tuple(matches))
