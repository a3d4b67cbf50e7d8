"""News sitemaps: the lists of recent articles that publishers keep for news search engines."""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

from monitor.errors import ParseError
from monitor.model.feeds import ParsedFeed
from monitor.model.items import RawItem
from monitor.parse import dates, documents

#: What is kept of an entry: the name of an element within that of its parent, without prefixes. So
#: the titles and addresses of an entry's images and videos are not taken for its own.
_KEPT = {
    ("url", "loc"),
    ("url", "lastmod"),
    ("news", "title"),
    ("news", "publication_date"),
    ("news", "keywords"),
    ("publication", "name"),
    ("publication", "language"),
}
_DATES = (("news", "publication_date"), ("url", "lastmod"))
#: An address that ends so, in at least three words, tells what the article is called.
_SLUG = re.compile(r"(?:\d+[-_])?([^\W\d_]+(?:[-_]+[^\W_]+){2,})_*(?:\.\w{2,5})?/?$")
_MAX_TEXT = 10_000


def read(text: str) -> ParsedFeed:
    """Return the news that the sitemap `text` lists.

    Entries without news are left out; one without a title is called by its address. Raises ParseError for
    a sitemap without any news: that lists pages, not articles. One that breaks off brings what was whole.
    """
    reader = _Reader()
    is_whole = reader.feed(text)
    entries = [entry for entry in reader.entries if any(parent == "news" for parent, _ in entry)]
    items = tuple(item for item in map(_raw_item, entries) if item.url and item.title)
    if not items and reader.entries:
        raise ParseError("the answer is a sitemap without news; only news sitemaps can be read")
    if not items and not is_whole:
        raise ParseError("the sitemap is cut off or broken before its first entry ends")
    names = [entry.get(("publication", "name"), "") for entry in entries]
    title = documents.one_line(next(filter(None, names), ""))[:300]
    return ParsedFeed(items=items, title=title, is_whole=is_whole)


def list_sitemaps(text: str) -> list[str]:
    """Return the addresses of the sitemaps that the index `text` lists, those changed last first."""
    reader = _Reader(entry="sitemap", kept={("sitemap", "loc"), ("sitemap", "lastmod")})
    reader.feed(text)
    listed = [(e.get(("sitemap", "lastmod"), ""), e.get(("sitemap", "loc"), "")) for e in reader.entries]
    return [address for _, address in sorted(listed, key=lambda each: each[0], reverse=True) if address]


def _raw_item(entry: Mapping[tuple[str, str], str]) -> RawItem:
    address = entry.get(("url", "loc"), "")
    return RawItem(
        guid=address,
        url=address,
        title=entry.get(("news", "title")) or _title_in(address),
        published_at=dates.any_time(*(entry.get(key, "") for key in _DATES)),
        tags=tuple(tag.strip() for tag in entry.get(("news", "keywords"), "").split(",") if tag.strip()),
        language=entry.get(("publication", "language"), "").lower(),
    )


def _title_in(address: str) -> str:
    """Return the words at the end of an address; empty when there are no words."""
    try:
        slug = _SLUG.search(unquote(urlsplit(address).path))
    except ValueError:
        return ""
    return re.sub(r"[-_]+", " ", slug[1]).capitalize() if slug else ""


class _Reader:
    """Collects the kept texts of every entry. Knows no namespaces; refuses entities of the sitemap's own."""

    def __init__(self, *, entry: str = "url", kept: set[tuple[str, str]] = _KEPT) -> None:
        #: Those that are whole.
        self.entries: list[dict[tuple[str, str], str]] = []
        self._entry, self._kept = entry, kept
        self._found: dict[tuple[str, str], str] = {}
        self._path = [""]
        self._text: list[str] = []

    def feed(self, text: str) -> bool:
        """Read `text`; return whether it is well formed to its end."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.EntityDeclHandler = self._refuse
        try:
            parser.Parse(text.encode("utf-8", "replace"), True)
        except expat.ExpatError:
            return False
        return True

    def _start(self, name: str, _: Mapping[str, str]) -> None:
        self._path.append(name.rpartition(":")[2])
        self._text.clear()

    def _end(self, _: str) -> None:
        name = self._path.pop()
        if name == self._entry:
            self.entries.append(self._found)
            self._found = {}
        elif (self._path[-1], name) in self._kept:
            self._found[self._path[-1], name] = "".join(self._text)[:_MAX_TEXT].strip()
        self._text.clear()

    def _refuse(self, *_: object) -> None:
        raise ParseError("the sitemap declares entities of its own, which is not read")
