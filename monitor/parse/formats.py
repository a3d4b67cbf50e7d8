"""The door of this package: an answer's bytes to its feed, whatever the format.

Hostile bytes can make the XML parser slow for ever, so callers run this in a worker process that they
can kill. Everything returned can be pickled.
"""

from collections.abc import Mapping
from dataclasses import replace

from monitor.errors import ParseError
from monitor.model.feeds import FeedKind, ParsedFeed
from monitor.parse import charset, documents, jsonfeed, limits, page, rss, sitemap, telegram


def parse(
    body: bytes,
    *,
    content_type: str,
    url: str,
    kind: FeedKind = "rss",
    select: Mapping[str, str] | None = None,
) -> ParsedFeed:
    """Return the feed in `body`, an answer of `url` (after redirects).

    Pages are read by `kind`, all else by what it is; `select` has the selectors of a page.
    Raises ParseError, fit to be shown, for anything that is no feed. A feed whose end is missing brings
    the entries that arrived whole, with `is_whole` false: store those, but none of its validators.
    """
    text = limits.without_controls(charset.decode(body, content_type=content_type)).strip("\ufeff \t\r\n")
    if not text:
        raise ParseError("the answer is empty")
    if kind == "telegram":
        feed = telegram.read(text)
    elif kind == "page":
        feed = page.read(text, url=url, select=select or {})
    else:
        feed = _read(text, url)
    return replace(feed, items=limits.within_limits(feed.items))


def _read(text: str, url: str) -> ParsedFeed:
    if text[0] in "{[":
        return jsonfeed.read(text, url=url)
    text = documents.from_feed_start(text)
    root = documents.root_of(text)
    if documents.is_root(root, "urlset"):
        return sitemap.read(text)
    if not documents.is_feed_root(root):
        raise documents.no_feed(text, root)
    return rss.read(text, root=root, url=url)
