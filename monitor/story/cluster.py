"""Items to stories, as they come: copies first, then the same event in other words and languages. Pure.

A `Clusterer` holds the items of the last days and nothing else, so its memory and the cost of an item are
bounded by the window. What it holds can be built anew from stored items and their stories.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import floor

from monitor.model.items import Item
from monitor.model.stories import Clustering, Placement
from monitor.story.copies import Originals, sketch_of
from monitor.story.explain import copied, nearest
from monitor.story.frequencies import Frequencies
from monitor.story.joining import Joining
from monitor.story.packing import Held, pack, unpack
from monitor.story.terms import Terms, terms_of
from monitor.story.vectors import Vector, vector_of
from monitor.story.window import Window
from monitor.words.names.index import NameIndex

_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Old items are dropped this often, in days: each time the whole window is looked through.
_FORGETTING = 1 / 24


@dataclass(slots=True)
class _Held:
    """An item of the window."""

    #: When it was published, in days since the epoch.
    at: float
    #: The story that it opened or joined; that may have become part of another one since.
    story: int
    #: Its terms, as they were counted; of a copy none were.
    terms: tuple[str, ...] = ()


class Clusterer:
    """Finds the story of each item among those of the last days. The same batches give the same stories."""

    def __init__(self, names: NameIndex, *, days: float = 3.0) -> None:
        """Begin with an empty window; `days` is how long an item is compared with others."""
        self._names = names
        self._days = days
        self._window = Window()
        self._frequencies = Frequencies()
        self._originals = Originals()
        self._held: dict[int, _Held] = {}
        self._forgotten_at = float("-inf")

    def add(self, items: Sequence[Item], *, now: datetime) -> Clustering:
        """Place new items; those of one batch find each other whatever their order.

        An item is compared with what was published near its own time, so that a late one finds its place,
        unless that is longer ago than the window: then a window of that time must be restored for it.
        """
        self._forget(now)
        copies: dict[int, tuple[int, float]] = {}
        fresh: dict[int, Terms] = {}
        for item in items:
            found = self._enter(item, item.id)
            if isinstance(found, Terms):
                fresh[item.id] = found
            else:
                copies[item.id] = found
        vectors = {item.id: self._vector(item, fresh[item.id]) for item in items if item.id in fresh}
        for number, vector in vectors.items():
            self._window.open(number, number, vector)
        joining = Joining(self._window, vectors)
        joining.run()
        placements = [
            self._place_copy(item.id, *copies[item.id])
            if item.id in copies
            else self._place(item.id, vectors[item.id], fresh[item.id])
            for item in items
        ]
        return Clustering(placements=tuple(placements), mergings=tuple(joining.mergings))

    def restore(self, items: Iterable[tuple[Item, int]], *, now: datetime | None = None) -> None:
        """Take stored items back into the window, each with its story, in the order in which they came.

        With `now`, when they came in: what had left the window by then is dropped first. Whoever begins two
        windows back thus weighs each item as it was weighed then, and goes on as if it had never stopped.
        """
        if now is not None:
            self._forget(now)
        for item, story in items:
            found = self._enter(item, story)
            if isinstance(found, Terms):
                self._window.open(story, item.id, self._vector(item, found))

    def packed(self, items: Iterable[int]) -> bytes:
        """Return what is held of items, for `restore_packed`; right after they came, or were restored."""
        return pack(self._kept(item, held) for item in items if (held := self._held.get(item)) and held.terms)

    def _kept(self, item: int, held: _Held) -> Held:
        story = self._window.stories.get(self._window.story_of(held.story))
        return Held(
            item=item,
            at=held.at,
            sketch=self._originals.sketch_of(item),
            terms=held.terms,
            vector=story.vectors.get(item) if story else None,
        )

    def restore_packed(self, parts: Iterable[bytes], stories: Mapping[int, int], *, now: datetime) -> None:
        """Take items back into an empty window that were packed when they came, and go on from `now`."""
        self._forget(now)
        for held in (held for part in parts for held in unpack(part) if held.at >= self._forgotten_at):
            story = stories[held.item]
            self._held[held.item] = _Held(held.at, story, tuple(held.terms))
            self._originals.add(held.item, held.sketch)
            self._frequencies.add(held.terms)
            if held.vector:
                self._window.open(story, held.item, held.vector)

    def keep_apart(self, one: int, other: int) -> None:
        """Never make these two stories one."""
        self._window.keep_apart(one, other)

    def merge(self, gone: int, stays: int) -> None:
        """Make two stories one that were found to be so elsewhere."""
        self._window.rename(gone, stays)

    @property
    def items(self) -> Collection[int]:
        """The numbers of the items that are held, in the order in which they came."""
        return self._held.keys()

    @property
    def size(self) -> int:
        """The number of items that are held."""
        return len(self._held)

    def _enter(self, item: Item, story: int) -> Terms | tuple[int, float]:
        """Take an item into the window; return its terms, or of which item it is a copy and how much."""
        at = _when(item)
        sketch = sketch_of(item.title, item.text)
        original = self._originals.find(sketch)
        if original is not None:
            self._held[item.id] = _Held(at, story)
            return original
        terms = terms_of(item.title, item.text, item.language, self._names)
        self._originals.add(item.id, sketch)
        self._frequencies.add(terms.weights)
        self._held[item.id] = _Held(at, story, tuple(terms.weights))
        return terms

    def _vector(self, item: Item, terms: Terms) -> Vector:
        return vector_of(terms, language=item.language, at=_when(item), weigh=self._frequencies.weigh)

    def _place(self, item: int, vector: Vector, terms: Terms) -> Placement:
        story = self._window.story_of(item)
        self._held[item].story = story
        if story == item:
            return Placement(item_id=item, story=story, sameness="opens")
        others = {its: other for its, other in self._window.stories[story].vectors.items() if its != item}
        is_said = any(other.language == vector.language for other in others.values())
        return Placement(
            item_id=item,
            story=story,
            sameness="words" if is_said else "language",
            because=nearest(vector, terms.written, others),
        )

    def _place_copy(self, item: int, original: int, alike: float) -> Placement:
        story = self._window.story_of(self._held[original].story)
        self._held[item].story = story
        return Placement(item_id=item, story=story, sameness="copy", because=copied(original, alike))

    def _forget(self, now: datetime) -> None:
        """Drop what is older than the window."""
        # At fixed times, so that it does not matter when somebody began.
        before = floor(_days(now) / _FORGETTING) * _FORGETTING - self._days
        if before <= self._forgotten_at:
            return
        self._forgotten_at = before
        self._window.forget(before)
        old = [item for item, held in self._held.items() if held.at < before]
        self._originals.remove(old)
        for item in old:
            held = self._held.pop(item)
            if held.terms:
                self._frequencies.remove(held.terms)
        for held in self._held.values():
            held.story = self._window.story_of(held.story)
        self._window.forget_mergings()


def _when(item: Item) -> float:
    """Return when an item was published; one dated in the future, when it came: it would stay for ever."""
    return _days(min(item.published_at, item.first_seen_at))


def _days(moment: datetime) -> float:
    """Return a moment in days since the epoch."""
    return (moment - _EPOCH) / _DAY
