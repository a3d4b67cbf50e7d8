"""One entry as feedparser gives it to one raw item."""

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from monitor.model.items import RawItem
from monitor.parse import dates, fields

#: Links of an entry that lead to something else.
_NO_ARTICLE = ("enclosure", "self", "replies", "edit")
#: `<yandex:full-text>`, in which many sites in Russian give the article to search engines.
_YANDEX = "yandex_full-text"
_PARAGRAPH = re.compile(r"\n\s*\n")
_ANY_TAG = re.compile(r"<[a-zA-Z/!]")
_HREF = re.compile(r"(<a\s[^<>]{0,500}?href\s*=\s*)(\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+)", re.IGNORECASE)
#: Addresses that are the same wherever they stand, as nearly all are; there is nothing in them to be mended.
_SETTLED = re.compile(r"https?://(?!.*//)[a-z0-9.-]++(?:/[\w.~%/-]*+)?", re.ASCII)
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|#", re.IGNORECASE)


def raw_item(entry: Any, *, site: str, url: str, head: Any) -> RawItem:
    """Return `entry` of a feed that came from `url` and belongs to the home page `site`."""
    link = _link(entry, urljoin_or_empty(url, site) or url)
    body, base = _longest(entry)
    title = fields.record(entry, "title_detail")
    return RawItem(
        guid=fields.text(entry, "id"),
        url=link,
        title=fields.text(entry, "title"),
        html=with_absolute_links(body, base or link or site or url),
        author=_author(entry),
        published_at=dates.entry_time(entry),
        tags=tuple(fields.text(tag, "term", "label") for tag in fields.records(entry, "tags")),
        language=(fields.text(title, "language") or fields.text(head, "language")).lower(),
    )


def _link(entry: Any, base: str) -> str:
    """Return the address of the article; feedparser takes a guid for one, so that must look like one."""
    link = fields.text(entry, "feedburner_origlink", "link")
    if not link:
        others = (x for x in fields.records(entry, "links") if fields.text(x, "rel") not in _NO_ARTICLE)
        link = next(filter(None, (fields.text(other, "href") for other in others)), "")
    if entry.get("guidislink") and link == fields.text(entry, "id") and not _ABSOLUTE.match(link):
        return ""
    return urljoin_or_empty(base, link) if link else ""


def urljoin_or_empty(base: str, link: str) -> str:
    """Return `link` made absolute; empty when it is beyond understanding."""
    if _SETTLED.fullmatch(link):
        return link
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _longest(entry: Any) -> tuple[str, str]:
    """Return the longest of the entry's texts as HTML, and its own base address when it names one."""
    texts = list(_texts(entry))
    return max(texts, key=lambda text: len(text[0]), default=("", ""))


def _texts(entry: Any) -> Iterator[tuple[str, str]]:
    summary = fields.record(entry, "summary_detail")
    for detail in [*fields.records(entry, "content"), summary]:
        value, kind = fields.text(detail, "value"), fields.text(detail, "type") or "text/html"
        if kind == "text/plain":
            yield from_plain(value), fields.text(detail, "base")
        elif kind in ("text/html", "application/xhtml+xml"):
            yield with_paragraphs(value), fields.text(detail, "base")
    if not summary:
        yield with_paragraphs(fields.text(entry, "summary")), ""
    if article := fields.text(entry, _YANDEX):
        yield (with_paragraphs if _ANY_TAG.search(article) else from_plain)(article), ""


def from_plain(text: str) -> str:
    """Return plain text as HTML: empty lines part paragraphs, other line ends stay."""
    paragraphs = (html.escape(p.strip(), quote=False) for p in _PARAGRAPH.split(text) if p.strip())
    return "".join(f"<p>{p.replace(chr(10), '<br>')}</p>" for p in paragraphs)


def with_paragraphs(markup: str) -> str:
    """Return text that is called HTML but has no tags with the paragraphs that its empty lines mean."""
    if _ANY_TAG.search(markup) or not _PARAGRAPH.search(markup.strip()):
        return markup
    return "".join(f"<p>{part.strip()}</p>" for part in _PARAGRAPH.split(markup) if part.strip())


def with_absolute_links(markup: str, base: str) -> str:
    """Return `markup` with the addresses of its links resolved against `base`."""

    def absolute(match: re.Match[str]) -> str:
        address = html.unescape(match[2].strip("\"'")).strip()
        if _ABSOLUTE.match(address):
            return match[0]
        return f'{match[1]}"{html.escape(urljoin_or_empty(base, address))}"'

    return _HREF.sub(absolute, markup)


def _author(entry: Any) -> str:
    names = [fields.text(author, "name", "email") for author in fields.records(entry, "authors")]
    return ", ".join(dict.fromkeys(filter(None, names))) or fields.text(entry, "author")
