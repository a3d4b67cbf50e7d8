"""Which of the items of one poll are new, which are known, and which were changed. Pure.

An item is known by the identifier its feed gives it, else by its URL, else, within its source,
by its content. Titles alone never decide: "Breaking news" is not one article.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from monitor import urls
from monitor.model.items import Item

#: Shorter content is too common to identify an article.
MIN_CONTENT_CHARS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What must be remembered of a stored item to recognise it and its changes."""

    id: int
    source: str
    feed: str
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one poll brings."""

    #: Not stored yet, with the identity that each will be stored under.
    new: tuple[tuple[Item, str | None], ...] = ()
    #: Stored under this id with another title or text.
    revised: tuple[Item, ...] = ()
    #: New to the feed: the new ones, and known ones that only other feeds have carried.
    news: tuple[Item, ...] = ()
    #: Identifiers under which known items are now also carried: guid -> item id.
    aliases: Mapping[str, int]
    #: Identifiers under which the same poll carries a new item once more: guid -> guid of the new item.
    twins: Mapping[str, str]


def identities(items: Iterable[Item]) -> dict[str, str]:
    """Return guid -> key of the URL, leaving out URLs that several entries share.

    A feed that links every entry to its front page names no article by that.
    """
    keys = {item.guid: urls.identity(item.url) for item in items if item.url}
    counts = Counter(keys.values())
    return {guid: key for guid, key in keys.items() if counts[key] == 1}


def has_telling_content(item: Item) -> bool:
    """Say whether equal content means the same article."""
    return len(item.title) + len(item.text) >= MIN_CONTENT_CHARS


def find_changes(
    items: Iterable[Item],
    *,
    by_guid: Mapping[str, Known],
    by_identity: Mapping[str, Known],
    by_content: Mapping[tuple[str, str], Known],
) -> Changes:
    """Compare a poll's items with what is known of the same feed, URLs and contents."""
    unique = {item.guid: item for item in items}
    keys = identities(unique.values())
    new: list[tuple[Item, str | None]] = []
    revised: list[Item] = []
    aliases: dict[str, int] = {}
    twins: dict[str, str] = {}
    firsts: dict[tuple[str, str], str] = {}
    for guid, item in unique.items():
        known = by_guid.get(guid) or by_identity.get(keys.get(guid, ""))
        if known is None and has_telling_content(item):
            known = by_content.get((item.source, item.content_hash))
        if known is None:
            first = firsts.setdefault((urls.identity(item.url), item.content_hash), guid)
            if first == guid:
                new.append((item, keys.get(guid)))
            else:
                twins[guid] = first
            continue
        if guid not in by_guid:
            aliases[guid] = known.id
        if item.feed == known.feed and item.content_hash != known.content_hash:
            revised.append(replace(item, id=known.id))
    return Changes(new=tuple(new), revised=tuple(revised), aliases=aliases, twins=twins)
