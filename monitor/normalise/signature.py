"""The line by which WordPress signs every article of a feed: "The post TITLE appeared first on SITE", linked.

It is none of the article: by the name of the site in it (`Civil Georgia`, `Belarus Digest`) each of them was
about that country. The words differ by language; the two links do not.
"""

import re

from monitor.normalise import plain

#: A paragraph of a clean fragment that links to something and then to something else, with few words beside.
_SIGNATURE = re.compile(
    r"<p>[^<>]{0,60}<a [^<>]*>(?P<title>(?:(?!</a>).){1,1000})</a>"
    r"[^<>]{0,80}<a [^<>]*>[^<>]{1,200}</a>[^<>]{0,40}</p>",
    re.DOTALL,
)


def without_signature(fragment: str, title: str) -> str:
    """Return a clean fragment without its last paragraph, if that signs the article called `title`."""
    start = fragment.rfind("<p>")
    found = _SIGNATURE.fullmatch(fragment.rstrip(), start) if start >= 0 else None
    if found is None or not title or plain.one_line(found["title"]) != title:
        return fragment
    return fragment[:start].rstrip()
