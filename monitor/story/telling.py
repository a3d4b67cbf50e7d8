"""An open story to what an issue tells of it: state, lead, deltas, who stands behind it. Pure."""

from collections.abc import Sequence

from monitor.model.tellings import IssueItem, IssueStory, OpenStory, State
from monitor.story.deltas import deltas_of
from monitor.story.standing import standing_of


def tell(story: OpenStory, *, topics: Sequence[str], languages: Sequence[str]) -> IssueStory:
    """Return a story as a digest of these topics tells it to readers of these languages.

    It belongs to each topic to which one of its items belongs, those of earlier issues included.
    """
    deltas = deltas_of(story) if story.told else ()
    state: State = "updated" if deltas else "continued" if story.told else "new"
    lead = lead_of(story.fresh, languages=languages)
    matched = {match.topic for item in story.fresh for match in item.matches}
    matched.update(topic for told in story.told for topic in told.topics)
    return IssueStory(
        id=story.id,
        state=state,
        items=(lead, *(item for item in story.fresh if item is not lead)),
        standing=standing_of(story.members, story.sources),
        topics=tuple(topic for topic in topics if topic in matched),
        deltas=deltas,
    )


def lead_of(items: Sequence[IssueItem], *, languages: Sequence[str]) -> IssueItem:
    """Return the item by which a story is known: the earliest good one.

    Of those that match a topic, in words of their own and with a headline, it is of the language that comes
    first, then of the strongest source, then the first to be published.
    """
    order = {language: place for place, language in enumerate(languages)}

    def rank(member: IssueItem) -> tuple[bool, bool, bool, int, float, float, int]:
        item = member.item
        place = order.get(item.language, len(order))
        is_copy = member.copy_of is not None
        published = item.published_at.timestamp()
        return (not member.matches, not item.title, is_copy, place, -member.source.weight, published, item.id)

    return min(items, key=rank)
