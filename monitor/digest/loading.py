"""What a page would load from outside when somebody opens it. Pure."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

#: Attributes from which programs that show HTML fetch by themselves.
_FETCHED = {"src", "srcset", "poster", "background", "data", "lowsrc", "xlink:href", "manifest", "dynsrc"}
#: Elements whose `href` is fetched; that of `a` only when somebody follows it.
_FETCHING = {"link", "image", "use", "feimage", "script", "base"}
#: What is neither in the page nor beside it.
_OUTSIDE = re.compile(r"\s*(?!data:)([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_STYLE = re.compile(r"""url\(\s*["']?\s*([^"')]*)|@import\s+["']([^"']*)""", re.IGNORECASE)


def loaded(html: str) -> list[str]:
    """Return the addresses, as they are written, that HTML loads without a reader's doing."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [address.strip() for address in reader.found if _OUTSIDE.match(address)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_style = tag == "style"
        for name, value in attrs:
            self.found += _addresses(tag, name, value or "", attrs=dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self._is_style = False

    def handle_data(self, data: str) -> None:
        if self._is_style:
            self.found += _in_style(data)


def _addresses(tag: str, name: str, value: str, *, attrs: dict[str, str | None]) -> Iterator[str]:
    """Yield what one attribute makes a program fetch."""
    if name == "style":
        yield from _in_style(value)
    elif name in _FETCHED or (name == "href" and tag in _FETCHING):
        yield value
    elif tag == "meta" and name == "content" and (attrs.get("http-equiv") or "").lower() == "refresh":
        yield value.partition("=")[2]


def _in_style(text: str) -> Iterator[str]:
    yield from (first or second for first, second in _STYLE.findall(text))
