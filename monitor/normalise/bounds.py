"""How much text the articles of one answer bring: what a whole newspaper does not, is cut. Pure.

Each word of it is looked up for topics and for the index of words, in one transaction, while all others wait.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from monitor.model.items import Item
from monitor.normalise import plain
from monitor.normalise.items import content_hash

#: Characters of one text; nobody reads on.
MOST_OF_ONE = 200_000
#: Characters of all texts together. Of those behind, the beginnings stay.
MOST_OF_ALL = 1_500_000
BEGINNING = 300


def bounded(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items, the texts of those that are too long, or come when enough was said, cut with dots."""
    left = MOST_OF_ALL
    for item in items:
        most = max(min(MOST_OF_ONE, left), BEGINNING)
        left -= min(len(item.text), most)
        yield item if len(item.text) <= most else _cut(item, most)


def _cut(item: Item, most: int) -> Item:
    text = plain.shortened(item.text, most)
    return replace(item, text=text, html="", content_hash=content_hash(item.title, text))
