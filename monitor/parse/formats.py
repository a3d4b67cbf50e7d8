"""The door of this package: an answer's bytes to its feed, whatever the format.

Hostile bytes can make the XML parser slow for ever, so callers run this in a worker process that they
can kill. Everything returned can be pickled.
"""

from collections.abc import Mapping, Set
from dataclasses import replace

from monitor.errors import ParseError
from monitor.model.feeds import FeedKind, ParsedFeed
from monitor.parse import charset, documents, jsonfeed, limits, page, prints, rss, sitemap, telegram


def parse(
    body: bytes,
    *,
    content_type: str,
    url: str,
    kind: FeedKind = "rss",
    select: Mapping[str, str] | None = None,
    known: Set[bytes] = frozenset(),
) -> ParsedFeed:
    """Return the feed in `body`, an answer of `url` (after redirects).

    Pages are read by `kind`, all else by what it is; `select` has the selectors of a page.
    Entries whose prints are `known` from an earlier answer are left out; the others are what they would be
    beside them. Raises ParseError, fit to be shown, for anything that is no feed. A feed whose end is missing
    brings the entries that arrived whole, with `is_whole` false: store those, but none of its validators.
    """
    text = limits.without_controls(charset.decode(body, content_type=content_type)).strip("\ufeff \t\r\n")
    if not text:
        raise ParseError("the answer is empty")
    if kind == "telegram":
        return _without_known(telegram.read(text), known)
    if kind == "page":
        return _without_known(page.read(text, url=url, select=select or {}), known)
    feed = _read(text, url, known)
    if not feed.prints and not feed.known:
        return _without_known(feed, known)
    items = limits.within_limits(feed.items)
    if limits.are_untouched(feed.items, items, beside=len(feed.known)):
        return replace(feed, items=items)
    # What becomes of an entry hangs on the others, so none can be left out unread.
    return _without_known(_read(text, url, frozenset()), known)


def _without_known(feed: ParsedFeed, known: Set[bytes]) -> ParsedFeed:
    return prints.without_known(replace(feed, items=limits.within_limits(feed.items)), known)


def _read(text: str, url: str, known: Set[bytes]) -> ParsedFeed:
    if text[0] in "{[":
        return jsonfeed.read(text, url=url)
    text = documents.from_feed_start(text)
    root = documents.root_of(text)
    if documents.is_root(root, "urlset"):
        return sitemap.read(text)
    if not documents.is_feed_root(root):
        raise documents.no_feed(text, root)
    return rss.read(text, root=root, url=url, known=known)
