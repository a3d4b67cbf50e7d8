"""Items to days: when news counts as having come."""

from datetime import date, timedelta

from nouns import NOW, an_item

from monitor.coverage.history import arrived_at, days_of

DAY = timedelta(days=1)


def test_the_first_poll_tells_the_rhythm_by_the_items_own_dates() -> None:
    items = [an_item(str(n), published_at=NOW - n * DAY) for n in range(3)]
    days = days_of(items, since=None, now=NOW)
    assert [each.day for each in days] == [date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1)]
    assert {each.hours for each in days} == {1 << 12}


def test_an_item_of_the_time_we_were_away_came_then() -> None:
    item = an_item(published_at=NOW - 2 * DAY)
    assert arrived_at(item, since=NOW - 5 * DAY, now=NOW) == NOW - 2 * DAY


def test_a_backdated_and_an_undated_item_come_when_they_are_seen() -> None:
    backdated = an_item(published_at=NOW - 9 * DAY)
    undated = an_item(published_at=NOW - DAY, is_date_guessed=True)
    assert {arrived_at(item, since=NOW - 5 * DAY, now=NOW) for item in (backdated, undated)} == {NOW}


def test_a_day_counts_its_items_their_languages_and_the_undated() -> None:
    items = [
        an_item("1", language="be"),
        an_item("2", language="ru", published_at=NOW - timedelta(hours=3)),
        an_item("3", language="be", is_date_guessed=True),
    ]
    [day] = days_of(items, since=None, now=NOW)
    assert (day.new_items, day.undated, day.languages) == (3, 1, {"be": 2, "ru": 1})
    assert day.hours == (1 << 12) + (1 << 9)
