"""What a window holds of items is the same after it was packed and unpacked."""

import json
import shutil
from dataclasses import astuple, replace
from datetime import timedelta
from pathlib import Path

from story_items import NOON, item

import monitor
from monitor.model.items import Item
from monitor.model.topics import Name
from monitor.story.cluster import Clusterer
from monitor.story.packing import unpack
from monitor.story.version import version_of
from monitor.words.names.index import NameIndex

OWN = Path(__file__).parents[1] / "data" / "stories-2.jsonl"
NAMES = [
    Name(key="coale", kind="person", name="John Coale"),
    Name(key="losik", kind="person", name="Ihar Losik"),
]


def news() -> list[Item]:
    """Return articles of our own, one every half hour."""
    lines = enumerate(map(json.loads, OWN.read_text().splitlines()), start=1)
    return [
        item(number, line["title"], line["text"], language=line["lang"], hours=number / 2)
        for number, line in lines
    ]


def placed(clusterer: Clusterer, items: list[Item]) -> dict[int, int]:
    found = (clusterer.add([each], now=each.first_seen_at) for each in items)
    return {p.item_id: p.story for clustering in found for p in clustering.placements}


def test_whoever_goes_on_from_packed_items_finds_what_the_one_before_would_have_found() -> None:
    items = [*news(), item(900, "Minsk frees 52 after John Coale's visit", "Ihar Losik is one.", hours=90)]
    first, later = items[:120], items[120:]
    one = Clusterer(NameIndex(NAMES))
    stories = placed(one, first)
    packed = [one.packed([each.id for each in first[at : at + 40]]) for at in range(0, len(first), 40)]
    other = Clusterer(NameIndex(NAMES))
    other.restore_packed(packed, stories, now=first[-1].first_seen_at)
    assert [one.add([each], now=each.first_seen_at) for each in later] == [
        other.add([each], now=each.first_seen_at) for each in later
    ]


def test_packed_items_are_what_they_were() -> None:
    items = [replace(each, published_at=NOON, first_seen_at=NOON) for each in news()[:60]]
    one = Clusterer(NameIndex(NAMES))
    stories = placed(one, items)
    numbers = [each.id for each in items]
    other = Clusterer(NameIndex(NAMES))
    other.restore_packed([one.packed(numbers)], stories, now=NOON)
    held, again = (list(unpack(each.packed(numbers))) for each in (one, other))
    assert list(map(astuple, held)) == list(map(astuple, again))
    assert len(held) == len(items)
    assert all(each.vector and each.terms for each in held)


def test_what_has_left_the_window_is_left_out() -> None:
    one = Clusterer(NameIndex([]))
    stories = placed(one, [item(1, "Flood in Klodzko"), item(2, "Strike in Poznan", hours=60)])
    other = Clusterer(NameIndex([]))
    other.restore_packed([one.packed([1, 2])], stories, now=NOON + timedelta(hours=80))
    assert list(other.items) == [2]


def test_the_version_is_another_one_with_other_names_but_not_with_another_order() -> None:
    assert version_of(NAMES) == version_of(NAMES[::-1])
    assert version_of(NAMES) != version_of(NAMES[:1])


def test_the_version_is_another_one_with_any_other_rule_or_list(tmp_path: Path) -> None:
    program = Path(monitor.__file__).parent
    seen = {version_of([])}
    changes = (
        ("words/stem_ru.py", "# -"),
        ("story/lexicon/subjects.txt", "bread хлеб"),
        ("words/mend.pyc", ""),
    )
    for number, (file, text) in enumerate(changes):
        other = tmp_path / str(number)
        for package in ("story", "words"):
            shutil.copytree(program / package, other / package)
        with (other / file).open("a") as changed:
            changed.write(text)
        seen.add(version_of([], program=other))
    assert len(seen) == len(changes)  # what Python compiled is no change
