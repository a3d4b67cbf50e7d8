"""What goes into an issue, and in which order. Pure.

A section for each topic, in it the stories of the topic: those with something new, the highest rank first,
then those that only continue. A story that belongs to several topics stands under each of them, so that
counts and the frozen issue are complete. What a reader sees is the renderer's affair: the whole story under
the first of its topics in the digest's order, one line that refers to it under the others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from monitor.digest.ranking import rank_of
from monitor.model.digests import Digest
from monitor.model.issues import Section
from monitor.model.tellings import IssueStory


def select(
    digest: Digest, stories: Iterable[IssueStory], *, names: Mapping[str, str], until_at: datetime
) -> tuple[Section, ...]:
    """Return a section for every topic of the digest, in its order, quiet topics included.

    `names` maps the key of a topic to its name; `until_at` is the end of the window.
    """
    found: dict[str, list[IssueStory]] = {topic: [] for topic in digest.topics}
    for story in stories:
        for topic in story.topics:
            found[topic].append(replace(story, rank=rank_of(story, topic, until_at=until_at)))
    return tuple(
        Section(topic=topic, name=names.get(topic, topic), stories=tuple(sorted(its, key=_place)))
        for topic, its in found.items()
    )


def _place(story: IssueStory) -> tuple[bool, float, float, int]:
    """Return the key that sorts stories into the order told at the top of this file."""
    assert story.rank is not None
    newest = max(item.item.published_at for item in story.items)
    return (story.state == "continued", -story.rank.total, -newest.timestamp(), story.id)
