"""By which item a story is known: the earliest good one from the strongest source. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from monitor.model.feeds import Source
from monitor.model.stories import Member
from monitor.model.tellings import IssueItem


def lead_of(items: Iterable[IssueItem], *, languages: Sequence[str]) -> IssueItem:
    """Return the item by which readers of these languages know a story, first the best.

    Good is what no alert has brought, matches a topic, has a headline, and is in words of its own. Among
    those the language decides, then the weight of the source, then which was published first. Of what alerts
    have brought the last is the best.
    """

    def rank(member: IssueItem) -> tuple[bool, float, bool, bool, bool, int, float, datetime, int]:
        item = member.item
        place = languages.index(item.language) if item.language in languages else len(languages)
        strength = _strength(item.title, member.copy_of, place, member.source.weight)
        alerted = member.alerted_at.timestamp() if member.alerted_at else 0.0
        return (alerted != 0.0, -alerted, not member.matches, *strength, item.published_at, item.id)

    return min(items, key=rank)


def lead_member(members: Iterable[Member], sources: Mapping[str, Source]) -> Member:
    """Return the item by which a story is known to whoever prefers no language and watches no topic."""

    def rank(member: Member) -> tuple[bool, bool, int, float, datetime, int]:
        strength = _strength(member.title, member.copy_of, 0, sources[member.source].weight)
        return (*strength, member.published_at, member.item_id)

    return min(members, key=rank)


def _strength(title: str, copy_of: int | None, place: int, weight: float) -> tuple[bool, bool, int, float]:
    return not title, copy_of is not None, place, -weight
