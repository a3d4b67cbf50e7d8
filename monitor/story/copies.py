"""Copies: texts that are another text, lightly edited, cut or given another title.

A text is known by its sketch: of the checksums of all its runs of words the smallest ones (A. Broder,
On the resemblance and containment of documents, 1997). Texts that share some of these are compared.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from zlib import crc32

from monitor.story.postings import Postings
from monitor.words.tokens import tokenise

#: Words of a text that are read; three of them are a run.
_WORDS = 400
#: Checksums of a sketch, and those of them by which it is looked for.
_SKETCH = 64
_KEYS = 12
#: Texts that have fewer runs in common are alike by chance.
_FEWEST = 8
#: Share of its runs that a copy has in common with its original, or the other way round.
_ALIKE = 0.6
#: Originals that are compared with a text; a run of words that more of them have is a publisher's formula.
_COMPARED = 8
_FORMULA = 200
#: Texts whose sketches are remembered: one that came late is taken into the windows of several days.
_REMEMBERED = 8

#: Ascending; an array, since there is one for each text of the window.
Sketch = Sequence[int]
_NONE: Sketch = ()


@lru_cache(maxsize=_REMEMBERED)
def sketch_of(title: str, text: str) -> Sketch:
    """Return the sketch of a text; empty when it is too short to be told from others."""
    words = tokenise(f"{title}\n\n{text}"[: _WORDS * 10]).words[:_WORDS]
    each = zip(words, words[1:], words[2:], strict=False)
    runs = set(map(crc32, map(str.encode, map(" ".join, each))))
    return array("I", sorted(runs)[:_SKETCH]) if len(runs) >= _FEWEST else _NONE


def resemblance(one: Sketch, other: Sketch) -> float:
    """Return the share of two texts that is the same, 0..1, as far as their sketches tell."""
    if not one or not other:
        return 0.0
    # Beyond the end of the shorter reach nothing is known of the other.
    reach = min(one[-1] if len(one) == _SKETCH else 1 << 32, other[-1] if len(other) == _SKETCH else 1 << 32)
    first = {value for value in one if value <= reach}
    second = {value for value in other if value <= reach}
    # A text that was cut is contained in the whole one.
    common = len(first & second)
    return common / min(len(first), len(second)) if common >= _FEWEST else 0.0


class Originals:
    """The texts of the window, found by their sketches."""

    def __init__(self) -> None:
        self._sketches: dict[int, Sketch] = {}
        self._by_key = Postings[int]()

    def add(self, item: int, sketch: Sketch) -> None:
        """Remember an original."""
        if sketch:
            self._sketches[item] = sketch
            self._by_key.add(sketch[:_KEYS], item)

    def sketch_of(self, item: int) -> Sketch:
        """Return the sketch of an original; empty when it is too short to be told from others."""
        return self._sketches.get(item, _NONE)

    def remove(self, items: Iterable[int]) -> None:
        """Forget originals."""
        for item in items:
            self._by_key.remove(self._sketches.pop(item, _NONE)[:_KEYS], item)

    def find(self, sketch: Sketch) -> tuple[int, float] | None:
        """Return the original of a text and how much of it is the same; None when the text is no copy."""
        found_by = (self._by_key.of(key) for key in sketch[:_KEYS])
        seen = Counter(item for items in found_by if len(items) <= _FORMULA for item in items)
        ranked = sorted(seen, key=lambda item: (-seen[item], item))[:_COMPARED]
        found = [(-resemblance(sketch, self._sketches[item]), item) for item in ranked]
        alike, item = min(found, default=(0.0, 0))
        return (item, -alike) if -alike >= _ALIKE else None
