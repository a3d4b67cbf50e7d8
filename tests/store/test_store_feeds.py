"""Feeds: the database is the schedule, and a lease keeps two pollers apart."""

from dataclasses import replace
from datetime import timedelta

from nouns import NOW
from sqlalchemy import event

from monitor.model.feeds import Feed, FeedState
from monitor.store.store import Store

URL = "https://paper.test/rss"


def test_a_new_feed_is_due_at_once(store: Store) -> None:
    with store.write() as tx:
        assert [feed.url for feed, _ in tx.feeds.claim_due(NOW, lease_s=60)] == [URL]


def test_a_claimed_feed_is_left_alone_until_its_lease_runs_out(store: Store) -> None:
    with store.write() as tx:
        tx.feeds.claim_due(NOW, lease_s=60)
    with store.write() as tx:
        assert tx.feeds.claim_due(NOW + timedelta(seconds=59), lease_s=60) == []
        assert tx.feeds.claim_all(NOW + timedelta(seconds=59), lease_s=60) == []
        assert len(tx.feeds.claim_due(NOW + timedelta(seconds=60), lease_s=60)) == 1


def test_a_renewed_lease_lasts_longer_and_a_free_feed_stays_free(store: Store) -> None:
    later = NOW + timedelta(seconds=300)
    with store.write() as tx:
        tx.feeds.renew([URL], until=later)
        assert len(tx.feeds.claim_due(NOW, lease_s=60)) == 1
        tx.feeds.renew([URL], until=later)
    with store.write() as tx:
        assert tx.feeds.claim_due(later - timedelta(seconds=1), lease_s=60) == []
        assert len(tx.feeds.claim_due(later, lease_s=60)) == 1


def test_a_released_feed_can_be_claimed_again(store: Store) -> None:
    with store.write() as tx:
        tx.feeds.claim_due(NOW, lease_s=60)
        tx.feeds.release([URL])
        assert len(tx.feeds.claim_due(NOW, lease_s=60)) == 1


def test_a_polled_feed_is_due_when_its_state_says(store: Store) -> None:
    later = NOW + timedelta(minutes=30)
    with store.write() as tx:
        [(_, state)] = tx.feeds.claim_due(NOW, lease_s=60)
        tx.feeds.save_state(URL, replace(state, next_fetch_at=later, etag='"1"', error="no answer"))
    with store.write() as tx:
        assert tx.feeds.claim_due(later - timedelta(seconds=1), lease_s=60) == []
        [(_, state)] = tx.feeds.claim_due(later, lease_s=60)
    assert state == FeedState(next_fetch_at=later, etag='"1"', error="no answer")


def test_editing_the_configuration_keeps_what_we_know_of_a_feed(store: Store) -> None:
    with store.write() as tx:
        tx.feeds.save_state(URL, FeedState(next_fetch_at=NOW, etag='"1"'))
        tx.feeds.save_feeds([Feed(url=URL, source="paper", every_s=60)], now=NOW)
        [(feed, state)] = tx.feeds.list_feeds()
    assert (feed.every_s, state.etag) == (60, '"1"')


def test_a_feed_that_left_the_configuration_is_not_polled(store: Store) -> None:
    with store.write() as tx:
        tx.feeds.save_feeds([], now=NOW)
        assert tx.feeds.claim_all(NOW, lease_s=60) == []


def test_the_due_feeds_are_found_by_their_time_and_not_by_looking_at_all(store: Store) -> None:
    asked: list[tuple[str, object]] = []

    def note(_: object, cursor: object, statement: str, parameters: object, *more: object) -> None:
        if "leased_until" in statement:
            asked.append((statement, parameters))

    event.listen(store._engine, "before_cursor_execute", note)
    with store.write() as tx:
        tx.feeds.claim_due(NOW, lease_s=60)
    event.remove(store._engine, "before_cursor_execute", note)
    assert len(asked) == 2
    with store._engine.connect() as connection:
        for statement, parameters in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            steps = [row.detail for row in plan]
            assert steps == ["SEARCH feed USING INDEX ix_feed_next_fetch_at (next_fetch_at<?)"]


def test_seeds_are_never_polled(store: Store) -> None:
    with store.write() as tx:
        tx.feeds.save_feeds([Feed(url="seeds:", source="paper", kind="seed")], now=NOW)
        assert tx.feeds.claim_all(NOW, lease_s=60) == []
