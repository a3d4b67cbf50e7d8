"""What is new in a story since it was sent: only what is so, in plain words."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from story_items import NOON, item

from monitor.model.feeds import Source
from monitor.model.stories import Evidence, Member
from monitor.model.tellings import IssueItem, OpenStory, Told
from monitor.model.topics import Name
from monitor.story.deltas import deltas_of
from monitor.story.mentions import mentions_of
from monitor.words.names.index import NameIndex

NAMES = [
    Name(key="coale", kind="person", name="John Coale"),
    Name(key="statkevich", kind="person", name="Mikalai Statkevich", also=("Mikola Statkevich",)),
]
INDEX = NameIndex(NAMES)
CALLED = {name.key: name.name for name in NAMES}
SOURCES = {
    key: Source(key=key, name=key.title(), group=group, country="BY" if group == "state" else "")
    for key, group in (
        ("bulletin", "state"),
        ("echo", "state"),
        ("ministry", "official"),
        ("embassy", "official"),
        ("paper", "independent"),
        ("gazeta", "western"),
        ("unknown", ""),
    )
}

#: Source, title, text, language.
Piece = tuple[str, str, str, str]


def piece(source: str, title: str, text: str = "", language: str = "en") -> Piece:
    return source, title, text, language


def gained(before: Sequence[Piece], now: Sequence[Piece], *, copies: Sequence[int] = ()) -> list[str]:
    """Return what is new in a story of pieces that were sent, by pieces of now; `copies` copy the first."""
    members, items = [], []
    for number, (source, title, text, language) in enumerate([*before, *now], start=1):
        made = item(number, title, text, language=language, hours=number)
        is_copy = number in copies
        members.append(
            Member(
                item_id=number,
                source=source,
                language=language,
                title=title,
                url="",
                published_at=NOON + timedelta(hours=number),
                first_seen_at=NOON + timedelta(hours=number),
                sameness="copy" if is_copy else "words",
                because=Evidence(nearest=1, similarity=1.0),
            )
        )
        mentions = mentions_of(made, INDEX, called=CALLED)
        copy_of = 1 if is_copy else None
        items.append(IssueItem(item=made, source=SOURCES[source], mentions=mentions, copy_of=copy_of))
    told = [
        Told(item_id=each.item.id, issue=1, told_at=NOON, topics=(), mentions=each.mentions)
        for each in items[: len(before)]
    ]
    story = OpenStory(
        id=1, members=tuple(members), sources=SOURCES, fresh=tuple(items[len(before) :]), told=tuple(told)
    )
    return [delta.text for delta in deltas_of(story)]


FREED_14 = [
    piece("paper", "Belarus frees 14 political prisoners", "Belarus freed 14 people."),
    piece("gazeta", "Fourteen prisoners freed in Belarus", "Among 14 prisoners is a priest."),
]


def test_a_new_number_is_told_with_what_it_was() -> None:
    news = [piece("paper", "Belarus frees 52 political prisoners", "52 prisoners were freed on Saturday.")]
    assert gained(FREED_14, news) == ["52 people, was 14"]


def test_a_number_in_other_words_and_languages_is_the_same_number() -> None:
    news = [
        piece("paper", "Освобождены 14 политзаключенных", "Освободили 14 человек.", "ru"),
        piece("gazeta", "Uwolniono czternastu więźniów", "Uwolniono 14 więźniów.", "pl"),
    ]
    assert gained(FREED_14, news) == []


def test_a_number_that_counts_something_else_is_not_what_it_was() -> None:
    news = [piece("paper", "Companies hit: 46 companies on the list", "The list has 46 companies.")]
    assert gained(FREED_14, news) == ["46 companies"]


def test_when_the_headlines_did_not_agree_nothing_is_said_of_what_it_was() -> None:
    before = [*FREED_14, piece("paper", "Some 1,100 political prisoners remain", "1,100 prisoners remain.")]
    news = [piece("paper", "Belarus frees 52 political prisoners", "52 prisoners were freed.")]
    assert gained(before, news) == ["52 people"]


@pytest.mark.parametrize(
    "news",
    [
        piece(
            "paper", "«Нам дали пять минут». Рассказ освобожденной", "Женщина рассказала, как ее везли.", "ru"
        ),
        piece("paper", "Prisoners speak", "In a camp of 900 prisoners nobody spoke."),
    ],
    ids=["title alone", "text alone"],
)
def test_a_number_in_passing_is_no_news(news: Piece) -> None:
    assert gained(FREED_14, [news]) == []


def test_a_number_in_the_texts_of_two_sources_is_news() -> None:
    news = [
        piece("paper", "Prisoners freed", "Now 52 prisoners are free."),
        piece("gazeta", "More freed in Minsk", "There are 52 prisoners in the bus."),
    ]
    assert gained(FREED_14, news) == ["52 people, was 14"]


def test_the_country_of_those_who_told_it_is_no_news() -> None:
    told = [piece("bulletin", "President pardons 14 prisoners"), piece("echo", "Pardon for 14 prisoners")]
    news = [piece("paper", "Belarus: 14 prisoners pardoned, taken to Lithuania", "All of them left.")]
    assert "new country: Lithuania" in gained(told, news)
    assert "new country: Belarus" not in gained(told, news)


def test_a_new_name_and_a_new_country_are_told_once_they_are_in_a_headline() -> None:
    news = [
        piece("paper", "Coale: freed prisoners are in Lithuania", "The envoy spoke."),
        piece("gazeta", "Коул приехал", "В Литву.", "ru"),
    ]
    assert gained(FREED_14, news) == ["new name: John Coale", "new country: Lithuania"]
    assert gained([*FREED_14, *news], news) == []


def test_a_name_that_no_list_has_needs_two_sources() -> None:
    one = piece("paper", "Freed: Palina Sharenda", "Her sister waited for Palina Sharenda at the border.")
    other = piece("gazeta", "Sharenda is free", "They met Sharenda in the morning.")
    assert gained(FREED_14, [one]) == []
    assert gained(FREED_14, [one, other]) == ["new name: Sharenda"]


def test_the_first_official_statement_is_told_once() -> None:
    news = [piece("ministry", "Statement")]
    assert gained(FREED_14, news) == ["first official statement: Ministry"]
    assert gained([*FREED_14, *news], [piece("ministry", "Another statement")]) == []
    assert gained([*FREED_14, *news], [piece("embassy", "Another statement")]) == []


def test_the_first_source_beside_state_media_confirms_a_story() -> None:
    before = [piece("bulletin", "Pardons"), piece("echo", "Pardons granted")]
    known = "first independent confirmation: Paper, before only state media"
    assert gained(before, [piece("paper", "Pardons seen")]) == [known]
    assert gained(before, [piece("unknown", "Pardons seen")]) == [known.replace("Paper", "Unknown")]
    assert gained(before, [piece("bulletin", "More on the pardons")]) == []


def test_a_copy_confirms_nothing() -> None:
    before = [piece("bulletin", "Pardons")]
    assert gained(before, [piece("paper", "Pardons")], copies=[2]) == []


def test_a_second_source_is_told_and_a_third_is_not() -> None:
    first = piece("paper", "Bridge closed")
    news = [piece("gazeta", "Bridge closed to all")]
    assert gained([first], news) == ["second source: Gazeta, before only Paper"]
    assert gained([first, *news], [piece("unknown", "Bridge is closed")]) == []


def test_nothing_is_new_when_nothing_was_sent() -> None:
    assert gained([], FREED_14) == []


RISES_TO_52 = [
    ("Number of freed rises to 52", "52 people were freed.", "en"),
    ("Чысло вызваленых вырасла да 52", "На волю выйшлі 52 чалавекі.", "be"),
]


@pytest.mark.parametrize(("title", "text", "language"), RISES_TO_52)
def test_a_headline_may_leave_to_the_text_what_its_number_counts(
    title: str, text: str, language: str
) -> None:
    assert gained(FREED_14, [piece("gazeta", title, text, language)]) == ["52 people, was 14"]


def test_a_headline_and_a_text_that_name_nothing_make_their_number_known() -> None:
    told = [
        piece("paper", "Death toll in floods rises to five", "The toll has risen to five, officials say.")
    ]
    news = [piece("paper", "Floods: five people dead", "Five people have died.")]
    assert gained(told, news) == []
    schools = [piece("paper", "Floods close five schools", "Five schools were closed.")]
    assert gained(schools, news) == ["5 people"]
    only_in_title = [piece("paper", "Article five of the law is repealed", "It was about floods.")]
    assert gained(only_in_title, news) == ["5 people"]


def test_a_part_of_those_who_were_told_is_no_correction_of_their_number() -> None:
    part = [piece("gazeta", "Court jails nine people", "Nine people of the 14 people freed were jailed.")]
    assert gained(FREED_14, part) == ["9 people"]
    fewer = [piece("gazeta", "Nine people freed, not more", "Nine people were freed.")]
    assert gained(FREED_14, fewer) == ["9 people, was 14"]


def test_of_several_new_numbers_only_the_nearest_takes_the_place_of_what_it_was() -> None:
    before = [
        piece(source, "Floods kill 12 people", "12 people died in the floods.")
        for source in ("paper", "gazeta")
    ]
    text = "The floods killed 27 people; 31,000 people are affected."
    news = [piece("gazeta", "Floods: 27 people dead, 31,000 people affected", text)]
    assert gained(before, news) == ["27 people, was 12", "31,000 people"]
