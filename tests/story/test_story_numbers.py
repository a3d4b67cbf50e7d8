"""Numbers that grow within a day are of one story; releases of other numbers on other days are not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from story_items import NOON, item, stories

from monitor.model.items import Item
from monitor.model.topics import Name
from monitor.story.cluster import Clusterer
from monitor.words.names.index import NameIndex

NAMES = NameIndex(
    [
        Name(key="coale", kind="person", name="John Coale", also=("Джон Коул", "Johnas Coale'as")),
        Name(key="kellogg", kind="person", name="Keith Kellogg", also=("Кит Келлог", "Кіт Келог")),
    ]
)
MORNING = item(1, "Minsk frees 31 political prisoners", "They crossed into Lithuania, Viasna says.")
EVENING = (
    "Minsk has freed 52 political prisoners",
    "The buses have crossed into Lithuania, the rights group Viasna says.",
)


@pytest.mark.parametrize(
    ("first", "later", "expected"),
    [
        # In the course of one day the freed and the dead become more.
        (MORNING, item(2, *EVENING, hours=9), [1, 1]),
        (
            MORNING,
            item(2, "Минск отпустил 52 политзаключённых", "Все в Литве: «Весна».", language="ru", hours=9),
            [1, 1],
        ),
        (
            item(1, "Quake in Bingol, Turkey: 7 dead", "Buildings collapsed."),
            item(2, "Turkey quake: 19 dead in Bingol", "Rescuers dig in Bingol.", hours=12),
            [1, 1],
        ),
        # Those who are taken elsewhere are others.
        (
            MORNING,
            item(
                2, "Minsk has freed 52 political prisoners", "They crossed into Poland, Viasna says.", hours=9
            ),
            [1, 2],
        ),
        # Days later it is another release, and so it is when fewer are counted later, or at the same time.
        (MORNING, item(2, *EVENING, hours=50), [1, 2]),
        (item(1, *EVENING), replace(MORNING, id=2, published_at=NOON + timedelta(hours=9)), [1, 2]),
        (MORNING, item(2, *EVENING), [1, 2]),
        # The first who are seen may be a few of many; otherwise more than twice as many are others.
        (replace(MORNING, title=MORNING.title.replace("31", "14")), item(2, *EVENING, hours=9), [1, 1]),
        (MORNING, item(2, EVENING[0].replace("52", "123"), EVENING[1], hours=9), [1, 2]),
        # Nor do packages, or the dead of another city, become more.
        (
            item(1, "EU adopts 17th package of sanctions against Russia", "Ministers agreed in Brussels."),
            item(2, "EU adopts 18th package of sanctions against Russia", "Ministers met.", hours=9),
            [1, 2],
        ),
        (
            item(1, "Russian drones kill 3 people in Odesa", "A port and a house were hit."),
            item(2, "Russian drones kill 5 people in Kharkiv", "A clinic was hit.", hours=6),
            [1, 2],
        ),
    ],
)
def test_a_number_that_grows_within_a_day_is_of_one_story(
    first: Item, later: Item, expected: list[int]
) -> None:
    assert stories(Clusterer(NAMES), [first, later]) == expected


def test_a_release_that_grows_stays_one_story_in_all_languages() -> None:
    told = [
        item(1, "Minsk frees 31 political prisoners after Coale's visit", "They are on the way to Vilnius."),
        item(
            2,
            "Минск освободил 31 политзаключённого после визита Коула",
            "Их везут в Вильнюс.",
            language="ru",
            hours=1,
        ),
        item(3, "Białoruś uwolniła 31 więźniów politycznych", "Jadą do Wilna.", language="pl", hours=2),
        item(
            4,
            "Minskas po J. Coale'o vizito paleido jau 52 politinius kalinius",
            "Jie atvyko į Vilnių.",
            language="lt",
            hours=8,
        ),
        item(
            5,
            "Coale: 52 political prisoners are free",
            "The last bus from Minsk reached Vilnius.",
            hours=9,
        ),
        item(
            6,
            "На волю выйшлі 52 палітвязні: Менск выпусціў іх пасля візіту Коўла",
            "Усе ў Вільні.",
            language="be",
            hours=10,
        ),
    ]
    assert stories(Clusterer(NAMES), told) == [1] * 6


def test_two_releases_and_the_lifting_of_sanctions_are_three_stories() -> None:
    told = [
        # Fourteen are freed.
        item(
            1, "Belarus frees 14 political prisoners after Kellogg's visit", "Blogger Marchuk is one of them."
        ),
        item(
            2,
            "Беларусь отпустила 14 политзаключённых",
            "Кит Келлог встретился с Лукашенко. На свободе блогер Марчук.",
            language="ru",
            hours=1,
        ),
        item(
            3,
            "Чатырнаццаць палітвязняў на волі пасля візіту Келога",
            "Сярод іх блогер Марчук.",
            language="be",
            hours=2,
        ),
        item(
            4,
            "14 więźniów politycznych opuściło Białoruś",
            "Wśród nich bloger Marczuk.",
            language="pl",
            hours=5,
        ),
        # Two days later fifty-two.
        item(
            11,
            "Belarus frees 52 political prisoners, Coale says",
            "Six Lithuanians are among them.",
            hours=50,
        ),
        item(
            12,
            "Джон Коул: Минск освободил 52 политзаключённых",
            "Среди них шесть граждан Литвы.",
            language="ru",
            hours=51,
        ),
        item(
            13,
            "Baltarusija paleido 52 politinius kalinius",
            "Tarp jų šeši lietuviai, sako Johnas Coale'as.",
            language="lt",
            hours=52,
        ),
        item(
            14,
            "Білорусь звільнила 52 політв'язнів",
            "Серед них шестеро литовців.",
            language="uk",
            hours=53,
        ),
        # In return sanctions are lifted.
        item(
            21,
            "US lifts sanctions on Belarusian airline Belavia",
            "Coale announced it in Minsk after the release of 52 political prisoners.",
            hours=54,
        ),
        item(
            22,
            "США сняли санкции с «Белавиа»",
            "Об этом сообщил в Минске Джон Коул после освобождения 52 политзаключённых.",
            language="ru",
            hours=54.5,
        ),
        item(23, "ЗША знялі санкцыі з «Белавія»", "Гэта абвясціў Джон Коўл.", language="be", hours=55),
        item(
            24,
            "USA znoszą sankcje na linie Belavia",
            "Ogłosił to w Mińsku John Coale. Wcześniej 52 więźniów politycznych wyszło na wolność.",
            language="pl",
            hours=56,
        ),
    ]
    assert stories(Clusterer(NAMES), told) == [1] * 4 + [11] * 4 + [21] * 4


def test_what_an_article_only_recalls_joins_it_to_no_other_story() -> None:
    told = [
        item(
            1,
            "Baltarusija paleido 52 politinius kalinius po J. Coale'o vizito",
            "Autobusai pasiekė Vilnių.",
            language="lt",
        ),
        item(
            2,
            "USA zniosły sankcje na linie Belavia",
            "Ogłosił to w Mińsku John Coale. Wcześniej Białoruś uwolniła 52 więźniów politycznych.",
            language="pl",
            hours=0.2,
        ),
        item(3, "Freed: 52 political prisoners", "Coale's buses from Minsk reached Vilnius.", hours=0.4),
    ]
    assert stories(Clusterer(NAMES), told) == [1, 2, 1]
