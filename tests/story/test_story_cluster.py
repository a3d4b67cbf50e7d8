"""Items find their stories: in other words, in other languages, late, and after two stories met."""

import gc
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from story_items import NOON, item, stories

from monitor.model.topics import Name
from monitor.story.cluster import Clusterer
from monitor.story.vectors import Vector
from monitor.words.names.index import NameIndex

NAMES = NameIndex([Name(key="coale", kind="person", name="John Coale", also=("Джон Коул", "Джон Коўл"))])
FLOOD = item(
    1, "Flood in Klodzko: two thousand evacuated", "The Nysa river broke a dyke after three days of rain."
)
FLOOD_PL = item(
    2,
    "Powódź w Kłodzku: ewakuowano dwa tysiące osób",
    "Nysa przerwała wał po trzech dniach.",
    language="pl",
    hours=2,
)
FLOOD_UK = item(3, "Повінь у Клодзку: евакуювали дві тисячі людей", language="uk", hours=3)
STRIKE = item(
    4, "Bank workers in Lisbon go on strike over wages", "Branches stayed closed on Monday.", hours=1
)


@pytest.fixture
def clusterer() -> Clusterer:
    return Clusterer(NAMES)


def test_one_event_in_three_languages_is_one_story(clusterer: Clusterer) -> None:
    assert stories(clusterer, [FLOOD, STRIKE, FLOOD_PL, FLOOD_UK]) == [1, 4, 1, 1]


def test_why_an_item_joined_is_told(clusterer: Clusterer) -> None:
    first = clusterer.add([FLOOD], now=NOON).placements[0]
    assert (first.story, first.sameness, first.because) == (1, "opens", None)
    second = clusterer.add([FLOOD_PL], now=NOON + timedelta(hours=2)).placements[0]
    assert (second.story, second.sameness) == (1, "language")
    assert second.because is not None
    assert second.because.nearest == FLOOD.id
    assert "2000 people" in second.because.numbers
    assert {"flood", "evacuate"} <= set(second.because.subjects)
    assert "Kłodzku" in second.because.names
    other_words = item(9, "Klodzko under water, 2,000 flee flood", hours=3)
    assert clusterer.add([other_words], now=NOON + timedelta(hours=3)).placements[0].sameness == "words"


def test_names_of_the_names_file_meet_in_all_scripts(clusterer: Clusterer) -> None:
    found = clusterer.add(
        [
            item(1, "Coale lands in Minsk for talks on potash"),
            item(2, "Коул прилетел в Минск на переговоры о калии", language="ru"),
            item(3, "Коўла чакаюць у Мінску: перамовы пра калій", language="be"),
        ],
        now=NOON,
    )
    assert {placement.story for placement in found.placements} == {1}
    assert found.placements[1].because is not None
    assert found.placements[1].because.names == ("coale",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Belarus frees 52 political prisoners", "Belarus frees 123 political prisoners"),
        ("Magnitude 6.6 earthquake hits Turkey, 12 dead", "Magnitude 6.3 earthquake hits Taiwan, 40 dead"),
        ("EU adopts 17th package of sanctions", "EU adopts 18th package of sanctions"),
    ],
)
def test_two_events_of_one_kind_stay_apart_a_week_later(one: str, other: str, clusterer: Clusterer) -> None:
    assert stories(clusterer, [item(1, one), item(2, other, hours=7 * 24)]) == [1, 2]


def test_an_incident_and_the_answer_to_it_are_two_stories(clusterer: Clusterer) -> None:
    incident = item(1, "Arson at Polish consulate in Brest", "A fire was laid at night.")
    answer = item(2, "Poland expels two diplomats over arson at consulate in Brest", hours=20)
    assert stories(clusterer, [incident, answer]) == [1, 2]


def test_different_numbers_of_one_thing_speak_against_one_story(clusterer: Clusterer) -> None:
    others = [
        item(1, "Minsk frees 52 prisoners", "They crossed into Lithuania on Thursday."),
        item(2, "Minsk frees 123 prisoners", "Most were taken to Ukraine, some to Lithuania.", hours=30),
        item(3, "Minsk: 123 prisoners freed", hours=31),
    ]
    assert stories(clusterer, others) == [1, 2, 2]


def test_a_late_item_finds_its_place_by_when_it_was_published(clusterer: Clusterer) -> None:
    week_before = item(1, "Storm cuts power in Riga", "Trees fell on lines in the capital.")
    now = item(2, "Storm cuts power in Riga again", "Trees fell on lines in the capital.", hours=60)
    late = item(3, "Riga: storm, no power", "Trees on lines in the capital.", hours=2)
    clusterer.add([week_before], now=NOON)
    clusterer.add([now], now=now.published_at)
    assert clusterer.add([late], now=now.published_at).placements[0].because is not None
    assert (
        clusterer.add([item(4, late.title, late.text, hours=1)], now=now.published_at).placements[0].story
        == 1
    )


