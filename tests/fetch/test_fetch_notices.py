"""What is said for good is believed after days."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.fetch.notices import GONE, address, is_gone, moved_to, noted
from monitor.model.feeds import FeedState

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD, NEW = "https://old.example/feed", "https://new.example/feed"
FRESH = FeedState(next_fetch_at=NOW)


def _told(said: str, *, hours: range) -> FeedState:
    state = FRESH
    for hour in hours:
        state = noted(state, said, now=NOW + hour * HOUR)
    return state


@pytest.mark.parametrize("every", [1, 5, 23])
def test_a_notice_is_believed_after_three_days_and_not_before(every: int) -> None:
    assert moved_to(_told(NEW, hours=range(0, 72, every))) is None
    assert moved_to(_told(NEW, hours=range(0, 72 + 24, every))) == NEW
    assert is_gone(_told(GONE, hours=range(0, 72 + 24, every)))
    assert moved_to(_told(GONE, hours=range(0, 72 + 24, every))) is None


def test_said_often_on_one_day_is_said_once() -> None:
    assert _told(NEW, hours=range(24)).notices == 1


def test_a_portal_that_lies_for_two_days_is_forgotten() -> None:
    state = noted(_told(NEW, hours=range(48)), None, now=NOW + 49 * HOUR)
    assert (state.notice, state.noticed_at, state.notices) == (None, None, 0)


def test_another_address_begins_anew() -> None:
    state = noted(_told(NEW, hours=range(100)), "https://third.example/", now=NOW + 100 * HOUR)
    assert (moved_to(state), state.notices) == (None, 1)


def test_a_moved_feed_is_asked_at_its_new_address_and_once_a_week_at_its_own() -> None:
    state = _told(NEW, hours=range(100))
    asked = []
    for hour in range(100, 100 + 24 * 28, 6):
        now = NOW + hour * HOUR
        asked.append(address(state, url=OLD, now=now))
        state = replace(state, fetched_at=now)
    assert asked.count(OLD) == 1 + 4  # the first time nothing is known of an earlier poll
    assert asked.count(NEW) == len(asked) - 5
