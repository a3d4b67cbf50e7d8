"""Which stories are one: the most alike first, by the mean similarity between their items."""

from collections.abc import Iterable
from heapq import heappop, heappush

from monitor.model.stories import Merging
from monitor.story.belonging import LEAST, belonging
from monitor.story.likeness import STEPS, Story, likeness
from monitor.story.window import Window


class Joining:
    """Joins the stories that new items opened to each other and to those that were there."""

    def __init__(self, window: Window, opened: Iterable[int]) -> None:
        self._window = window
        self._opened = set(opened)
        self._near: dict[int, set[int]] = {}
        self._likeness: dict[tuple[int, int], int] = {}
        self._queue: list[tuple[float, int, int, int]] = []
        self.mergings: list[Merging] = []

    def run(self) -> None:
        """Merge the two stories that are most alike until none are alike enough."""
        for opened in sorted(self._opened):
            for story in self._window.near(self._window.stories[opened]):
                self._near.setdefault(opened, set()).add(story.id)
                self._near.setdefault(story.id, set()).add(opened)
                self._weigh(opened, story.id)
        while self._queue:
            _, one, other, likeness_then = heappop(self._queue)
            is_due = self._likeness.get((one, other)) == likeness_then
            if is_due and not self._window.are_apart(one, other):
                self._merge(one, other)

    def _weigh(self, one: int, other: int) -> None:
        """Note how alike two stories are, to be merged when their turn comes."""
        pair = min(one, other), max(one, other)
        a, b = (self._window.stories[each] for each in pair)
        if pair not in self._likeness:
            self._likeness[pair] = likeness(a, b)
        if found := belonging(a, b, _mean(self._likeness[pair], a, b)):
            heappush(self._queue, (-found, *pair, self._likeness[pair]))

    def _merge(self, one: int, other: int) -> None:
        a, b = (self._window.stories[each] for each in (one, other))
        stays, gone = sorted((a, b), key=self._rank)
        sizes = len(a.vectors), len(b.vectors)
        between = self._likeness.pop((min(one, other), max(one, other)))
        mean = _mean(between, a, b)
        self._window.merge(stays, gone, between)
        if gone.id not in self._opened:
            self.mergings.append(Merging(gone=gone.id, stays=stays.id, similarity=mean))
        neighbours = (self._near.pop(gone.id) | self._near[stays.id]) - {one, other}
        self._near[stays.id] = neighbours
        for third in sorted(neighbours):
            self._near[third].discard(gone.id)
            self._near[third].add(stays.id)
            self._weigh_anew(third, stays.id, (one, other), sizes)

    def _weigh_anew(self, third: int, merged: int, parts: tuple[int, int], sizes: tuple[int, int]) -> None:
        """Note how alike a story is to one that was merged of two.

        Where only one of the two was compared with it and is not like it, neither is the whole: two stories
        that were there before were not alike, or they were merged then.
        """
        known = [self._likeness.pop((min(third, part), max(third, part)), None) for part in parts]
        size = len(self._window.stories[third].vectors)
        means = [
            sum_ / STEPS / (size * its) for sum_, its in zip(known, sizes, strict=True) if sum_ is not None
        ]
        if max(means, default=0.0) < LEAST and len(means) < len(parts):
            return
        is_whole = len(self._window.stories[merged].vectors) == sum(sizes)
        if is_whole and len(means) == len(parts):
            self._likeness[min(third, merged), max(third, merged)] = sum(filter(None, known))
        self._weigh(third, merged)

    def _rank(self, story: Story) -> tuple[bool, float, int]:
        """Order stories by which keeps its number: one that was there before, then the earlier one."""
        return story.id in self._opened, story.first_at, story.id


def _mean(between: int, one: Story, other: Story) -> float:
    return between / STEPS / (len(one.vectors) * len(other.vectors))
