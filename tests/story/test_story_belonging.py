"""Two stories are one by what their items share, beside what the items of each share among themselves."""

from itertools import combinations

import pytest
from story_items import item, stories

from monitor.model.topics import Name
from monitor.story.belonging import LEAST, belonging
from monitor.story.cluster import Clusterer
from monitor.story.likeness import STEPS, Story, likeness
from monitor.story.splitting import parts_of
from monitor.story.terms import terms_of
from monitor.story.vectors import Vector, vector_of
from monitor.story.window import Window
from monitor.words.names.index import NameIndex

NAMES = NameIndex(
    [
        Name(key="trump", kind="person", name="Donald Trump", also=("Дональд Трамп",)),
        Name(key="lukashenka", kind="person", name="Aliaksandr Lukashenka", also=("Александр Лукашенко",)),
        Name(key="putin", kind="person", name="Vladimir Putin", also=("Владимир Путин",)),
    ]
)
FLOOD = ("Flood in Klodzko: dyke broke", "Klodzko flood: two thousand flee", "River Nysa floods Klodzko")


def vector(title: str, text: str = "", language: str = "en") -> Vector:
    terms = terms_of(title, text, language, NAMES)
    return vector_of(terms, language=language, at=0.0, weigh=lambda terms: [5.0 for _ in terms])


def story(*titles: str, language: str = "en") -> Story:
    each = (vector(title, language=language) for title in titles)
    return Story(1, vectors=dict(enumerate(each)))


def test_an_item_must_be_more_like_a_story_whose_items_are_very_much_alike() -> None:
    loose = story("Flood in Klodzko", "Klodzko dyke broke", "Nysa river rises")
    tight = story("Flood in Klodzko", "Klodzko flood", "Flood: Klodzko")
    mean = 0.12
    assert belonging(story("x"), loose, mean) == mean
    assert belonging(story("x"), tight, mean) == 0
    assert belonging(loose, loose, LEAST - 0.001) == 0


def test_two_stories_are_one_when_they_share_half_of_what_the_items_of_each_do() -> None:
    loose = story("Flood in Klodzko", "Klodzko dyke broke", "Nysa dyke rises")
    tight = story("Flood in Klodzko", "Klodzko flood", "Flood: Klodzko")
    mean = 0.53 * (loose.cohesion() * tight.cohesion()) ** 0.5
    assert belonging(loose, tight, mean) == mean
    assert belonging(loose, tight, 0.96 * mean) == 0
    assert belonging(tight, tight, mean) == 0


#: Stories told from many sides: two of one summit, and two of one release.
SUMMIT, GUEST = (
    ("Coale flies to Izmir", "Izmir awaits Coale"),
    ("Izmir: what Coale ate", "Day on: Coale in Izmir"),
)
FREED = ("Coale: Minsk frees 52", "Minsk: 52 people freed, says Coale")


def told_from_many_sides(*titles: str) -> Story:
    told = story(*titles)
    told.inside = round(0.44 * STEPS) if len(titles) > 1 else 0
    return told


@pytest.mark.parametrize(
    ("ours", "theirs", "are_one"),
    [
        (SUMMIT, GUEST, True),
        # A place alone has two events, and so has a person.
        (SUMMIT, ("Earthquake in Izmir", "Day on: Izmir shaken"), False),
        (SUMMIT, ("He sues a bank, Coale says", "Bank answers Coale"), False),
        # Presidents meet where they met before.
        (
            ("Putin flies to Izmir", "Izmir awaits Putin"),
            ("Izmir: Putin ate", "Day on: Putin in Izmir"),
            False,
        ),
        (FREED, ("Wives of 52 people meet Coale", "Home: 52 people and Coale"), True),
        (FREED, ("She and 51 people met Coale", "Home: 51 people and Coale"), True),
        (FREED, ("Wives of 34 people meet Coale", "Home: 34 people and Coale"), False),
        # An arrest and a release are two events, whatever marks both.
        (
            ("Coale arrested in Izmir", "Izmir arrests Coale"),
            ("Court frees Coale in Izmir", "Izmir frees Coale"),
            False,
        ),
    ],
)
def test_what_marks_two_stories_makes_them_one(
    ours: tuple[str, ...], theirs: tuple[str, ...], are_one: bool
) -> None:
    one, other = told_from_many_sides(*ours), told_from_many_sides(*theirs)
    mean = 0.5 * (one.cohesion() * other.cohesion()) ** 0.5
    assert bool(belonging(one, other, mean)) is are_one
    assert not belonging(one, other, 0.8 * mean)


