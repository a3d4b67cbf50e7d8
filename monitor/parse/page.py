"""HTML pages without a feed: a list of articles, found by the CSS selectors of the configuration."""

from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.errors import ParseError
from monitor.model.feeds import ParsedFeed
from monitor.model.items import RawItem
from monitor.parse import dates, documents, entries

#: What is looked for inside an entry where the configuration does not say.
_TITLE = "h1, h2, h3, h4, h5, h6"
_LINK = "a[href]"
_DATE = "time"
_TEXT = "p"
#: Nobody lists more on one page.
_MAX_ITEMS = 500


def read(text: str, *, url: str, select: Mapping[str, str]) -> ParsedFeed:
    """Return the entries of the page `text`, which came from `url`; `select` has a selector for `item`.

    Raises ParseError when nothing on the page answers to it. Of entries with the same link the first is
    taken.
    """
    page = LexborHTMLParser(text)
    base = _base(page, url)
    found: dict[str, RawItem] = {}
    for node in page.css(select["item"])[:_MAX_ITEMS]:
        item = _raw_item(node, base, select)
        if item.title:
            found.setdefault(item.url or item.title, item)
    if not found:
        raise ParseError(
            f"nothing on the page is an entry by the selector {select['item']!r}; "
            "the page may have been rebuilt: `monitor feeds discover` finds new selectors"
        )
    return ParsedFeed(items=tuple(found.values()), title=title_of(page), language=language_of(page))


def title_of(page: LexborHTMLParser) -> str:
    """Return the page's own name for itself, on one line."""
    node = page.css_first("title")
    return documents.one_line(node.text())[:300] if node else ""


def language_of(page: LexborHTMLParser) -> str:
    """Return the language that the page declares, such as `en-us`; empty when it does not."""
    node = page.css_first("html")
    return (node.attributes.get("lang") or "").strip().lower()[:20] if node else ""


def _base(page: LexborHTMLParser, url: str) -> str:
    node = page.css_first("base[href]")
    return entries.urljoin_or_empty(url, (node.attributes.get("href") or "") if node else "") or url


def _raw_item(node: LexborNode, base: str, select: Mapping[str, str]) -> RawItem:
    link = _link(node, select.get("link", _LINK))
    href = (link.attributes.get("href") or "").strip() if link else ""
    address = entries.urljoin_or_empty(base, href) if href else ""
    title = node.css_first(select.get("title", _TITLE)) or link or node
    texts = (each.html or "" for each in node.css(select.get("text", _TEXT)))
    return RawItem(
        url=address,
        title=_said(title) or (_said(link) if link else ""),
        html=entries.with_absolute_links("".join(texts), base),
        published_at=dates.any_time(*_dates(node, select.get("date", _DATE))),
    )


def _link(node: LexborNode, selector: str) -> LexborNode | None:
    """Return the link of an entry: the one selected, one inside what is selected, or the entry itself."""
    if node.tag == "a":
        return node
    selected = node.css_first(selector)
    if selected is None or selected.tag == "a":
        return selected
    return selected.css_first(_LINK)


def _said(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split()) or (node.attributes.get("title") or "").strip()


def _dates(node: LexborNode, selector: str) -> Iterator[str]:
    """Yield what may be the date: for programs, then for people."""
    for found in node.css(selector):
        yield found.attributes.get("datetime") or ""
        yield found.attributes.get("content") or ""
        yield " ".join(found.text(separator=" ").split())
