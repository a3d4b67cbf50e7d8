"""Which stories a digest or an alert tells its readers now. Pure.

A story that is not told waits: nothing of it counts as sent, so all of it is there when it is worth telling.
"""

from datetime import datetime, timedelta

from monitor.model.digests import Digest
from monitor.model.tellings import IssueStory
from monitor.model.times import latest

#: Nobody is alerted to what was published longer ago: it is for the next digest.
NEWS = timedelta(days=1)


def is_worth_telling(story: IssueStory, digest: Digest, *, now: datetime) -> bool:
    """Tell whether a story passes the digest's rules, and for an alert whether it does so now."""
    rule = digest.rule
    is_strong = story.score >= rule.min_score and len(story.standing.voices) >= rule.min_sources
    if story.told_at is None and not is_strong:
        return False
    if digest.alerting is None:
        return rule.continued or story.state != "continued"
    return _is_news(story, now) and (
        story.told_at is None
        or (story.state == "updated" and now - story.told_at >= digest.alerting.cool_down)
    )


def _is_news(story: IssueStory, now: datetime) -> bool:
    return any(now - latest(member.item.published_at) <= NEWS for member in story.items)
