"""Index pages and Atom feeds as texts."""

from collections.abc import Iterable
from io import StringIO
from typing import Any

from digest_sample import UNTIL

from monitor.digest.environment import SHIPPED, Templates
from monitor.digest.render_feed import write_digest_feed, write_topic_feed
from monitor.digest.render_index import write_index
from monitor.model.issues import DigestIssues, IssueEntry


def by_digest(entries: Iterable[IssueEntry]) -> list[DigestIssues]:
    """Return the digests that issues are of, in the order in which they come."""
    its: dict[str, list[IssueEntry]] = {}
    for entry in entries:
        its.setdefault(entry.digest, []).append(entry)
    return [DigestIssues(digest=key, name=issues[0].name, issues=issues) for key, issues in its.items()]


def render_index(entries: Iterable[IssueEntry], templates: Templates = SHIPPED, **more: Any) -> str:
    """Return the index of issues."""
    file = StringIO(newline="")
    write_index(file, by_digest(entries), templates, year=2026, **more)
    return file.getvalue()


def render_digest_feed(entries: list[IssueEntry], *, names: dict[str, str]) -> str:
    """Return the feed of the digest that these issues are of."""
    file = StringIO(newline="")
    write_digest_feed(file, *by_digest(entries), names=names)
    return file.getvalue()


def render_topic_feed(entries: list[IssueEntry], *, names: dict[str, str]) -> str:
    """Return the feed of the topic "talks" that has told all headlines of these issues."""
    file = StringIO(newline="")
    told = [(entry, headline) for entry in entries for headline in entry.headlines]
    write_topic_feed(file, told, topic="talks", name=names["talks"], made_at=UNTIL)
    return file.getvalue()
