"""Items to stories, as they come: copies first, then the same event in other words and languages. Pure.

A `Clusterer` holds the items of the last days and nothing else, so its memory and the cost of an item are
bounded by the window. What it holds can be built anew from stored items and their stories.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from datetime import datetime
from math import floor

from monitor.model.items import Item
from monitor.model.stories import Clustering, Placement
from monitor.story.entries import Entries, Entry, days_of
from monitor.story.explain import copied, placed
from monitor.story.joining import Joining
from monitor.story.packing import WindowItem, pack, unpack
from monitor.story.similarity import similarity
from monitor.story.splitting import parts_of
from monitor.story.terms import Terms
from monitor.story.vectors import Vector
from monitor.story.window import Window
from monitor.words.names.index import NameIndex

#: Old items are dropped this often, in days: each time the whole window is looked through.
_FORGETTING = 1 / 24


def _no_texts(_: Sequence[int]) -> Iterable[Item]:
    return ()


class Clusterer:
    """Finds the story of each item among those of the last days. The same batches give the same stories."""

    def __init__(self, names: NameIndex, *, days: float = 3.0) -> None:
        """Begin with an empty window; `days` is how long an item is compared with others."""
        self._days = days
        self._window = Window()
        self._entries = Entries(names)
        self._forgotten_at = float("-inf")

    def add(
        self,
        items: Sequence[Item],
        *,
        now: datetime,
        texts: Callable[[Sequence[int]], Iterable[Item]] = _no_texts,
    ) -> Clustering:
        """Place new items; those of one batch find each other whatever their order.

        An item is compared with what was published near its own time, so that a late one finds its place,
        unless that is longer ago than the window: then a window of that time must be restored for it.
        `texts` gives items that came before by their numbers: those that leave their story have the names
        that they share told only with their texts.
        """
        self._forget(now)
        fresh, copies = self._read(items)
        vectors = {item.id: self._entries.vector(item, fresh[item.id]) for item in items if item.id in fresh}
        for number, vector in vectors.items():
            self._window.open(number, number, vector)
        joining = Joining(self._window, vectors)
        joining.run()
        placements = [
            self._place_copy(item.id, *copies[item.id])
            if item.id in copies
            else self._place(item.id, vectors[item.id], fresh[item.id].written)
            for item in items
        ]
        left = self._split({placement.story for placement in placements}, vectors.keys())
        written = {item.id: self._entries.written(item) for item in texts(tuple(left))}
        return Clustering(
            placements=tuple(placements),
            mergings=tuple(joining.mergings),
            moved=tuple(self._place(item, vector, written.get(item, {})) for item, vector in left.items()),
        )

    def restore(self, items: Iterable[tuple[Item, int]], *, now: datetime | None = None) -> None:
        """Take stored items back into the window, each with its story, in the order in which they came.

        With `now`, when they came in: what had left the window by then is dropped first. Whoever begins two
        windows back thus weighs each item as it was weighed then, and goes on as if it had never stopped.
        """
        if now is not None:
            self._forget(now)
        for item, story in items:
            found = self._entries.read(item, story)
            if isinstance(found, Terms):
                self._window.open(story, item.id, self._entries.vector(item, found))

    def packed(self, items: Iterable[int]) -> bytes:
        """Return what is held of items, for `restore_packed`; right after they came, or were restored."""
        found = ((item, self._entries.get(item)) for item in items)
        return pack(self._kept(item, entry) for item, entry in found if entry and entry.terms)

    def _kept(self, item: int, entry: Entry) -> WindowItem:
        story = self._window.stories.get(self._window.story_of(entry.story))
        return WindowItem(
            item=item,
            at=entry.at,
            sketch=self._entries.sketch_of(item),
            terms=entry.terms,
            vector=story.vectors.get(item) if story else None,
        )

    def restore_packed(self, parts: Iterable[bytes], stories: Mapping[int, int], *, now: datetime) -> None:
        """Take items back into an empty window that were packed when they came, and go on from `now`."""
        self._forget(now)
        for held in (held for part in parts for held in unpack(part) if held.at >= self._forgotten_at):
            story = stories[held.item]
            self._entries.add(held.item, Entry(held.at, story, held.terms), held.sketch)
            if held.vector:
                self._window.open(story, held.item, held.vector)

    def keep_apart(self, one: int, other: int) -> None:
        """Never make these two stories one."""
        self._window.keep_apart(one, other)

    def merge(self, gone: int, stays: int) -> None:
        """Make two stories one that were found to be so elsewhere."""
        self._window.rename(gone, stays)

    def settle(self, story: int) -> None:
        """Never split this story."""
        self._window.settle(story)

    def move(self, item: int, story: int) -> None:
        """Move an item to another story, or to one of its own, as was found here or elsewhere."""
        if self._window.story_of(story) != story:
            self._forget_mergings()  # it is one again, also where its items are not held
        entry = self._entries.get(item)
        if entry is None:
            return
        self._window.move(item, self._window.story_of(entry.story), story)
        entry.story = story

    @property
    def items(self) -> Collection[int]:
        """Return the numbers of the items that are held, in the order in which they came."""
        return self._entries.numbers

    @property
    def size(self) -> int:
        """Return how many items are held."""
        return len(self._entries.numbers)

    def _read(self, items: Iterable[Item]) -> tuple[dict[int, Terms], dict[int, tuple[int, float]]]:
        """Take items in; return the terms of those that are no copies, and what the others are copies of."""
        fresh: dict[int, Terms] = {}
        copies: dict[int, tuple[int, float]] = {}
        for item in items:
            found = self._entries.read(item, item.id)
            if isinstance(found, Terms):
                fresh[item.id] = found
            else:
                copies[item.id] = found
        return fresh, copies

    def _place(self, item: int, vector: Vector, written: Mapping[str, str]) -> Placement:
        entry = self._entries[item]
        entry.story = self._window.story_of(entry.story)
        return placed(item, vector, self._window.stories[entry.story], written)

    def _place_copy(self, item: int, original: int, alike: float) -> Placement:
        story = self._window.story_of(self._entries[original].story)
        self._entries[item].story = story
        return Placement(item_id=item, story=story, sameness="copy", because=copied(original, alike))

    def _split(self, stories: Iterable[int], fresh: Set[int]) -> dict[int, Vector]:
        """Split the stories that new items show to be several; return the items that left them."""
        left: dict[int, Vector] = {}
        for number in sorted(stories):
            story = self._window.stories.get(number)
            if story is None or self._window.is_settled(number) or story.vectors.keys() <= fresh:
                continue
            for items in parts_of(story, fresh):
                opened = min(items)
                for item in sorted(items):
                    left[item] = story.vectors[item]
                    self.move(item, opened)
        return left

    def _forget(self, now: datetime) -> None:
        """Drop what is older than the window."""
        # At fixed times, so that it does not matter when somebody began.
        before = floor(days_of(now) / _FORGETTING) * _FORGETTING - self._days
        if before <= self._forgotten_at:
            return
        self._forgotten_at = before
        self._window.forget(before)
        self._entries.forget(before)
        self._forget_mergings()
        # The pairs that are remembered would hold the vectors of items that are not in the window any more.
        similarity.cache_clear()

    def _forget_mergings(self) -> None:
        """Call all stories by the names that they have now."""
        for entry in self._entries.all:
            entry.story = self._window.story_of(entry.story)
        self._window.forget_mergings()
