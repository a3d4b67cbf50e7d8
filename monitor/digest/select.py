"""What goes into an issue, and in which order. Pure.

The order within a topic serves a reader who begins at the top and stops when the time is up: by day of the
reader's zone, newest day first; within a day by score x weight of the source, strongest first; equal ones by
time, newest first. Strong news is thus on top, and days never mix.

An item that belongs to several topics stands under each of them, with the evidence of each, so that counts
and the frozen issue are complete. What a reader sees is the renderer's affair: the whole entry under the
first of its topics in the digest's order, one line that refers to it under the others.
"""

from collections.abc import Iterable, Mapping
from datetime import tzinfo

from monitor.model.digests import Digest, IssueItem, Section


def select(
    digest: Digest, candidates: Iterable[IssueItem], *, names: Mapping[str, str]
) -> tuple[Section, ...]:
    """Return a section for every topic of the digest, in its order, quiet topics included.

    `names` maps the key of a topic to its name. Candidates of other topics are left out.
    """
    found: dict[str, list[IssueItem]] = {topic: [] for topic in digest.topics}
    for candidate in candidates:
        if candidate.match.topic in found:
            found[candidate.match.topic].append(candidate)
    zone = digest.schedule.zone
    return tuple(
        Section(
            topic=topic,
            name=names.get(topic, topic),
            items=tuple(sorted(items, key=lambda item: _rank(item, zone))),
        )
        for topic, items in found.items()
    )


def _rank(candidate: IssueItem, zone: tzinfo) -> tuple[int, float, float, int]:
    """Return the key that sorts candidates into the order told at the top of this file."""
    item = candidate.item
    day = item.published_at.astimezone(zone).toordinal()
    strength = candidate.match.score * candidate.source.weight
    return (-day, -strength, -item.published_at.timestamp(), item.id)