def test_what_is_older_than_the_window_is_forgotten() -> None:
    clusterer = Clusterer(NAMES, days=2)
    again = item(2, FLOOD.title, FLOOD.text, hours=50)
    assert stories(clusterer, [FLOOD, again]) == [1, 2]


def test_a_date_in_the_future_does_not_keep_an_item_for_ever() -> None:
    clusterer = Clusterer(NAMES, days=2)
    dated_ahead = replace(FLOOD, published_at=NOON + timedelta(days=900))
    clusterer.add([dated_ahead], now=NOON)
    again = item(2, FLOOD.title, FLOOD.text, hours=60)
    assert clusterer.add([again], now=again.published_at).placements[0].story == 2


def test_two_stories_that_turn_out_to_be_one_are_merged_with_a_trace(clusterer: Clusterer) -> None:
    one = item(1, "Explosion at refinery near Burgas", "Fire crews were sent to the coast.")
    other = item(2, "Bulgaria: 3 workers hurt at Lukoil plant", "A tank blew up near the coast.", hours=1)
    clusterer.add([one], now=NOON)
    assert clusterer.add([other], now=NOON).placements[0].story == 2
    found = clusterer.add(
        [
            item(
                3,
                "Explosion at Lukoil refinery near Burgas in Bulgaria, 3 workers hurt",
                "A tank blew up; fire crews were sent to the coast.",
                hours=2,
            )
        ],
        now=NOON,
    )
    assert found.placements[0].story == 1
    assert [(merging.gone, merging.stays) for merging in found.mergings] == [(2, 1)]


def test_a_batch_gives_the_same_stories_in_every_order() -> None:
    batch = [FLOOD, FLOOD_PL, FLOOD_UK, STRIKE]
    found = set()
    for order in (batch, batch[::-1], [batch[2], batch[0], batch[3], batch[1]]):
        placements = Clusterer(NAMES).add(order, now=NOON).placements
        found.add(tuple(sorted((placement.item_id, placement.story) for placement in placements)))
    assert found == {((1, 1), (2, 1), (3, 1), (4, 4))}


def test_a_restored_window_goes_on_as_if_it_had_been_kept(clusterer: Clusterer) -> None:
    kept = stories(clusterer, [FLOOD, STRIKE, FLOOD_PL])
    restored = Clusterer(NAMES)
    restored.restore(zip([FLOOD, STRIKE, FLOOD_PL], kept, strict=True))
    for each in (clusterer, restored):
        assert each.add([FLOOD_UK], now=FLOOD_UK.published_at).placements[0].story == 1


def test_a_copy_joins_the_story_of_its_original(clusterer: Clusterer) -> None:
    text = "The port on Tuesday opened a third container terminal worth 450 million euros, the largest."
    clusterer.add([item(1, "Gdansk opens terminal", text)], now=NOON)
    copy = clusterer.add([item(2, "New terminal", text + " (agency)", hours=1)], now=NOON).placements[0]
    assert (copy.story, copy.sameness) == (1, "copy")
    assert copy.because is not None
    assert copy.because.similarity > 0.8


def test_a_number_that_is_a_story_again_elsewhere_is_one_here_too(clusterer: Clusterer) -> None:
    """A window that holds none of the items that left a story still hears that its number is one again.

    Else that number would lead to where it was merged once, and with further mergings in a circle, for ever.
    """
    clusterer.restore([(FLOOD, 90)])
    clusterer.merge(163, 10)
    clusterer.move(163, 163)
    clusterer.merge(90, 163)
    copy = replace(FLOOD, id=7, url="https://other.example/7")
    assert stories(clusterer, [copy]) == [163]


def test_every_process_finds_the_same_to_the_last_digit() -> None:
    # Sets have another order in each process, and the sum of floats depends on it.
    program = """
from random import Random
from story_items import NOON, item
from monitor.story.cluster import Clusterer
from monitor.words.names.index import NameIndex
words = "flood Nysa dyke rain Klodzko evacuated river bridge school Lukoil 12 dead".split()
items = [item(n, " ".join(Random(n).sample(words, 8))) for n in range(60)]
print(Clusterer(NameIndex([])).add(items, now=NOON))
"""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=Path(__file__).parent,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        for seed in ("5", "6")
    ]
    one, other = (each.communicate()[0] for each in running)
    assert b"similarity" in one
    assert one == other


@pytest.mark.parametrize(
    "title", ["", "!!!", "1", "\u200b", "a" * 5000, "1 " * 3000, "да " * 3000, "9" * 400]
)
def test_odd_titles_open_stories_of_their_own(title: str, clusterer: Clusterer) -> None:
    assert clusterer.add([item(1, title, title, language="")], now=NOON).placements[0].story == 1


def test_nothing_is_held_of_items_that_have_left_the_window(clusterer: Clusterer) -> None:
    gc.collect()
    before = sum(isinstance(each, Vector) for each in gc.get_objects())
    stories(clusterer, [FLOOD, STRIKE, FLOOD_PL, FLOOD_UK, item(5, "Owls return to the old mill", hours=999)])
    gc.collect()
    assert sum(isinstance(each, Vector) for each in gc.get_objects()) <= before + 1
