"""The article of a page and the teaser of a feed to the text of an item. Pure."""

import re

from monitor.errors import ParseError
from monitor.model.feeds import Feed, Source
from monitor.model.fulltexts import FullText
from monitor.model.items import Item
from monitor.normalise import markup, plain, text_of
from monitor.words import language

#: How much of a teaser must stand in the article; the rest may be cut or worded otherwise.
_TELLING = 60
#: Longer articles are cut: nobody reads on, and matching costs time.
_MAX_TEXT = 200_000
_HEADING = re.compile(r"\s*<h1>(.*?)</h1>\s*", re.DOTALL)


def full_text(article: str, *, item: Item, teaser: str, feed: Feed, source: Source) -> FullText:
    """Return the text of `item`: the `article` (untrusted HTML), after the teaser if that says more.

    Raises ParseError when the article is shorter than the teaser: then it is something else.
    """
    fragment = _without_title(markup.clean(article[: 5 * _MAX_TEXT]), item.title)
    text = text_of.text_of(fragment)[:_MAX_TEXT]
    if len(text) < len(teaser):
        raise ParseError("the page says less than the feed")
    is_complement = bool(teaser) and not _holds(text, teaser)
    if is_complement:
        text = f"{teaser}\n\n{text}"
    prior = feed.language or source.language
    return FullText(
        text=text,
        html="" if is_complement or not markup.says_more(fragment) else fragment,
        language=language.detect(f"{item.title}\n{text}", prior=prior or item.language),
    )


def _without_title(fragment: str, title: str) -> str:
    heading = _HEADING.match(fragment)
    return fragment[heading.end() :] if heading and plain.one_line(heading[1]) == title else fragment


def _holds(text: str, teaser: str) -> bool:
    """Tell whether the teaser, or its beginning where it was cut, stands in the text."""
    start = _letters(teaser.rstrip(". …]["))[:_TELLING]
    return start in _letters(text)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
