"""What was sent, as Atom feeds: one of the issues of each digest, one of the stories of each topic."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TextIO
from uuid import NAMESPACE_OID, uuid5

from monitor.digest import labels
from monitor.digest.environment import SHIPPED, Templates
from monitor.digest.lazy import lazily
from monitor.digest.names import INDEX_NAME, feed_name
from monitor.model.issues import DigestIssues, Headline, IssueEntry
from monitor.words.counts import count

#: Entries of a feed; its readers ask more often than so much is new.
MOST_ISSUES, MOST_STORIES = 30, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An issue, or a story as an issue told it."""

    id: str
    title: str
    #: For an `xml:lang` attribute; empty when unknown.
    language: str = ""
    #: In RFC 3339.
    updated: str
    #: Empty for an issue.
    published: str = ""
    author: str = ""
    #: Where it can be read: the article of a story, if that has an address.
    link: str
    #: Where it stands in our pages, and what that place is called.
    page: str
    where: str
    #: Of an issue: names of its topics, each with its headlines.
    topics: tuple[tuple[str, tuple[Headline, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """An Atom feed."""

    #: Its own name as a file.
    file: str
    id: str
    title: str
    updated: str
    #: A page for people.
    page: str = INDEX_NAME
    author: str = "Monitor"
    entries: Collection[FeedEntry]


def write_digest_feed(
    file: TextIO, its: DigestIssues, templates: Templates = SHIPPED, *, names: Mapping[str, str]
) -> None:
    """Write the feed of a digest into a file that can be cut; `names` are those of topics."""
    newest = next(iter(its.issues))
    feed = Feed(
        file=feed_name("digest", its.digest),
        id=_urn("digest", its.digest),
        title=its.name,
        updated=_moment(newest.made_at),
        entries=lazily(lambda entry: _issue(entry, names), its.issues),
    )
    templates.write(file, "feed.xml", feed=feed)


def write_topic_feed(
    file: TextIO,
    told: Sequence[tuple[IssueEntry, Headline]],
    templates: Templates = SHIPPED,
    *,
    topic: str,
    name: str,
    made_at: datetime,
) -> None:
    """Write the feed of a topic into a file that can be cut, from the stories told of it, newest first.

    `made_at` is when the last issue of any digest was made: a feed without entries needs a moment as well.
    """
    entries = {entry.id: entry for entry in (_story(issue, headline, topic) for issue, headline in told)}
    feed = Feed(
        file=feed_name("topic", topic),
        id=_urn("topic", topic),
        title=name,
        updated=_moment(made_at),
        entries=entries.values(),
    )
    templates.write(file, "feed.xml", feed=feed)


def _issue(entry: IssueEntry, names: Mapping[str, str]) -> FeedEntry:
    until_at = entry.window.until_at.astimezone(entry.zone)
    told = count(len(entry.headlines), "story", "stories") if entry.headlines else "all quiet"
    by_topic: dict[str, list[Headline]] = {}
    for headline in entry.headlines:
        by_topic.setdefault(headline.topics[0], []).append(_harmless(headline))
    return FeedEntry(
        id=_urn("issue", entry.digest, str(entry.number), entry.made_at.isoformat()),
        title=f"{entry.name} No. {entry.number}: {told}, {labels.day_label(until_at)}",
        updated=_moment(entry.made_at),
        link=entry.file,
        page=entry.file,
        where=labels.window_label(entry.window, entry.zone, is_first=entry.number == 1),
        topics=tuple((names.get(topic, topic), tuple(its)) for topic, its in by_topic.items()),
    )


def _story(entry: IssueEntry, headline: Headline, topic: str) -> FeedEntry:
    page = f"{entry.file}#{headline.anchor}"
    return FeedEntry(
        id=_urn("story", topic, str(headline.story), headline.url or headline.title),
        title=headline.title,
        language=labels.language_tag(headline.language),
        updated=_moment(entry.made_at),
        published=_moment(headline.published_at),
        author=headline.source,
        link=labels.link(headline.url) or page,
        page=page,
        where=f"{entry.name} No. {entry.number}",
    )


def _harmless(headline: Headline) -> Headline:
    """Return a headline with an address that may be opened, or none, and a language that is one."""
    language = labels.language_tag(headline.language)
    return replace(headline, url=labels.link(headline.url), language=language)


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _urn(*facts: str) -> str:
    """Return a name for something that is the same whenever it is told."""
    text = "\0".join(facts).encode("utf-8", "replace").decode()
    return uuid5(NAMESPACE_OID, text).urn
