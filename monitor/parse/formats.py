"""The door of this package: an answer's bytes to its feed, whatever the format.

Hostile bytes can make the XML parser slow for ever, so callers run this in a worker process that they
can kill. Everything returned can be pickled.
"""

from dataclasses import replace

from monitor.errors import ParseError
from monitor.model.feeds import ParsedFeed
from monitor.parse import charset, documents, jsonfeed, limits, rss


def parse(body: bytes, *, content_type: str, url: str) -> ParsedFeed:
    """Return the feed in `body`, an answer of `url` (after redirects).

    Raises ParseError, fit to be shown, for anything that is no feed. A feed whose end is missing brings
    the entries that arrived whole, with `is_whole` false: store those, but none of its validators.
    """
    text = limits.without_controls(charset.decode(body, content_type=content_type)).strip("\ufeff \t\r\n")
    if not text:
        raise ParseError("the answer is empty")
    feed = _read(text, url)
    return replace(feed, items=limits.within_limits(feed.items))


def _read(text: str, url: str) -> ParsedFeed:
    if text[0] in "{[":
        return jsonfeed.read(text, url=url)
    text = documents.from_feed_start(text)
    root = documents.root_of(text)
    if not documents.is_feed_root(root):
        raise documents.no_feed(text, root)
    return rss.read(text, root=root, url=url)
