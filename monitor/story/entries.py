"""The items of a window as they were read: when they were published, their terms, and which are copies."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.model.items import Item
from monitor.story.copies import Originals, Sketch, sketch_of
from monitor.story.frequencies import Frequencies
from monitor.story.terms import Terms, terms_of
from monitor.story.vectors import Vector, vector_of
from monitor.words.names.index import NameIndex

_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Entry:
    """An item of the window."""

    #: When it was published, in days since the epoch.
    at: float
    #: The story that it opened or joined; that may have become part of another one since.
    story: int
    #: Its terms, as they were counted; of a copy none were.
    terms: Sequence[str] = ()


class Entries:
    """Items by number, in the order in which they came."""

    def __init__(self, names: NameIndex) -> None:
        """Begin with none."""
        self._names = names
        self._entries: dict[int, Entry] = {}
        self._frequencies = Frequencies()
        self._originals = Originals()

    def __getitem__(self, item: int) -> Entry:
        return self._entries[item]

    def get(self, item: int) -> Entry | None:
        """Return an item; None when it is not held."""
        return self._entries.get(item)

    @property
    def numbers(self) -> Collection[int]:
        """Return the numbers of the items, in the order in which they came."""
        return self._entries.keys()

    @property
    def all(self) -> Collection[Entry]:
        """Return the items, in the order in which they came."""
        return self._entries.values()

    def read(self, item: Item, story: int) -> Terms | tuple[int, float]:
        """Take an item in; return its terms, or of which item it is a copy and how much."""
        sketch = sketch_of(item.title, item.text)
        original = self._originals.find(sketch)
        if original is not None:
            self._entries[item.id] = Entry(_when(item), story)
            return original
        terms = terms_of(item.title, item.text, item.language, self._names)
        self.add(item.id, Entry(_when(item), story, tuple(terms.weights)), sketch)
        return terms

    def add(self, item: int, entry: Entry, sketch: Sketch) -> None:
        """Take in an item that is no copy, as it was read."""
        self._originals.add(item, sketch)
        self._frequencies.add(entry.terms)
        self._entries[item] = entry

    def written(self, item: Item) -> Mapping[str, str]:
        """Return the capitalised words of an item, by their terms, which are not held."""
        return terms_of(item.title, item.text, item.language, self._names).written

    def vector(self, item: Item, terms: Terms) -> Vector:
        """Weigh the terms of an item by what is in the window now."""
        return vector_of(terms, language=item.language, at=_when(item), weigh=self._frequencies.weigh)

    def sketch_of(self, item: int) -> Sketch:
        """Return the sketch of an item that is no copy."""
        return self._originals.sketch_of(item)

    def forget(self, before: float) -> None:
        """Drop the items published before a time, in days since the epoch."""
        old = [item for item, entry in self._entries.items() if entry.at < before]
        self._originals.remove(old)
        for item in old:
            entry = self._entries.pop(item)
            if entry.terms:
                self._frequencies.remove(entry.terms)


def _when(item: Item) -> float:
    """Return when an item was published; one dated in the future, when it came: it would stay for ever."""
    return days_of(min(item.published_at, item.first_seen_at))


def days_of(moment: datetime) -> float:
    """Return a moment in days since the epoch."""
    return (moment - _EPOCH) / _DAY
