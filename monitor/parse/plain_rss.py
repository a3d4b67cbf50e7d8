"""Plain RSS 2.0, read by expat alone: what feedparser would say of it, at a tenth of the cost.

Plain is a feed of nothing but elements known here, each of them at most once where feedparser would have to
choose, and of texts that it would not try to mend. Anything else is left to feedparser, whole. That both say
the same is tested on every feed we have, on changed ones and on made-up ones.
"""

from collections.abc import Mapping
from typing import Any
from xml.parsers import expat

from monitor.parse.plain_values import KEEPERS, NotPlainError, address, plain, put

_ATOM_LINK = "http://www.w3.org/2005/Atom link"
_CONTENT = "http://purl.org/rss/1.0/modules/content/ encoded"
_CREATOR = "http://purl.org/dc/elements/1.1/ creator"
_SYNDICATION = "http://purl.org/rss/1.0/modules/syndication/ "
_WORDPRESS = "com-wordpress:feed-additions:1 "
#: What a feed's head may hold, under feedparser's names where anybody asks for it.
_OF_HEAD = {
    "title": "title",
    "link": "link",
    "language": "language",
    "ttl": "ttl",
    f"{_SYNDICATION}updatePeriod": "sy_updateperiod",
    f"{_SYNDICATION}updateFrequency": "sy_updatefrequency",
    **dict.fromkeys(("description", "copyright", "generator", "docs", "managingEditor", "webMaster"), ""),
    **dict.fromkeys(("pubDate", "lastBuildDate", "category", f"{_WORDPRESS}site"), ""),
}
_OF_ITEM = {
    "title": "title",
    "link": "link",
    "guid": "id",
    "pubDate": "published",
    "description": "summary",
    "category": "tags",
    "author": "author",
    _CREATOR: "author",
    _CONTENT: "content",
    **dict.fromkeys(("comments", "enclosure", "source"), ""),
    "http://purl.org/rss/1.0/modules/slash/ comments": "",
    "http://wellformedweb.org/CommentAPI/ commentRss": "",
    "http://search.yahoo.com/mrss/ thumbnail": "",
    "http://search.yahoo.com/mrss/ content": "",
    f"{_WORDPRESS}post-id": "",
}
_OF_IMAGE = frozenset({"url", "title", "link", "width", "height", "description"})
#: Links of the feed to itself and its like say nothing about its home page.
_NO_HOME = ({"rel": "self"}, {"rel": "hub"})


def read(data: bytes) -> Mapping[str, Any] | None:
    """Return what feedparser would, as far as `rss` asks for it; None when the feed is not plain.

    `data` is well-formed XML in UTF-8 without DOCTYPE.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except (NotPlainError, ValueError, OverflowError):  # the latter two for a day that never was
        return None
    return {"feed": reader.head, "entries": reader.entries, "bozo": False}


class _Reader:
    """Takes the elements of a feed one by one, each with the path to it and its text."""

    def __init__(self) -> None:
        self.head: dict[str, Any] = {}
        self.entries: list[dict[str, Any]] = []
        #: What is open: where we are, what may stand there, and where it goes.
        self._path: list[str] = []
        self._key: str | None = None
        self._attributes: Mapping[str, str] = {}
        self._text: list[str] = []
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._key is not None:
            raise NotPlainError
        match len(self._path):
            case 0 if name == "rss" and attributes.get("version", "")[:2] == "2." and len(attributes) == 1:
                pass
            case 1 if name == "channel" and not attributes:
                pass
            case 2:
                self._start_in_channel(name, attributes)
            case 3:
                self._start_within(self._path[2], name, attributes)
            case _:
                raise NotPlainError
        self._path.append(name)

    def _start_in_channel(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "item" and not attributes:
            self.entries.append({})
        elif name == "image" and not attributes:
            pass
        elif name == _ATOM_LINK and {"rel": attributes.get("rel")} in _NO_HOME:
            self._open("", {})
        else:
            self._open(_OF_HEAD.get(name), attributes)

    def _start_within(self, parent: str, name: str, attributes: Mapping[str, str]) -> None:
        if parent == "item":
            self._open(_OF_ITEM.get(name), attributes)
        else:
            self._open("" if name in _OF_IMAGE else None, attributes)

    def _open(self, key: str | None, attributes: Mapping[str, str]) -> None:
        if key is None:
            raise NotPlainError
        self._key, self._attributes = key, attributes
        self._text.clear()

    def _end(self, _name: str) -> None:
        self._path.pop()
        if self._key:
            self._keep(self._key, plain("".join(self._text)))
        self._key = None

    def _keep(self, key: str, text: str) -> None:
        if self._path[-1] != "item":
            put(self.head, key, address(text) if key == "link" else text, self._attributes)
        elif keep := KEEPERS.get(key):
            keep(self.entries[-1], text, self._attributes)
        else:
            put(self.entries[-1], key, text, self._attributes)
