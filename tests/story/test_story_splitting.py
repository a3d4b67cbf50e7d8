"""A story that new items show to be several is split, and what the operator settled is not."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from story_items import item

from monitor.model.items import Item
from monitor.model.stories import Placement
from monitor.story.cluster import Clusterer
from monitor.words.names.index import NameIndex

POISONED = [
    item(1, "Exile editor Maksim Trubach poisoned in Warsaw", "Traces of thallium were found in his blood."),
    item(2, "Redaktor Maksim Trubacz otruty w Warszawie", "We krwi wykryto tal.", language="pl", hours=1),
    item(3, "Редактор Максим Трубач отравлен таллием в Варшаве", language="ru", hours=2),
]
SHUT = [
    item(4, "Poland shuts consulate of Belarus in Bialystok over poisoning of editor Trubach", hours=40),
    item(5, "Polska zamyka konsulat Białorusi w Białymstoku po otruciu Trubacza", language="pl", hours=41),
    item(6, "Польшча закрывае консульства Беларусі ў Беластоку", language="be", hours=42),
]


def moved(clusterer: Clusterer) -> list[Placement]:
    """Hand the items over, the first of the second event as if it had joined the story of the first one."""
    for each in POISONED:
        clusterer.add([each], now=each.published_at)
    clusterer.restore([(SHUT[0], 1)])
    found = [clusterer.add([each], now=each.published_at, texts=texts) for each in SHUT[1:]]
    return [placement for each in found for placement in each.moved]


def texts(numbers: Sequence[int]) -> list[Item]:
    """Return items by their numbers."""
    return [each for each in (*POISONED, *SHUT) if each.id in numbers]


#: An event of which nothing else is told.
PRICES = item(5, "Cheese prices rise in Poland", "Dairies say that milk costs more.", hours=3)


@pytest.fixture
def clusterer() -> Clusterer:
    return Clusterer(NameIndex([]))


def test_items_leave_a_story_once_there_are_two_of_another_event(clusterer: Clusterer) -> None:
    opens, *others = moved(clusterer)
    assert (opens.item_id, opens.story, opens.sameness, opens.because) == (4, 4, "opens", None)
    assert [(each.item_id, each.story, each.sameness) for each in others] == [
        (5, 4, "language"),
        (6, 4, "language"),
    ]
    assert others[0].because is not None
    assert "consulate" in others[0].because.subjects


def test_the_names_that_they_share_are_told_as_of_items_that_join(clusterer: Clusterer) -> None:
    _, polish, _ = moved(clusterer)
    assert polish.because is not None
    assert polish.because.names == ("Trubacza",)


def test_what_comes_later_joins_the_part_that_it_is_of(clusterer: Clusterer) -> None:
    moved(clusterer)
    follow_ups = [
        item(7, "Belarus consulate in Bialystok shut: Poland waits for answer", hours=44),
        item(8, "Poisoned editor Trubach out of coma in Warsaw", "Thallium is leaving his blood.", hours=45),
    ]
    found = [clusterer.add([each], now=each.published_at) for each in follow_ups]
    assert [each.placements[0].story for each in found] == [4, 1]
    assert not any(each.moved for each in found)


def test_a_story_that_the_operator_made_is_not_split(clusterer: Clusterer) -> None:
    clusterer.settle(1)
    assert moved(clusterer) == []


def test_a_story_that_is_kept_apart_from_another_is_not_split(clusterer: Clusterer) -> None:
    clusterer.keep_apart(1, 77)
    assert moved(clusterer) == []


def test_a_settled_story_stays_so_in_the_one_that_it_becomes_part_of(clusterer: Clusterer) -> None:
    clusterer.settle(9)
    clusterer.restore([(replace(POISONED[0], id=9), 9)])
    clusterer.merge(9, 1)
    assert moved(clusterer) == []


def test_a_window_that_is_told_of_it_moves_what_it_has(clusterer: Clusterer) -> None:
    clusterer.restore([(POISONED[0], 1), (POISONED[2], 1), (SHUT[0], 4), (SHUT[1], 4)])
    clusterer.merge(4, 1)
    for number in (4, 5, 6):
        clusterer.move(number, 4)
    assert clusterer.add([SHUT[2]], now=SHUT[2].published_at).placements[0].story == 4


def test_what_was_drawn_into_a_story_leaves_it_once_that_is_of_something_else(clusterer: Clusterer) -> None:
    clusterer.restore([(each, 1) for each in (*POISONED[:2], PRICES)])
    clusterer.restore([(POISONED[2], 1)])
    more = item(6, "Exile editor Maksim Trubach is in a coma in Warsaw", hours=4)
    left = clusterer.add([more], now=more.published_at).moved
    assert [(each.item_id, each.story, each.sameness) for each in left] == [(5, 5, "opens")]


def test_who_opened_a_story_or_has_just_come_does_not_leave_alone(clusterer: Clusterer) -> None:
    clusterer.restore(
        [(replace(PRICES, id=1), 1), *((replace(each, id=each.id + 1), 1) for each in POISONED)]
    )
    more = item(6, "Maksim Trubach, poisoned with thallium in Warsaw, is in a coma", hours=4)
    assert clusterer.add([more], now=more.published_at).moved == ()
