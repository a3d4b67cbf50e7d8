"""The article on a web page, found by trafilatura (the extra `fulltext`); it gets text, never an address."""

from importlib.util import find_spec

from monitor.errors import ParseError

#: How to get it, for messages.
REMEDY = "pip install 'monitor[fulltext]'"
#: Fewer letters are no article but a notice: "please enable JavaScript", "subscribe".
_MIN_ARTICLE = 200


def is_installed() -> bool:
    """Tell whether the extra is there."""
    return find_spec("trafilatura") is not None


def article(page: str) -> str:
    """Return the article on a page as HTML, unsanitised; raise ParseError when there is none.

    Can be slow on hostile pages: for worker processes.
    """
    import trafilatura

    found = trafilatura.extract(
        page, output_format="html", include_comments=False, include_links=False, include_images=False
    )
    if not found or len(found) < _MIN_ARTICLE:
        raise ParseError("the page holds no article that could be told from the rest")
    return str(found)
