"""Stories that new items show to be of several events: the parts in which their items come alone.

What comes first of an event finds nothing of its own yet, and may join a story that is a little like it;
those after it would follow it there. Once there are two of them, they are nearer to each other. And what
was alone in its event leaves once the story has grown to something that it is not like.
"""

from collections.abc import Sequence, Set
from itertools import combinations, starmap

from monitor.story.belonging import LEAST, share_of
from monitor.story.joining import Joining
from monitor.story.likeness import STEPS, Story, likeness
from monitor.story.similarity import similarity
from monitor.story.window import Window

#: Of a story of more, not all items are at hand.
_MOST = 15
#: Stories of fewer are left as they are.
_FEWEST = 4
#: A new item asks for a look when the farther half of a story is, on average, so much less like it than the
#: nearest item: 86 of 100 stories that were split when all were looked at had such a one, and 16 of others.
_FAR = 0.35
#: A part of so few items stays when it shares half of what the items of each part do, and when of the pairs
#: that it would tear one is so nearly as alike as the most alike pair of any.
_FEW, _HALF, _NEARLY = 3, 0.5, 0.6


def parts_of(story: Story, new: Set[int]) -> Sequence[frozenset[int]]:
    """Return the items of each other event in a story, if its items alone would be several stories.

    `new` are items that came since it was last looked at. A part of one item is an event of its own only if
    it is not new, since others of it may yet come, nor the one by which the story is called.
    """
    if not _FEWEST <= len(story.vectors) <= _MOST or not _is_torn(story, new):
        return ()
    window = Window()
    for item, vector in story.vectors.items():
        window.open(item, item, vector)
    Joining(window, story.vectors).run()
    parts = [frozenset(part.vectors) for part in window.stories.values()]
    several = [part for part in parts if len(part) > 1]
    several.sort(key=lambda part: (story.id not in part, -len(part), min(part)))
    single = [part for part in parts if len(part) == 1 and part.isdisjoint({story.id, *new})]
    leaving = [part for part in several[1:] if not _is_akin(part, story)]
    return [*leaving, *(part for part in single if several and _is_strange(min(part), story))]


def _is_strange(item: int, story: Story) -> bool:
    """Tell whether an item is less like its story than any that joins one."""
    others = [vector for its, vector in story.vectors.items() if its != item]
    return sum(similarity(each, story.vectors[item]) for each in others) < LEAST * len(others)


def _is_akin(part: Set[int], story: Story) -> bool:
    """Tell whether a part, or all but it, is of few items that are still like the others of its story."""
    mine, rest = Story(story.id), Story(story.id)
    for item, vector in story.vectors.items():
        (mine if item in part else rest).add(item, vector)
    pairs = [(one, other) for one in mine.vectors.values() for other in rest.vectors.values()]
    if share_of(mine, rest, likeness(mine, rest) / STEPS / len(pairs)) < _HALF:
        return False
    nearest = max(starmap(similarity, combinations(story.vectors.values(), 2)))
    few = min(len(mine.vectors), len(rest.vectors)) <= _FEW
    return few and max(starmap(similarity, pairs)) >= _NEARLY * nearest


def _is_torn(story: Story, new: Set[int]) -> bool:
    """Tell whether a new item is much nearer to some items of a story than to others."""
    old = [vector for item, vector in story.vectors.items() if item not in new]
    for item in story.vectors.keys() & new:
        nearest, *others = sorted((similarity(each, story.vectors[item]) for each in old), reverse=True)
        far = others[(len(others) - 1) // 2 :]
        if sum(far) < _FAR * nearest * len(far):
            return True
    return False
