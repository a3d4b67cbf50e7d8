"""Where a story stands under a topic: a sum of five parts, each told. Pure."""

from datetime import datetime, timedelta

from monitor.digest.labels import separate_sources
from monitor.model.tellings import IssueStory, Part, Rank
from monitor.words.counts import count

#: A story as old as this has half the recency of one that is told now.
_HALF_LIFE = timedelta(days=1)
_NOVELTY = {"new": 1.0, "updated": 0.7, "continued": 0.0}


def rank_of(story: IssueStory, topic: str, *, until_at: datetime) -> Rank:
    """Return the rank of a story under a topic in an issue whose window ends at `until_at`."""
    return Rank(
        parts=(
            _topic(story, topic),
            _sources(story),
            _novelty(story),
            _recency(story, until_at),
            _weight(story),
        )
    )


def _topic(story: IssueStory, topic: str) -> Part:
    """Take the strongest match; there is none where only items of earlier issues match."""
    scores = [match.score for item in story.items for match in item.matches if match.topic == topic]
    best = max(scores, default=0.0)
    return Part(name="topic", value=best, share=0.35, why=f"strongest match {best:.2f}")


def _sources(story: IssueStory) -> Part:
    """Halve what is missing to 1 with each separate source."""
    number = len(story.standing.voices)
    return Part(name="sources", value=1 - 0.5**number, share=0.25, why=separate_sources(number))


def _novelty(story: IssueStory) -> Part:
    return Part(name="novelty", value=_NOVELTY[story.state], share=0.2, why=story.state)


def _recency(story: IssueStory, until_at: datetime) -> Part:
    last_at = max(item.item.published_at for item in story.items)
    age = max(until_at - last_at, timedelta())
    hours = age / timedelta(hours=1)
    old = count(round(hours), "hour") if round(hours) else "less than an hour"
    return Part(name="recency", value=0.5 ** (age / _HALF_LIFE), share=0.1, why=f"last item {old} old")


def _weight(story: IssueStory) -> Part:
    """Take the strongest source: an ordinary one is 0.5."""
    weight = max(item.source.weight for item in story.items)
    why = f"strongest source weighs {weight:g}"
    return Part(name="weight", value=weight / (weight + 1), share=0.1, why=why)
