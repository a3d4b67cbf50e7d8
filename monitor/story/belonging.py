"""Whether two stories are one: how alike they are, beside how alike the items of each are. Pure.

What holds a story together is not the same for all: agencies tell an earthquake in the same words, columnists
a summit in their own. So what two stories share is weighed by what the items of each of them share.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from monitor.story import marks
from monitor.story.acts import acts_alike
from monitor.story.likeness import Story
from monitor.story.vectors import Vector

#: Mean similarity between their items from which on two stories can be one; an item and an item.
LEAST = 0.11
_TWO_ITEMS = 0.16
#: That mean times its share of the mean similarity inside: an item and a story, or two stories in different
#: languages; two that have a language in common, whose items would have met, if they were of one event.
_ITEM_AND_STORY = 0.05
_TWO_STORIES = 0.08
#: That share alone: two stories told from many sides are one if they share half of what the items of each do.
_HALF = 0.52
#: Beside a story of many items in several languages another one of a few is most likely one more side of it,
#: whomever most of its items name: then this mean and this share are enough. In a single language it may be a
#: look-alike as well, which items in others would have told apart.
_MANY, _FEW = 12, 3
_LEAST_OF_MANY, _HALF_OF_MANY = 0.1, 0.45
#: What remains when most items of each name somebody of whom the other says nothing.
_OTHER_NAMES = 0.7
_MOST = 0.6
#: Where the same marks both they count as more alike than they are, from this share on, and if no act speaks
#: against it: what remains of the similarities for other acts is at least this.
_SHARE_OF_MARKED, _ACTS_OF_MARKED = 0.48, 0.85


def belonging(one: Story, other: Story, mean: float) -> float:
    """Return how much two stories are one, by the mean similarity between their items; 0: they are two."""
    if mean * marks.MOST < _LEAST_OF_MANY:
        return 0.0
    inside = _inside(one, other)
    found = _belonging(one, other, mean, inside)
    if found or mean / inside < _SHARE_OF_MARKED:
        return found
    factor = marks.factor(one.marks(), other.marks())
    is_marked = factor > 1 and _acts_alike(one, other) >= _ACTS_OF_MARKED
    return _belonging(one, other, factor * mean, inside) if is_marked else 0.0


def _belonging(one: Story, other: Story, mean: float, inside: float) -> float:
    sizes = len(one.vectors), len(other.vectors)
    larger = one if sizes[0] >= sizes[1] else other
    if max(sizes) >= _MANY and min(sizes) >= _FEW and len(_languages(larger)) > 1:
        is_one = mean >= _LEAST_OF_MANY and mean / inside >= _HALF_OF_MANY
        return mean if is_one else 0.0
    if mean < LEAST:
        return 0.0
    if sizes == (1, 1):
        return mean if mean >= _TWO_ITEMS else 0.0
    if _name_others(tuple(one.vectors.values()), tuple(other.vectors.values())):
        mean *= _OTHER_NAMES
    share = mean / inside
    needed = _TWO_STORIES if 1 not in sizes and _languages(one) & _languages(other) else _ITEM_AND_STORY
    return mean if mean >= LEAST and (share >= _HALF or mean * share >= needed) else 0.0


def share_of(one: Story, other: Story, mean: float) -> float:
    """Return the share of the mean similarity between items of two stories in that inside of each."""
    return mean / _inside(one, other)


def _inside(one: Story, other: Story) -> float:
    """Return the mean similarity between items inside of two stories: the geometric mean of theirs."""
    return float((one.cohesion() * other.cohesion()) ** 0.5)


def _acts_alike(one: Story, other: Story) -> float:
    """Return what remains of the similarities between their items for the acts told, in the mean."""
    remains = [
        acts_alike(a.titled_acts, a.acts, b.titled_acts, b.acts)
        for a in one.vectors.values()
        for b in other.vectors.values()
    ]
    return fmean(remains)


def _languages(story: Story) -> set[str]:
    return {vector.language for vector in story.vectors.values()}


def _name_others(one: Sequence[Vector], other: Sequence[Vector]) -> bool:
    """Tell whether most items of each name somebody of whom the other says nothing.

    Names that no list has may sound otherwise in another language: they are compared within one.
    """
    said, said_there = (frozenset[str]().union(*(each.names for each in story)) for story in (one, other))
    if _listed(_mostly_named(one) - said_there) and _listed(_mostly_named(other) - said):
        return True
    for language in {each.language for each in one} & {each.language for each in other}:
        here, there = ([each for each in story if each.language == language] for story in (one, other))
        if _mostly_named(here) - said_there and _mostly_named(there) - said:
            return True
    return False


def _mostly_named(vectors: Sequence[Vector]) -> frozenset[str]:
    """Return the names that most items have; of a single one those of its title."""
    if len(vectors) == 1:
        return vectors[0].titled_names
    counts = Counter(name for vector in vectors for name in vector.names)
    return frozenset(name for name, count in counts.items() if count >= _MOST * len(vectors))


def _listed(names: frozenset[str]) -> bool:
    return any(name[0] == "n" for name in names)
