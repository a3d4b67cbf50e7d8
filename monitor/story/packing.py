"""What a window holds of an item, as bytes: whoever starts again need not read its text anew. Pure.

Half of a restart was understanding texts that had been understood before, and the other half weighing
items that had left the window, only to know what weights those of the window had been given.
"""

import json
import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any

from monitor.story.acts import Acts
from monitor.story.copies import Sketch
from monitor.story.counting import Counts
from monitor.story.vectors import Vector, names_among, parts_of, places_among, rounded, weekdays_among


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowItem:
    """What a window holds of an item that is no copy."""

    item: int
    #: When it was published, in days since the epoch.
    at: float
    sketch: Sketch
    #: All its terms, as they were counted.
    terms: Sequence[str]
    #: The weightiest of them, as they were weighed when it came; None when the item stands for no story.
    vector: Vector | None


def pack(items: Iterable[WindowItem]) -> bytes:
    """Return what is held of items, a term that many of them have written once."""
    numbers = _Numbers()
    packed = [
        (
            *(held.item, held.at, _written(held.sketch), _written(map(numbers.__getitem__, held.terms))),
            held.vector and _packed(held.vector, numbers),
        )
        for held in items
    ]
    return zlib.compress(json.dumps([list(numbers), packed], separators=(",", ":")).encode(), 1)


class _Numbers(dict[str | float, int]):
    """Terms and weights, by the number of each: its place among them."""

    def __missing__(self, value: str | float) -> int:
        self[value] = number = len(self)
        return number


def _packed(vector: Vector, numbers: _Numbers) -> tuple[Any, ...]:
    weights = {**vector.across, **vector.same}
    return (
        *(vector.language, vector.length, vector.length_across),
        _written(map(numbers.__getitem__, weights)),
        _written(map(numbers.__getitem__, weights.values())),
        *map(sorted, (vector.titled_names, vector.titled_places)),
        *(_lists(vector.headline), _lists(vector.counts), vector.is_further),
        *(sorted(vector.titled_acts), sorted(vector.acts)),
    )


def _written(numbers: Iterable[int]) -> str:
    """Return numbers as JSON has them quickest: as letters."""
    return b64encode(array("I", list(numbers))).decode()


def _read(written: str) -> Sequence[int]:
    return array("I", b64decode(written))


def _lists(sets: Mapping[Any, frozenset[Any]]) -> dict[Any, list[Any]]:
    return {key: sorted(sets[key]) for key in sorted(sets)}


def unpack(packed: bytes) -> Iterator[WindowItem]:
    """Yield the items that were packed together."""
    values, items = json.loads(zlib.decompress(packed))
    # One word and one weight is one object for all items, as it is where texts are read.
    values = [intern(value) if isinstance(value, str) else rounded(value) for value in values]
    for item, at, sketch, terms, vector in items:
        yield WindowItem(
            item=item,
            at=at,
            sketch=_read(sketch),
            terms=_named(terms, values),
            vector=vector and _vector(at, values, *vector),
        )


def _named(written: str, values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(map(values.__getitem__, _read(written)))


def _vector(at: float, values: Sequence[Any], *packed: Any) -> Vector:
    language, length, length_across, terms, weights, titled_names, titled_places, *rest = packed
    headline, counts, is_further, titled_acts, acts = rest
    kept = dict(zip(_named(terms, values), _named(weights, values), strict=True))
    same, across = parts_of(kept)
    return Vector(
        language=intern(language),
        at=at,
        same=same,
        across=across,
        length=length,
        length_across=length_across,
        places=places_among(kept),
        names=names_among(kept),
        weekdays=weekdays_among(kept),
        titled_names=frozenset(map(intern, titled_names)),
        titled_places=frozenset(map(intern, titled_places)),
        headline=_counts(headline),
        counts=_counts(counts),
        is_further=is_further,
        titled_acts=_acts(titled_acts),
        acts=_acts(acts),
    )


def _counts(lists: Mapping[str, list[float]]) -> Counts:
    return {intern(thing): frozenset(values) for thing, values in lists.items()}


def _acts(pairs: Iterable[Sequence[int]]) -> Acts:
    return frozenset((chain, act) for chain, act in pairs)
