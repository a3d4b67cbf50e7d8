"""Why an item is in its story, as data."""

from collections.abc import Mapping

from monitor.model.stories import Evidence, Placement
from monitor.story.likeness import Story
from monitor.story.similarity import shared, similarity
from monitor.story.vectors import Vector

#: Things of one kind that are named.
_MOST = 5


def copied(original: int, alike: float) -> Evidence:
    """Return why an item is a copy of another one."""
    return Evidence(nearest=original, similarity=alike)


def placed(item: int, vector: Vector, story: Story, written: Mapping[str, str]) -> Placement:
    """Return that an item is in a story, and why; `written` as for `nearest`."""
    if story.id == item:
        return Placement(item_id=item, story=item, sameness="opens")
    others = {its: other for its, other in story.vectors.items() if its != item}
    is_said = any(other.language == vector.language for other in others.values())
    return Placement(
        item_id=item,
        story=story.id,
        sameness="words" if is_said else "language",
        because=nearest(vector, written, others),
    )


def nearest(vector: Vector, written: Mapping[str, str], others: Mapping[int, Vector]) -> Evidence:
    """Return what an item shares with that of other items which is most like it.

    `written` gives the capitalised words of the item behind their terms; those it has not are left out.
    """
    like, _, other = max((similarity(its, vector), -item, item) for item, its in others.items())
    parts = shared(vector, others[other])
    terms = sorted(parts, key=lambda term: (-parts[term], term))

    def of(kinds: str) -> tuple[str, ...]:
        found = (written.get(term, "" if term[0] == "k" else term[2:]) for term in terms if term[0] in kinds)
        return tuple(dict.fromkeys(filter(None, found)))[:_MOST]

    counted = {term[2:].split(" ")[0] for term in terms if term[0] == "%"}
    numbers = [term for term in terms if term[0] in "%#" and not (term[0] == "#" and term[2:] in counted)]
    return Evidence(
        nearest=other,
        similarity=like,
        names=of("nk"),
        places=of("pP"),
        numbers=tuple(term[2:] for term in numbers)[:_MOST],
        subjects=of("cCs"),
    )
