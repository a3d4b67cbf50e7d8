"""Whether two entries that share a GUID, a URL, a text or a moment are one article. Pure.

Publishers change every one of these for an article that stays the same, and keep every one of them for
another article. So none of them decides alone: it is held against the words and the dates.
"""

import re
from collections.abc import Set
from datetime import datetime, timedelta
from itertools import pairwise

from monitor import urls
from monitor.model.items import Item

#: Shorter content is too common to identify an article.
MIN_CONTENT_CHARS = 80
#: Content of so many characters is no standing notice such as "All our news of the week".
_WHOLE_TEXT_CHARS = 400
#: Shares of the pairs of words of the shorter text: below, there is another text; above, it is the same one.
#: Of 208 pairs of articles that stood beside each other in 37 real feeds, 95 % share less than 0.16.
_OTHER_TEXT = 0.2
_SAME_TEXT = 0.8
#: The same of single words of titles; of 244 pairs, 90 % share less than 0.3.
_OTHER_TITLE = 0.34
_SAME_TITLE = 0.5
#: An address at which a new entry replaces the old one does so no faster.
_REPLACED = timedelta(hours=1)
#: An entry of which neither GUID nor URL changed is another one no sooner.
_RENEWED = timedelta(hours=12)
#: A short text that comes again within this is the same entry.
_AGAIN = timedelta(days=3)
#: Characters compared at most.
_ENOUGH = 5_000
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\w+")


def has_telling_content(item: Item) -> bool:
    """Tell whether equal content means the same article."""
    return len(item.title) + len(item.text) >= MIN_CONTENT_CHARS


def is_same_guid(item: Item, known: Item) -> bool:
    """Tell whether an entry with a known GUID is what was known by it: some publishers begin at 1 again."""
    if item.content_hash == known.content_hash or item.published_at == known.published_at:
        return True
    if urls.identity(item.url) == urls.identity(known.url):
        is_renewed = item.published_at - known.published_at >= _RENEWED
        return not (is_renewed and _has_other_text(item, known) and _has_other_title(item, known))
    return not _says_something_else(item, known)


def is_same_url(item: Item, known: Item) -> bool:
    """Tell whether an entry with a new GUID and a known URL is what was known by it.

    Entries of other sources always are: they tell of an article in their own words.
    """
    if item.content_hash == known.content_hash or item.source != known.source:
        return True
    is_later = item.published_at - known.published_at >= _REPLACED
    return not (is_later and _says_something_else(item, known))


def is_same_content(item: Item, published_at: datetime) -> bool:
    """Tell whether equal content under another GUID and URL is the same entry, and not a weekly notice."""
    is_soon = abs(item.published_at - published_at) <= _AGAIN
    return is_soon or len(item.text) >= _WHOLE_TEXT_CHARS


def has_telling_moment(item: Item) -> bool:
    """Tell whether few entries are of the same moment: it is no mere date, and no bulletin on the hour."""
    is_on_the_hour = item.published_at.minute == item.published_at.second == 0
    return not item.is_date_guessed and not is_on_the_hour


def is_same_moment(item: Item, known: Item) -> bool:
    """Tell whether an entry of the same telling moment is a known one whose title made a new URL and GUID."""
    if _other_numbers(item.title, known.title):
        return False
    if min(len(item.text), len(known.text)) < MIN_CONTENT_CHARS:
        return False
    return (
        _shared_text(item.text, known.text) >= _SAME_TEXT
        and _shared_title(item.title, known.title) >= _SAME_TITLE
    )


def _says_something_else(item: Item, known: Item) -> bool:
    if min(len(item.text), len(known.text)) >= MIN_CONTENT_CHARS:
        return _has_other_text(item, known)
    return _has_other_title(item, known)


def _has_other_text(item: Item, known: Item) -> bool:
    is_telling = min(len(item.text), len(known.text)) >= MIN_CONTENT_CHARS
    return is_telling and _shared_text(item.text, known.text) < _OTHER_TEXT


def _has_other_title(item: Item, known: Item) -> bool:
    return _shared_title(item.title, known.title) < _OTHER_TITLE


def _other_numbers(one: str, other: str) -> bool:
    """Tell whether both have numbers, and not the same: parts of a series."""
    first, second = (set(_NUMBER.findall(text)) for text in (one, other))
    return bool(first and second and first != second)


def _shared_text(one: str, other: str) -> float:
    """Compare the beginnings only: a teaser repeats the beginning of its article."""
    enough = min(3 * min(len(one), len(other)) + 500, _ENOUGH)
    return _shared(*(set(pairwise(_words(text[:enough]))) for text in (one, other)))


def _shared_title(one: str, other: str) -> float:
    return _shared(set(_words(one)), set(_words(other)))


def _shared(first: Set[object], second: Set[object]) -> float:
    """Return which part of the smaller set the other has too; 0 when there is none."""
    return len(first & second) / (min(len(first), len(second)) or 1)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
