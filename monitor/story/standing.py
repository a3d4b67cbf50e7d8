"""Who stands behind a story: copies of one text count once, and so does each source. Pure."""

from collections.abc import Collection, Iterable, Mapping

from monitor.model.feeds import Source
from monitor.model.standing import Standing, Voice
from monitor.model.stories import Member


def standing_of(members: Iterable[Member], sources: Mapping[str, Source]) -> Standing:
    """Return who stands behind a story of these items, at least one; `sources` has theirs by key.

    A text belongs to the source that published it first, whoever copied it since.
    """
    ordered = sorted(members, key=lambda member: (member.published_at, member.item_id))
    text_of = texts(ordered)
    originals: dict[int, Member] = {}
    for member in ordered:
        originals.setdefault(text_of[member.item_id], member)
    first: dict[str, Member] = {}
    for member in originals.values():
        first.setdefault(member.source, member)
    return Standing(
        first_at=ordered[0].published_at,
        last_at=ordered[-1].published_at,
        voices=tuple(
            Voice(source=sources[key], item_id=member.item_id, published_at=member.published_at)
            for key, member in first.items()
        ),
        sources=len({member.source for member in ordered}),
    )


def texts(members: Collection[Member]) -> dict[int, int]:
    """Return for each item the item whose text it is: its own number unless it is a copy."""
    copied = {member.item_id: original for member in members if (original := member.copy_of)}
    known = {member.item_id for member in members}
    return {item: _root(item, copied) for item in known}


def _root(item: int, copied: Mapping[int, int]) -> int:
    """Follow copies of copies; windows of late items may have found them in a circle."""
    seen = {item}
    while item in copied and copied[item] not in seen:
        item = copied[item]
        seen.add(item)
    return min(seen) if item in copied else item
