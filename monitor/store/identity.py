"""Which of the items of one poll are new, which are known, and which were changed. Pure.

An item is looked for by the identifier its feed gives it, by its URL, within its source by its content, and
by its exact moment. What is found is compared (see `likeness`) before it is taken for the same article.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from monitor import urls
from monitor.model.items import Item
from monitor.store import likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What must be remembered of a stored item to recognise it and its changes."""

    id: int
    source: str
    feed: str
    #: Key of its URL; None where that identifies nothing.
    identity: str | None
    published_at: datetime
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the store knows that one poll's items could be."""

    by_guid: Mapping[str, Known]
    by_identity: Mapping[str, Known]
    #: By source and content hash, the newest.
    by_content: Mapping[tuple[str, str], Known]
    #: By source and publication.
    by_moment: Mapping[tuple[str, datetime], Sequence[Known]]
    #: Those of them whole whose content is not the item's, by id.
    whole: Mapping[int, Item]
    #: Ids of those of them that the poll still carries under entries that were not read again.
    still_there: Set[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one poll brings."""

    #: Not stored yet, with the identity that each will be stored under.
    new: tuple[tuple[Item, str | None], ...] = ()
    #: Identities of these that stored items have.
    taken: tuple[str, ...] = ()
    #: Stored under this id with another title or text.
    revised: tuple[Item, ...] = ()
    #: Stored under this id with another URL, whose key this is.
    moved: tuple[tuple[Item, str], ...] = ()
    #: New to the feed: the new ones, and known ones that only other feeds have carried.
    news: tuple[Item, ...] = ()
    #: Identifiers under which known items are now also carried: guid -> item id.
    aliases: Mapping[str, int]
    #: Identifiers under which the same poll carries a new item once more: guid -> guid of the new item.
    twins: Mapping[str, str]

    def at_most(self, number: int) -> Self:
        """Return these changes with the first so many new items, and without what hangs on the others."""
        kept = self.new[:number]
        guids, keys = {item.guid for item, _ in kept}, {key for _, key in kept}
        left_out = {item.guid for item, _ in self.new} - guids
        return replace(
            self,
            new=kept,
            taken=tuple(key for key in self.taken if key in keys),
            news=tuple(item for item in self.news if item.guid not in left_out),
            twins={guid: first for guid, first in self.twins.items() if first in guids},
        )


def identities(items: Iterable[Item]) -> dict[str, str]:
    """Return guid -> key of the URL, leaving out front pages, and URLs that several entries share.

    A feed that links every entry to one page names no article by that.
    """
    keys = {item.guid: urls.identity(item.url) for item in items if item.url}
    counts = Counter(keys.values())
    return {guid: key for guid, key in keys.items() if counts[key] == 1 and not _is_front_page(key)}


def _is_front_page(key: str) -> bool:
    return not any(mark in key for mark in "/?#")


def find_changes(items: Iterable[Item], keys: Mapping[str, str], found: Found) -> Changes:
    """Compare a poll's items, each with the key of its URL if that identifies one, with what is known."""
    unique = {item.guid: item for item in items}
    still_there = {other.id for other in found.by_guid.values()} | found.still_there
    known = {guid: _recognise(item, keys.get(guid), found, still_there) for guid, item in unique.items()}
    stored = [(item, past) for guid, item in unique.items() if (past := known[guid])]
    told: dict[tuple[str, str], int | str] = {_content(item): past.id for item, past in stored}
    new: list[tuple[Item, str | None]] = []
    aliases = {item.guid: past.id for item, past in stored if found.by_guid.get(item.guid) != past}
    twins: dict[str, str] = {}
    for guid, item in unique.items():
        if known[guid] is not None:
            continue
        first = told.setdefault(_content(item), guid)
        if isinstance(first, int):
            aliases[guid] = first
        elif first == guid:
            new.append((item, keys.get(guid)))
        else:
            twins[guid] = first
    own = [(item, past) for item, past in stored if item.feed == past.feed]
    return Changes(
        new=tuple(new),
        taken=tuple(key for _, key in new if key and key in found.by_identity),
        revised=tuple(replace(i, id=p.id) for i, p in own if i.content_hash != p.content_hash),
        moved=tuple(
            (replace(i, id=p.id), key)
            for i, p in own
            if (key := keys.get(i.guid)) and key != p.identity and key not in found.by_identity
        ),
        aliases=aliases,
        twins=twins,
    )


def _content(item: Item) -> tuple[str, str]:
    return urls.identity(item.url), item.content_hash


def _recognise(item: Item, key: str | None, found: Found, still_there: Set[int]) -> Known | None:
    """Return what an item is known as, None when it is new; the poll still carries those `still_there`."""
    past = found.by_guid.get(item.guid)
    if past and (_is_unchanged(item, past) or likeness.is_same_guid(item, found.whole[past.id])):
        return past
    past = found.by_identity.get(key) if key else None
    if (
        past
        and not _is_forestalled(item, past)
        and (_is_unchanged(item, past) or likeness.is_same_url(item, found.whole[past.id]))
    ):
        return past
    past = found.by_content.get((item.source, item.content_hash))
    if past and likeness.has_telling_content(item) and likeness.is_same_content(item, past.published_at):
        return past
    of_moment = found.by_moment.get((item.source, item.published_at), ())
    gone = (other for other in of_moment if other.id not in still_there)
    return next((p for p in gone if likeness.is_same_moment(item, found.whole[p.id])), None)


def _is_forestalled(item: Item, past: Known) -> bool:
    """Tell whether a stranger was the first to name the address of an article that its publisher brings.

    Who guesses addresses could keep others' articles from ever being read.
    """
    is_strange = past.source != item.source and not _is_of_site(item.url, past.feed)
    return is_strange and _is_of_site(item.url, item.feed)


def _is_of_site(url: str, feed: str) -> bool:
    """Tell whether an address lies on the host of a feed, above or below it."""
    here, there = (f".{urls.host(each).removeprefix('www.')}" for each in (url, feed))
    return here.endswith(there) or there.endswith(here)


def _is_unchanged(item: Item, past: Known) -> bool:
    return item.content_hash == past.content_hash
