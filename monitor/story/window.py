"""The stories of the last days, as far as clustering needs them: their items' vectors, found by terms."""

from collections import defaultdict
from collections.abc import Set

from monitor.story.likeness import Story
from monitor.story.postings import Postings
from monitor.story.vectors import Vector

#: Stories that a term leads to at most, over all terms of an item; the terms of fewest stories come first.
_LOOKED_AT = 600
#: Stories with which an item or story is compared.
_COMPARED = 8
#: Share of its weight that a story must share with another one at least: less makes no similarity.
_FAINT = 0.05


class Window:
    """Stories by number, and by the terms of the items that stand for them."""

    def __init__(self) -> None:
        self.stories: dict[int, Story] = {}
        #: By term, with how many of the items that stand for a story have it.
        self._by_term = Postings[str]()
        #: A story that is gone -> the one that it became part of.
        self._became: dict[int, int] = {}
        #: Story -> the ones that it must never be one with.
        self._apart: dict[int, set[int]] = {}
        #: Those that must stay as they are.
        self._settled: set[int] = set()

    def story_of(self, story: int) -> int:
        """Return the story that a story has become, which may be itself."""
        while story in self._became:
            story = self._became[story]
        return story

    def open(self, number: int, item: int, vector: Vector) -> None:
        """Open a story with an item, or add the item when the story is there."""
        story = self.stories.setdefault(number, Story(number))
        story.add(item, vector)
        self._enter(number, vector)
        self._thin(story)

    def merge(self, stays: Story, gone: Story, between: int | None = None) -> None:
        """Move all items of a story to another one; `between` is their likeness, if it is known."""
        del self.stories[gone.id]
        stays.take_in(gone, between)
        for vector in gone.vectors.values():
            self._leave(gone.id, vector)
            self._enter(stays.id, vector)
        self._became[gone.id] = stays.id
        for other in self._apart.get(gone.id, ()):
            self.keep_apart(stays.id, other)
        if gone.id in self._settled:
            self.settle(stays.id)
        self._thin(stays)

    def move(self, item: int, story: int, to: int) -> None:
        """Move an item out of a story to another one, or to one of its own."""
        old = self.stories.get(story)
        if old is None or item not in old.vectors:
            return
        vector = old.vectors[item]
        self._drop(old, item)
        self.open(to, item, vector)

    def rename(self, gone: int, stays: int) -> None:
        """Have a story be part of another one, whether they are in the window or not."""
        if gone in self.stories:
            self.merge(self.stories.setdefault(stays, Story(stays)), self.stories[gone])
        else:
            self._became[gone] = stays

    def keep_apart(self, one: int, other: int) -> None:
        """Note that two stories must never be one."""
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)

    def settle(self, story: int) -> None:
        """Note that a story must never be split."""
        self._settled.add(story)

    def is_settled(self, story: int) -> bool:
        """Tell whether a story must never be split, as one that is kept apart from another: all of it is."""
        return story in self._settled or story in self._apart

    def are_apart(self, one: int, other: int) -> bool:
        """Tell whether two stories must never be one."""
        return other in self._apart.get(one, ())

    def forget(self, before: float) -> None:
        """Drop the items published before a time, in days since the epoch."""
        for story in [story for story in self.stories.values() if story.first_at < before]:
            for item in [item for item, vector in story.vectors.items() if vector.at < before]:
                self._drop(story, item)

    def forget_mergings(self) -> None:
        """Drop which stories became which: nobody calls them by their old numbers any more."""
        self._became.clear()

    def near(self, story: Story) -> list[Story]:
        """Return the stories that share most with a story, by what their terms weigh."""
        weights: dict[str, float] = {}
        for vector in story.vectors.values():
            weights |= vector.across
            weights |= vector.same
        found: defaultdict[int, float] = defaultdict(float)
        left = _LOOKED_AT
        by_term = ((term, self._by_term.shared(term)) for term in weights)
        for size, term, holders in sorted((len(held), term, held) for term, held in by_term if held):
            left -= size
            if left < 0:
                break
            square = weights[term] ** 2
            for other, count in holders.items():
                found[other] += square * count
        found.pop(story.id, None)
        faint = _FAINT * min(vector.length for vector in story.vectors.values()) ** 2
        stories = self.stories
        likely = [other for other, weight in found.items() if weight > faint]
        each = [(-found[other] / len(stories[other].vectors), other) for other in likely]
        nearest = sorted(pair for pair in each if -pair[0] > faint)[:_COMPARED]
        return [stories[other] for _, other in nearest]

    def _drop(self, story: Story, item: int) -> None:
        """Drop an item, and the story with its last one."""
        self._leave(story.id, story.remove(item))
        if not story.vectors:
            del self.stories[story.id]

    def _enter(self, story: int, vector: Vector) -> None:
        self._by_term.add(_terms(vector), story)

    def _leave(self, story: int, vector: Vector) -> None:
        self._by_term.remove(_terms(vector), story)

    def _thin(self, story: Story) -> None:
        for vector in story.thin():
            self._leave(story.id, vector)


def _terms(vector: Vector) -> Set[str]:
    return vector.same.keys() | vector.across.keys()
