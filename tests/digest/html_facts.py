"""What a browser or mail program would see in a page, gathered with the standard library's parser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]
VOID = {"meta", "br", "link", "img", "input", "hr", "base"}


@dataclass
class Page:
    """The elements of a page in order, and its text."""

    elements: list[tuple[str, Attributes]] = field(default_factory=list)
    text: str = ""
    #: Text of `mark` elements.
    marks: list[str] = field(default_factory=list)
    styles: str = ""
    #: Elements closed in another order than opened.
    crossed: list[str] = field(default_factory=list)

    def all(self, name: str) -> list[Attributes]:
        return [attributes for element, attributes in self.elements if element == name]

    def metas(self) -> dict[str, str]:
        return {m.get("name", m.get("http-equiv", "")): m.get("content", "") for m in self.all("meta")}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.page.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.page.styles += data
            return
        if self.open and self.open[-1] == "mark":
            self.page.marks.append(data)
        self.page.text += data


def read_html(html: str) -> Page:
    """Return what is in a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.crossed += reader.open
    return reader.page


#: Attributes by which a page loads or runs something.
LOADING = {
    "src",
    "srcset",
    "background",
    "poster",
    "data",
    "action",
    "formaction",
    "ping",
    "manifest",
    "cite",
}


def assert_loads_nothing(page: Page, *, scripts: int = 0) -> None:
    """Fail when anything in a page could make a request by being opened, or run more scripts than ours."""
    allowed_links = {"a", "link"}
    assert len(page.all("script")) == scripts
    assert all(attributes["rel"] == "alternate" for attributes in page.all("link"))
    for name, attributes in page.elements:
        assert name not in {
            "img",
            "iframe",
            "object",
            "embed",
            "base",
            "form",
            "image",
            "use",
            "foreignobject",
            "video",
        }
        assert not LOADING & attributes.keys(), (name, attributes)
        assert not [key for key in attributes if key.startswith("on")], (name, attributes)
        assert "href" not in attributes or name in allowed_links
        assert "url(" not in attributes.get("style", "").lower()
    assert "url(" not in page.styles.lower()
    assert "@import" not in page.styles.lower()
    assert page.metas().get("refresh") is None
