"""An open story to what an issue tells of it: state, lead, deltas, who stands behind it. Pure."""

from collections.abc import Sequence

from monitor.model.tellings import IssueStory, OpenStory, StoryState
from monitor.story.deltas import deltas_of
from monitor.story.leading import lead_of
from monitor.story.standing import standing_of


def tell(story: OpenStory, *, topics: Sequence[str], languages: Sequence[str]) -> IssueStory:
    """Return a story as a digest of these topics tells it to readers of these languages."""
    deltas = deltas_of(story)
    state: StoryState = "updated" if deltas else "continued" if story.told else "new"
    lead = lead_of(story.fresh, languages=languages)
    matched = {match.topic for item in story.fresh for match in item.matches}
    matched = matched or {topic for told in story.told for topic in told.topics}
    return IssueStory(
        id=story.id,
        state=state,
        items=(lead, *(item for item in story.fresh if item is not lead)),
        standing=standing_of(story.members, story.sources),
        topics=tuple(topic for topic in topics if topic in matched),
        deltas=deltas,
        told_at=max((told.told_at for told in story.told), default=None),
        before=_before(story),
    )


def _before(story: OpenStory) -> tuple[int, str] | None:
    """Return the last issue that told of a story, and the headline by which it was known there."""
    if not story.told:
        return None
    titles = {member.item_id: member.title for member in story.members}
    last = max(story.told, key=lambda told: (told.issue, told.is_lead, -told.item_id))
    return last.issue, titles[last.item_id]
