"""What ingesting is told, and what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from monitor.model.feeds import Source
from monitor.net.access import Access
from monitor.query.match import Matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What the configuration says about feeds and topics, ready for use."""

    sources: Mapping[str, Source]
    matcher: Matcher
    #: Seconds between polls of a busy feed and of a quiet one, unless the configuration names its own.
    every_s: int
    quiet_s: int
    seeds_dir: Path
    #: How feeds are reached that need more than their address, by URL.
    accesses: Mapping[str, Access] = field(default_factory=dict, repr=False)
    #: Whether the pages of items can be read (the extra `fulltext`).
    reads_pages: bool = False

    def source(self, key: str) -> Source:
        """Return a source by its key; one that nobody configured any more has nothing but that."""
        return self.sources.get(key, Source(key=key, name=key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one poll of one feed, or one seed document, came to."""

    #: URL of the feed, or the document's file name.
    place: str
    new: int = 0
    revised: int = 0
    matches: int = 0
    #: Why it failed, for a person; None when it did not.
    error: str | None = None
    #: False when the store refused to take it.
    is_saved: bool = True
