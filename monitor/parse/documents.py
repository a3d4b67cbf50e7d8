"""What kind of document an answer is, told by its content: servers' content types lie."""

import html
import re

from monitor.errors import ParseError

_NAME = re.compile(r"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)")
_SPACE = re.compile(r"[\s\ufeff]*")
_FEED_ROOTS = {"rss", "feed", "rdf", "channel"}
_HTML_ROOTS = {"html", "head", "body", "title", "meta", "div", "p", "script", "h1", "center"}
_OTHER_ROOTS = {
    "sitemapindex": "an index of sitemaps, not a feed; `monitor feeds discover` finds the news among them",
    "opml": "a list of feeds (OPML), not a feed; `monitor feeds import` reads it",
    "error": "an error message in XML, not a feed",
}
#: Where a feed begins behind warnings that the publisher's software printed first.
_FEED_START = re.compile(r"<\?xml\s|<rss[\s>]|<feed\s|<rdf:RDF\s")
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})", re.IGNORECASE)
_LINK = re.compile(r"<link\b[^>]{1,500}>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]{1,500})", re.IGNORECASE)
_FEED_TYPE = re.compile(r"application/(rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)


def root_of(text: str) -> str:
    """Return the name of the first element, prefix included; empty when `text` is no XML or HTML."""
    at = 0
    while True:
        blank = _SPACE.match(text, at)
        at = blank.end() if blank else at
        if text.startswith("<?", at):
            at = text.find("?>", at) + 2
        elif text.startswith("<!--", at):
            at = text.find("-->", at) + 3
        elif text.startswith("<!", at):
            at = _end_of_doctype(text, at)
        else:
            root = _NAME.match(text, at)
            return root[1] if root else ""
        if at < len("<?>") + 1:  # it has no end
            return ""


def _end_of_doctype(text: str, at: int) -> int:
    """Return the offset behind a DOCTYPE, its internal subset included; 0 when it does not end."""
    end = text.find(">", at)
    subset = text.find("[", at, end)
    if subset > -1:
        end = text.find(">", text.find("]", subset))
    return end + 1


def from_feed_start(text: str) -> str:
    """Return `text` from where a feed begins, leaving out what was printed before it by mistake."""
    root = root_of(text).lower()
    start = None if root in _HTML_ROOTS else _FEED_START.search(text, 0, 5_000)
    return text[start.start() :] if start else text


def is_feed_root(root: str) -> bool:
    """Tell whether an element of this name can hold a feed: rss, feed, rdf:RDF, a bare channel."""
    return root.rpartition(":")[2].lower() in _FEED_ROOTS


def is_root(root: str, name: str) -> bool:
    """Tell whether the first element is of this name, whatever its prefix."""
    return root.rpartition(":")[2].lower() == name


def no_feed(text: str, root: str) -> ParseError:
    """Return the error that tells a person what came instead of a feed, and what to do."""
    name = root.rpartition(":")[2].lower()
    if name in _HTML_ROOTS or text.lstrip()[:9].lower() == "<!doctype":
        return ParseError(_html_instead(text), is_html=True)
    if name in _OTHER_ROOTS:
        return ParseError(f"the answer is {_OTHER_ROOTS[name]}")
    if root:
        return ParseError(f"the answer is XML that begins with <{one_line(root)[:60]}>, not a feed")
    return ParseError(f'the answer is not a feed; it begins with "{one_line(text)[:60]}"')


def _html_instead(text: str) -> str:
    title = _TITLE.search(text[:100_000])
    said = f' titled "{one_line(title[1])[:80]}"' if title and title[1].strip() else ""
    feeds = [
        href[1]
        for link in _LINK.findall(text[:100_000])
        if _FEED_TYPE.search(link) and (href := _HREF.search(link))
    ]
    remedy = f"it names this feed: {one_line(feeds[0])}" if feeds else "`monitor feeds discover` may find it"
    return f"the answer is an HTML page{said}, not a feed; {remedy}"


def one_line(text: str) -> str:
    """Return `text` fit for a line of a log: entities resolved, only printable characters."""
    seen = "".join(c if c.isprintable() else " " for c in html.unescape(text[:2_000]))
    return " ".join(seen.split())
