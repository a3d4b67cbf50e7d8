"""How one feed is, and which sources are blind."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from nouns import FEED, NOW

from monitor.coverage.health import PATIENCE, health_of
from monitor.coverage.rhythm import expected_silence
from monitor.coverage.sources import cover
from monitor.model.coverage import FeedDay, Health, HealthState
from monitor.model.feeds import Feed, FeedState

PAPER = Feed(url=FEED, source="paper")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
WELL = FeedState(next_fetch_at=NOW, fetched_at=NOW, succeeded_at=NOW, new_item_at=NOW - HOUR)


def days(count: int = 40, *, every: int = 1, **given: object) -> list[FeedDay]:
    """Return a history that ends today, with one item each day."""
    values = {"hours": 1 << 9, "new_items": 1, "undated": 0, "languages": {"en": 1}} | given
    return [FeedDay(day=(NOW - n * every * DAY).date(), **values) for n in reversed(range(count))]  # type: ignore[arg-type]


def state_of(state: FeedState, history: list[FeedDay], *, language: str = "en") -> HealthState:
    return health_of(PAPER, state, history, language=language).state


def test_a_feed_that_was_never_asked_is_neither_well_nor_blind() -> None:
    assert state_of(FeedState(next_fetch_at=NOW), []) == HealthState.UNTRIED


def test_a_hiccup_is_told_but_is_no_state() -> None:
    failed = replace(WELL, trouble="failing", trouble_at=NOW - HOUR, error="503")
    health = health_of(PAPER, failed, days(), language="en")
    assert (health.state, health.why) == (HealthState.HEALTHY, "503")


@pytest.mark.parametrize(("trouble", "state"), [("failing", HealthState.FAILING), ("html", HealthState.HTML)])
def test_lasting_trouble_is_a_state_with_its_beginning_and_a_remedy(trouble: str, state: HealthState) -> None:
    began = NOW - PATIENCE
    failed = replace(WELL, trouble=trouble, trouble_at=began, error="why")
    health = health_of(PAPER, failed, days(), language="en")
    assert (health.state, health.since, health.why) == (state, began, "why")
    assert "feeds.toml" in health.remedy


def test_a_feed_that_is_asked_too_often_has_not_moved() -> None:
    failed = replace(WELL, trouble="failing", trouble_at=NOW - PATIENCE, error="429", status=429)
    assert "longer `every`" in health_of(PAPER, failed, days(), language="en").remedy


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (None, "`monitor doctor`"),
        (503, "asked again by itself"),
        (404, "if it has moved"),
        (200, "open its URL"),
    ],
)
def test_the_remedy_is_for_what_was_answered(status: int | None, told: str) -> None:
    failed = replace(WELL, trouble="failing", trouble_at=NOW - PATIENCE, error="why", status=status)
    assert health_of(PAPER, failed, days(), language="en").remedy.count(told) == 1


def test_what_never_worked_is_failing_at_once() -> None:
    failed = FeedState(next_fetch_at=NOW, fetched_at=NOW, trouble="failing", trouble_at=NOW, error="404")
    assert state_of(failed, []) == HealthState.FAILING


def test_a_feed_given_up_years_ago_is_frozen_after_the_first_poll() -> None:
    last = datetime(2019, 6, 3, 9, tzinfo=UTC)
    old = [replace(each, day=(last - n * 7 * DAY).date()) for n, each in enumerate(days(20))][::-1]
    health = health_of(PAPER, replace(WELL, new_item_at=last), old, language="en")
    assert (health.state, health.since) == (HealthState.FROZEN, last)


def test_silence_is_measured_to_the_last_answer_and_not_to_the_clock() -> None:
    away = replace(WELL, fetched_at=NOW + 60 * DAY, trouble="failing", trouble_at=NOW + 60 * DAY)
    assert state_of(away, days()) == HealthState.HEALTHY


def test_a_pinned_old_entry_does_not_lengthen_the_rhythm() -> None:
    pinned = replace(days(1)[0], day=(NOW - 900 * DAY).date())
    assert expected_silence([pinned, *days()]) == expected_silence(days())


def test_a_feed_that_appears_once_a_year_is_not_frozen_in_between() -> None:
    yearly = days(6, every=365)
    assert state_of(replace(WELL, new_item_at=NOW - 300 * DAY), yearly) == HealthState.HEALTHY


def test_nearly_all_in_another_language_is_wrong_and_a_mixture_is_not() -> None:
    health = health_of(PAPER, WELL, days(languages={"ru": 1}), language="be-BY")
    assert (health.state, "'ru'" in health.why) == (HealthState.FOREIGN, True)
    mixed = [replace(each, languages={"ru" if n % 2 else "be": 1}) for n, each in enumerate(days())]
    assert state_of(WELL, mixed, language="be") == HealthState.HEALTHY
    assert state_of(WELL, days(languages={"": 1}), language="be") == HealthState.HEALTHY
    assert state_of(WELL, days(languages={"ru": 1}), language="") == HealthState.HEALTHY


def test_the_feeds_own_language_counts_before_that_of_its_source() -> None:
    russian = replace(PAPER, language="ru")
    health = health_of(russian, WELL, days(languages={"ru": 1}), language="be")
    assert health.state == HealthState.HEALTHY


def test_since_when_language_or_dates_are_wrong_is_known() -> None:
    turned = [*days()[:-6], *days(6, undated=1, languages={"ru": 1})]
    for language, state in (("en", HealthState.FOREIGN), ("", HealthState.UNDATED)):
        health = health_of(PAPER, WELL, turned, language=language)
        assert (health.state, health.since) == (state, datetime(2026, 2, 24, tzinfo=UTC))


def test_one_item_without_a_date_is_only_an_item() -> None:
    assert state_of(WELL, [*days()[:-1], replace(days()[-1], undated=1)]) == HealthState.HEALTHY


def test_a_source_is_blind_when_all_its_feeds_are_since_the_last_of_them() -> None:
    frozen = Health(state=HealthState.FROZEN, since=NOW - 9 * DAY, why="old")
    failing = Health(state=HealthState.FAILING, since=NOW - DAY, why="503")
    well = Health(state=HealthState.HEALTHY)
    world = Feed(url="https://world.test", source="world")
    found = cover(
        [(PAPER, frozen), (PAPER, failing), (world, frozen), (world, well)],
        names={"paper": "The Paper", "world": "The World"},
    )
    [blind] = found.blind
    assert (found.sources, blind.name, blind.state, blind.since) == (
        2,
        "The Paper",
        HealthState.FAILING,
        NOW - DAY,
    )


def test_feeds_without_dates_or_in_another_language_are_not_blind() -> None:
    found = cover([(PAPER, Health(state=HealthState.UNDATED, since=NOW))], names={"paper": "The Paper"})
    assert found.blind == ()
