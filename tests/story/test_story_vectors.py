"""Numbers, acts and names speak against one event when they cannot be the same."""

import pytest

from monitor.model.topics import Name
from monitor.story.counting import are_at_odds
from monitor.story.naming import named_alike
from monitor.story.similarity import shared, similarity
from monitor.story.terms import terms_of
from monitor.story.vectors import Vector, vector_of
from monitor.words.names.index import NameIndex

NAMES = NameIndex([Name(key="losik", kind="person", name="Ihar Losik")])


def vector(title: str, text: str = "", language: str = "en") -> Vector:
    terms = terms_of(title, text, language, NAMES)
    return vector_of(terms, language=language, at=0.0, weigh=lambda terms: [1.0 for _ in terms])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"people": {52}}, {"people": {123}}, True),
        ({"people": {14}}, {"people": {13}}, False),
        ({"people": {3}}, {"people": {4}}, True),
        ({"people": {52}}, {"people": {50}}, False),
        ({"people": {52}}, {"people": {30}}, True),
        ({"package": {17}}, {"package": {18}}, True),
        ({"people": {52}}, {"car": {123}}, False),
        ({"people": {52}}, {"": {123}}, True),
        ({"people": {123}}, {"": {122}}, False),
        ({"people": {52, 14}}, {"people": {14}}, False),
        ({"year": {10}}, {"year": {11}}, False),
        ({}, {"people": {52}}, False),
        ({"people of poland": {3}}, {"people": {14}}, False),
        ({"people of poland": {300}}, {"people": {14}}, True),
        ({"people of poland": {3}}, {"people of lithuania": {6}}, False),
        ({"people of poland": {3}}, {"people of poland": {6}}, True),
        ({"amnesty": {250}, "people": {3}}, {"people": {250}}, False),
        ({"percent": {86.82}}, {"percent": {86.8}}, False),
        ({"percent": {86.82}}, {"percent": {87}}, False),
        ({"percent": {86.8}}, {"percent": {86.4}}, True),
    ],
)
def test_numbers_are_at_odds_when_none_may_be_the_same(
    one: dict[str, set[float]], other: dict[str, set[float]], expected: bool
) -> None:
    first = {thing: frozenset(numbers) for thing, numbers in one.items()}
    second = {thing: frozenset(numbers) for thing, numbers in other.items()}
    assert are_at_odds(first, second) is expected
    assert are_at_odds(second, first) is expected


@pytest.mark.parametrize(
    ("title", "like", "unlike"),
    [
        ("Poet Marchuk arrested in Hrodna", "Poet Marchuk in Hrodna", "Poet Marchuk sentenced in Hrodna"),
        ("Poet Marchuk arrested in Hrodna", "Poet Marchuk in Hrodna", "Poet Marchuk in court in Hrodna"),
        ("Poland closes border", "Poland, border", "Poland opens border"),
        ("Nepal border with Belarus opens", "Border with Belarus opens", "Peru border with Belarus opens"),
        ("Minister Varga resigns", "Minister Varga", "Minister Varga appointed"),
        ("First night: Losik at home", "First night at home", "First night: Marchuk at home"),
    ],
)
def test_titles_that_tell_of_other_acts_or_people_speak_against_one_story(
    title: str, like: str, unlike: str
) -> None:
    assert similarity(vector(title), vector(unlike)) < 0.6 * similarity(vector(title), vector(like))


@pytest.mark.parametrize(
    ("one", "other", "is_another"),
    [
        ("Lithuania opens Kybartai crossing", "Адчынілі пераход у Ласосне", True),
        ("Lithuania opens Kybartai crossing", "Адчынілі пераход у Кібартаі", False),
        ("Crossing named after Coale opens", "Адчынілі пераход імя Коўла", False),
        ("Crossing in Bobrowniki opens", "Адчынілі пераход у Баброўніках, у Ласосне", False),
    ],
)
def test_titles_in_two_languages_name_others_when_no_name_sounds_alike(
    one: str, other: str, is_another: bool
) -> None:
    assert (named_alike(vector(one), vector(other, language="be")) < 1) is is_another


@pytest.mark.parametrize(
    ("one", "like", "unlike"),
    [
        ("A bridge fell on Monday.", "A bridge fell on Monday.", "A bridge fell on Friday."),
        # Who only knows of the arrest wrote of the arrest.
        ("Police came for Marchuk.", "Police and poet Marchuk.", "Poet Marchuk was found guilty: verdict."),
    ],
)
def test_other_days_and_later_acts_in_texts_speak_against_one_story(one: str, like: str, unlike: str) -> None:
    title = "Poet Marchuk arrested"
    first = vector(title, one)
    assert similarity(first, vector("Poet Marchuk", unlike)) < 0.7 * similarity(
        first, vector("Poet Marchuk", like)
    )


def test_a_court_may_be_of_a_trial_and_of_a_sentence() -> None:
    court = vector("Court gives Marchuk six years")
    for act in ("on trial", "sentenced"):
        assert similarity(court, vector(f"Marchuk {act}")) > similarity(court, vector("Marchuk arrested"))


def test_headlines_set_in_capitals_say_the_same_as_others() -> None:
    plain = vector("Navy stops pirates near the gulf after a long chase")
    for shouted in (
        "Navy Stops Pirates Near the Gulf After a Long Chase",
        "NAVY STOPS PIRATES NEAR THE GULF AFTER A LONG CHASE",
    ):
        assert similarity(plain, vector(shouted)) > 0.7


def test_nothing_is_more_alike_than_the_same() -> None:
    text = "The navy boarded a tanker near Socotra after 12 hours; captain Obuya thanked admiral Verhoeven."
    long = vector("Navy frees tanker Solveig off Yemen", text * 2)
    assert 0.9 < similarity(long, long) <= 1.0


def test_a_city_speaks_for_its_country() -> None:
    assert "p:ukraine" in {term.casefold() for term in vector("Drone hits Chernobyl").places}


def test_people_freed_on_top_of_others_are_of_another_event_and_more_dead_are_not() -> None:
    told = "Buses left Minsk for Vilnius in the morning."
    first = vector("31 prisoners freed in Belarus", told)
    later = "the group was told of 31 people in the morning"
    assert similarity(first, vector("Another 44 prisoners freed in Belarus", later)) < 0.4 * similarity(
        first, vector("44 prisoners freed in Belarus", later)
    )
    quake = vector("31 people killed in quake in Nepal", "A quake of magnitude 6.6.")
    assert similarity(quake, vector("Another 44 people found dead after quake in Nepal", told)) == similarity(
        quake, vector("44 people found dead after quake in Nepal", told)
    )


@pytest.mark.parametrize(
    ("one", "language", "other", "its_language"),
    [
        ("Навальны", "be", "Навального", "ru"),
        ("Cimanouska", "pl", "Tsimanouskaya", "en"),
        ("Gershkovichių", "lt", "Gershkovich", "en"),
    ],
)
def test_names_that_end_otherwise_in_another_language_or_case_are_alike_a_little(
    one: str, language: str, other: str, its_language: str
) -> None:
    first, second = vector(f"x {one}", language=language), vector(f"x {other}", language=its_language)
    assert {term[0] for term in shared(first, second)} == {"j"}


def test_a_name_that_is_shared_counts_once() -> None:
    assert {term[0] for term in shared(vector("x Gershkovich"), vector("y Gershkovich"))} == {"k"}
