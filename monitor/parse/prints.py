"""Known entries of feeds that cannot be taken apart as text: told by what was read from them."""

import hashlib
from collections.abc import Set
from dataclasses import replace

from monitor.model.feeds import ParsedFeed
from monitor.model.items import RawItem
from monitor.parse.parts import PRINT


def without_known(feed: ParsedFeed, known: Set[bytes]) -> ParsedFeed:
    """Return `feed` with a print for each of its entries, and without those whose prints are known."""
    prints = {_print_of(item): item for item in feed.items}
    fresh = {each: item for each, item in prints.items() if each not in known}
    return replace(
        feed,
        items=tuple(fresh.values()),
        prints=tuple(fresh),
        known=tuple(each for each in prints if each in known),
    )


def _print_of(item: RawItem) -> bytes:
    return hashlib.blake2b(repr(item).encode("utf-8", "replace"), digest_size=PRINT).digest()
