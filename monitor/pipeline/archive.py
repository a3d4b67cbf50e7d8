"""What was sent, for looking up: index pages and Atom feeds beside the pages of issues.

A year is long: issues are read, drawn and written some at a time, so that memory does not grow with it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from monitor.deliver.file import write_page
from monitor.digest.environment import SHIPPED, Templates
from monitor.digest.lazy import LazyCollection
from monitor.digest.names import INDEX_NAME, archive_name, feed_name
from monitor.digest.render_feed import MOST_ISSUES, MOST_STORIES, write_digest_feed, write_topic_feed
from monitor.digest.render_index import write_index
from monitor.model.issues import DigestIssues, IssueEntry
from monitor.pipeline.outbox import count_failing
from monitor.store.store import Store, Transaction

#: Atom feeds go back at least so far, also when a year has just begun.
_FEEDS_GO_BACK = timedelta(days=60)
#: Issues of which the headlines are read at once.
_AT_ONCE = 20


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
            years = tx.archive.list_years()
            if not years:
                return
            *past, present = years
            for year in past:
                if not (self._folder / archive_name(year)).exists():
                    self._write_past(tx, year)
            self._write_feeds(tx, since=min(_new_year(present), self._clock() - _FEEDS_GO_BACK))
            self._write(
                INDEX_NAME,
                write_index,
                self._digests(tx, since=_new_year(present)),
                year=present,
                undelivered=count_failing(tx, self._clock()),
                years=[(str(year), archive_name(year)) for year in reversed(past)],
                topics=self._topic_names,
            )

    def _write_past(self, tx: Transaction, year: int) -> None:
        digests = self._digests(tx, since=_new_year(year), until=_new_year(year + 1))
        self._write(archive_name(year), write_index, digests, year=year, years=[("Newest", INDEX_NAME)])

    def _write_feeds(self, tx: Transaction, *, since: datetime) -> None:
        """Write the feeds of the digests that made issues since then, and of all topics."""
        for digest in self._digests(tx, since=since, limit=MOST_ISSUES):
            self._write(
                feed_name("digest", digest.digest), write_digest_feed, digest, names=self._topic_names
            )
        [last] = tx.archive.each_issue(limit=1)
        for topic, name in self._topic_names.items():
            told = tx.archive.list_told(topic, since=since, limit=MOST_STORIES)
            facts = {"topic": topic, "name": name, "made_at": last.entry.made_at}
            self._write(feed_name("topic", topic), write_topic_feed, told, **facts)

    def _write(self, page: str, write: Callable[..., None], *values: object, **named: object) -> None:
        write_page(self._folder, page, write=lambda file: write(file, *values, self._templates, **named))

    def _digests(
        self, tx: Transaction, *, since: datetime, until: datetime | None = None, limit: int | None = None
    ) -> list[DigestIssues]:
        """Return the digests that made issues meanwhile, the last one first, with at most so many of them."""
        return [
            DigestIssues(
                digest=digest,
                name=name,
                issues=LazyCollection(
                    partial(self._each, tx, digest=digest, since=since, until=until, limit=limit),
                    count=count,
                ),
            )
            for digest, name, count in tx.archive.list_digests(since=since, until=until)
        ]

    def _each(self, tx: Transaction, **wanted: Any) -> Iterator[IssueEntry]:
        """Yield issues with their headlines."""
        issues = tx.archive.each_issue(**wanted)
        while some := list(islice(issues, _AT_ONCE)):
            headlines = tx.archive.list_headlines([each.id for each in some], topics=list(self._topic_names))
            for each in some:
                yield replace(each.entry, headlines=headlines.get(each.id, ()))


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)
