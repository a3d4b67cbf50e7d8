"""What was sent, for looking up: index pages and Atom feeds beside the pages of issues."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.deliver.file import write_page
from monitor.digest.environment import SHIPPED, Templates
from monitor.digest.names import INDEX_NAME, archive_name, feed_name
from monitor.digest.render_feed import render_digest_feed, render_topic_feed
from monitor.digest.render_index import render_index
from monitor.model.digests import IssueEntry
from monitor.pipeline.outbox import count_failing
from monitor.store.store import Store

#: Atom feeds go back at least so far, also when a year has just begun.
_FEEDS_GO_BACK = timedelta(days=60)


class Archive:
    """The index pages and Atom feeds of a folder of reports."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        *,
        topic_names: Mapping[str, str],
        clock: Callable[[], datetime],
        templates: Templates = SHIPPED,
    ) -> None:
        """Keep where they are written, and the names of the topics, each of which has a feed."""
        self._store = store
        self._folder = folder
        self._topic_names = topic_names
        self._clock = clock
        self._templates = templates

    def write(self) -> None:
        """Bring all up to date, if there are issues. The page of a past year is written once."""
        with self._store.read() as tx:
            years = tx.issues.list_years()
            failing = count_failing(tx, self._clock())
        if not years:
            return
        *past, present = years
        for year in past:
            if not (self._folder / archive_name(year)).exists():
                self._write_past(year)
        entries = self._entries(min(_new_year(present), self._clock() - _FEEDS_GO_BACK))
        for name, content in self._feeds(entries):
            write_page(self._folder, name, html=content)
        index = render_index(
            [entry for entry in entries if entry.made_at.year == present],
            self._templates,
            undelivered=failing,
            years=[(str(year), archive_name(year)) for year in reversed(past)],
            topics=self._topic_names,
        )
        write_page(self._folder, INDEX_NAME, html=index)

    def _write_past(self, year: int) -> None:
        entries = self._entries(_new_year(year), until=_new_year(year + 1))
        page = render_index(entries, self._templates, years=[("Newest", INDEX_NAME)])
        write_page(self._folder, archive_name(year), html=page)

    def _entries(self, since: datetime, *, until: datetime | None = None) -> list[IssueEntry]:
        """Return the issues made since then, newest first."""
        with self._store.read() as tx:
            summaries = tx.issues.list_issues(since=since, until=until)
            headlines = tx.headlines.of_issues(since, until=until, topics=list(self._topic_names))
        return [replace(each.entry, headlines=headlines.get(each.id, ())) for each in summaries]

    def _feeds(self, entries: Sequence[IssueEntry]) -> Iterator[tuple[str, str]]:
        """Yield file and content of the feeds of the digests that these issues are of, and of all topics."""
        by_digest: dict[str, list[IssueEntry]] = {}
        for entry in entries:
            by_digest.setdefault(entry.digest, []).append(entry)
        for digest, its in by_digest.items():
            yield (
                feed_name("digest", digest),
                render_digest_feed(its, self._templates, names=self._topic_names),
            )
        for topic in self._topic_names:
            content = render_topic_feed(entries, self._templates, topic=topic, names=self._topic_names)
            yield feed_name("topic", topic), content


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)
