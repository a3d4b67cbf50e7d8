"""The days of a feed: summed, and forgotten from the oldest on."""

from datetime import date, timedelta

from nouns import FEED, NOW

from monitor.model.coverage import FeedDay
from monitor.model.feeds import Feed
from monitor.store.history import MOST_DAYS
from monitor.store.store import Store

FIRST = date(2026, 3, 1)


def a_day(number: int, hours: int = 1, **languages: int) -> FeedDay:
    return FeedDay(
        day=FIRST + timedelta(days=number), hours=hours, new_items=1, undated=0, languages=languages
    )


def test_what_comes_later_on_a_day_is_added_to_it(store: Store) -> None:
    with store.write() as tx:
        tx.history.add_days(FEED, [a_day(0, 1, en=1), a_day(1, 1, en=1)])
        tx.history.add_days(FEED, [a_day(1, 4, en=1, ru=1)])
    with store.write() as tx:
        tx.history.add_days(FEED, [a_day(1, 8, be=1)])
    with store.read() as tx:
        first, second = tx.history.list_all()[FEED]
    assert first == a_day(0, 1, en=1)
    assert (second.hours, second.new_items, second.languages) == (13, 3, {"en": 2, "ru": 1, "be": 1})


def test_feeds_of_one_transaction_have_each_their_own_days(store: Store) -> None:
    other = "https://paper.test/other"
    with store.write() as tx:
        tx.feeds.save_feeds([Feed(url=url, source="paper") for url in (FEED, other)], now=NOW)
        tx.history.add_days(FEED, [a_day(0, 1, en=1)])
    with store.write() as tx:
        tx.history.add_days(FEED, [a_day(1, 2, en=1)])
        tx.history.add_days(other, [a_day(0, 4, ru=1)])
    with store.read() as tx:
        days = tx.history.list_all()
    assert days == {FEED: [a_day(0, 1, en=1), a_day(1, 2, en=1)], other: [a_day(0, 4, ru=1)]}


def test_a_feed_keeps_its_newest_days(store: Store) -> None:
    with store.write() as tx:
        tx.history.add_days(FEED, [a_day(n) for n in range(MOST_DAYS)])
        tx.history.add_days(FEED, [a_day(MOST_DAYS + 5), a_day(MOST_DAYS + 6)])
        kept = tx.history.list_all()[FEED]
    assert (len(kept), kept[0], kept[-1]) == (MOST_DAYS, a_day(2), a_day(MOST_DAYS + 6))


def test_a_feed_without_news_has_no_days(store: Store) -> None:
    with store.write() as tx:
        tx.history.add_days(FEED, [])
        assert tx.history.list_all() == {}
