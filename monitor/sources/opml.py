"""OPML: lists of feeds, as other programs write and read them.

Read with expat and not with `listparser`, which drops the home page and the language of a feed and takes a
file that breaks off for a whole one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from monitor.errors import ParseError

#: More than any person follows.
_MAX_FEEDS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed in a list of feeds."""

    url: str
    title: str = ""
    homepage: str = ""
    language: str = ""
    #: Names of the folders it lies in, outermost first.
    folders: tuple[str, ...] = ()


def read(body: bytes) -> list[Outline]:
    """Return the feeds of a list, each once; raise ParseError, with the line, when it is no whole OPML."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.EntityDeclHandler = reader.refuse
    try:
        parser.Parse(body.strip(), True)
    except expat.ExpatError as exc:
        why = "it breaks off" if exc.code in _BREAKS_OFF else expat.ErrorString(exc.code)
        raise ParseError(f"line {exc.lineno} is no OPML: {why}; export the list anew") from exc
    return list(reader.found.values())


_BREAKS_OFF = {
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
}


def write(outlines: Iterable[Outline], *, title: str) -> str:
    """Return a list of feeds as OPML 2.0, those of one folder together."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{quoteattr(title)[1:-1]}</title></head>",
        "<body>",
    ]
    folders: dict[tuple[str, ...], list[Outline]] = {}
    for outline in outlines:
        folders.setdefault(outline.folders, []).append(outline)
    for path, inside in folders.items():
        lines += [f"<outline{_attributes(text=name)}>" for name in path]
        lines += [f"  {_element(outline)}" for outline in inside]
        lines += ["</outline>"] * len(path)
    return "\n".join([*lines, "</body>", "</opml>"]) + "\n"


def _element(outline: Outline) -> str:
    return (
        f"<outline{_attributes(type='rss', text=outline.title or outline.url, title=outline.title)}"
        f"{_attributes(xmlUrl=outline.url, htmlUrl=outline.homepage, language=outline.language)}/>"
    )


def _attributes(**values: str) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items() if value)


def _line(text: str) -> str:
    """Return text on one line, with blanks for what cannot be seen: it is written into a file of TOML."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


class _Reader:
    """Collects the outlines that are feeds."""

    def __init__(self) -> None:
        self.found: dict[str, Outline] = {}
        self._path: list[str] = []
        self._is_opml = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element that begins."""
        if not self._is_opml and name.lower() != "opml":
            raise ParseError(f"is no OPML; it begins with <{name[:40]}>")
        self._is_opml = True
        if name.lower() != "outline":
            return
        values = {key.lower(): _line(text) for key, text in attributes.items()}
        title = values.get("text") or values.get("title", "")
        self._path.append("" if "xmlurl" in values else title)
        if values.get("xmlurl") and len(self.found) < _MAX_FEEDS:
            outline = Outline(url=values["xmlurl"], title=title, homepage=values.get("htmlurl", ""))
            folders = tuple(filter(None, self._path))
            language = values.get("language", "").lower()[:2]
            self.found.setdefault(outline.url, replace(outline, folders=folders, language=language))

    def end(self, name: str) -> None:
        """Take an element that ends."""
        if name.lower() == "outline":
            self._path.pop()

    def refuse(self, *_: object) -> None:
        """Refuse a list that declares entities."""
        raise ParseError("declares entities of its own, which is not read")