def test_two_stories_without_a_common_language_need_share_less() -> None:
    one = story("Flood in Klodzko", "Klodzko flood", "Flood: Klodzko")
    other = story("Flood in Klodzko", "Klodzko flood", language="pl")
    mean = (0.06 * (one.cohesion() * other.cohesion()) ** 0.5) ** 0.5
    assert belonging(one, other, mean) == mean
    assert belonging(one, one, mean) == 0


def test_two_stories_that_each_name_somebody_else_in_most_items_must_be_more_alike() -> None:
    one = story(
        "Klitschko beats Rahman", "Boxing: Klitschko, Rahman", "Title stays with Klitschko, not Rahman"
    )
    other = story(
        "Klitschko beats Thompson", "Boxing: Klitschko, Thompson", "Title for Klitschko, not Thompson"
    )
    same = story("Klitschko beats Rahman", "Boxing: Klitschko, Rahman", "Klitschko: Rahman was good")
    for mean in (0.3, 0.6):
        assert belonging(one, other, mean) < belonging(one, same, mean) == mean


def test_a_few_items_beside_a_story_of_many_in_two_languages_need_share_less_whomever_they_name() -> None:
    titles = [f"Kellogg in Minsk: prisoner {number} freed" for number in range(12)]
    in_one, in_two = story(*titles), story(*titles)
    in_two.add(11, vector(titles[-1], language="de"))
    few = story("Rahman freed in Minsk", "Prisoner Rahman out", "Rahman: prisoner no more")
    mean = 0.46 * (in_two.cohesion() * few.cohesion()) ** 0.5
    assert belonging(few, in_two, mean) == belonging(in_two, few, mean) == mean
    assert belonging(few, in_two, 0.96 * mean) == 0
    several = Story(1, vectors=dict(list(in_two.vectors.items())[:11]))
    assert belonging(few, several, mean) == 0
    assert belonging(few, in_one, mean) < mean


def test_two_phone_calls_of_one_president_are_two_stories() -> None:
    told = [
        item(1, "Trump phones Lukashenka from his plane", "They spoke about prisoners and a visit to Minsk."),
        item(
            2,
            "Лукашенко поговорил по телефону с Трампом",
            "Речь шла о заключённых и поездке в Минск.",
            language="ru",
            hours=1,
        ),
        item(3, "Trump and Lukashenka discuss prisoners by phone", "A visit to Minsk may follow.", hours=2),
        item(
            4, "Putin and Trump hold two-hour call on Ukraine truce", "The Kremlin calls it frank.", hours=20
        ),
        item(
            5,
            "Путин и Трамп говорили по телефону два часа",
            "Обсуждали перемирие на Украине.",
            language="ru",
            hours=21,
        ),
        item(6, "Trump and Putin talk for two hours about a truce", "No meeting in sight.", hours=22),
    ]
    assert stories(Clusterer(NAMES), told) == [1, 1, 1, 4, 4, 4]


@pytest.mark.parametrize("size", [2, 9, 20])
def test_what_items_share_among_themselves_is_kept_as_a_story_grows(size: int) -> None:
    window = Window()
    window.open(0, 0, vector(FLOOD[0]))
    for number in range(1, size):
        window.open(number, number, vector(FLOOD[number % 3], f"It rained for {number} days."))
        stays, gone = window.stories[0], window.stories[number]
        window.merge(stays, gone, likeness(stays, gone))
    kept = window.stories[0].inside
    one_by_one = (Story(0, vectors={0: each}) for each in window.stories[0].vectors.values())
    assert kept == sum(likeness(one, other) for one, other in combinations(one_by_one, 2))
    assert kept is not None
    assert kept > STEPS / 10


#: Of an event, each told with somebody else in the title.
PUTIN = (
    "Putin: river Nysa, rain, homeless",
    "Putin: tents, dyke broke, Klodzko",
    "Putin: victims mourned in Klodzko, homeless",
)


def test_a_few_items_stay_in_their_story_while_they_are_still_like_the_others() -> None:
    near = ("Trump: river Nysa, homeless, Klodzko", "Trump: river Nysa, boats, tents")
    far = ("Trump: river Nysa, boats, tents", "Trump: river Nysa, boats, tents, prices")
    assert parts_of(story(*PUTIN, *near), {4}) == []
    assert parts_of(story(*PUTIN, *far), {4}) == [{3, 4}]
