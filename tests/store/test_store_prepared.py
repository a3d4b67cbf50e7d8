"""Prepared statements: the same rows and values as SQLAlchemy would give and take."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from nouns import FEED, NOW, an_item
from sqlalchemy import bindparam, insert, select, update

from monitor.errors import StoreError
from monitor.store.prepared import Prepared
from monitor.store.rows import FeedRow, ItemRow, MatchRow
from monitor.store.store import Store
from monitor.store.tables import table_of

ITEM, MATCH, FEEDS = table_of(ItemRow), table_of(MatchRow), table_of(FeedRow)
BY_MOMENTS = Prepared(
    select(ITEM)
    .where(
        ITEM.c.published_at.in_(bindparam("moments", expanding=True)), ITEM.c.source == bindparam("of_source")
    )
    .order_by(ITEM.c.id)
)


@pytest.mark.parametrize("count", [1, 2, 3, 8, 9, 100])
def test_lists_of_any_length_find_each_row_once_as_sqlalchemy_does(store: Store, count: int) -> None:
    moments = [NOW + timedelta(microseconds=number) for number in range(100)]
    items = [an_item(str(n), published_at=at, tags=("a", "б")) for n, at in enumerate(moments)]
    with store.write() as tx:
        tx.items.add(FEED, [(item, None) for item in items])
        found = BY_MOMENTS.all(tx.connection, moments=moments[:count], of_source="paper")
        rows = tx.connection.execute(select(ITEM).order_by(ITEM.c.id).limit(count)).mappings()
        assert found == [dict(row) for row in rows]
        assert BY_MOMENTS.all(tx.connection, moments=moments[:count], of_source="none") == []


def test_a_time_is_stored_as_sqlalchemy_stores_it_and_a_naive_one_is_refused(store: Store) -> None:
    east = NOW.astimezone(timezone(timedelta(hours=3)))
    early = datetime(1, 1, 1, tzinfo=UTC)
    with store.write() as tx:
        tx.items.add(FEED, [(an_item("1", published_at=east, first_seen_at=early), None)])
        plain = select(ITEM.c.published_at, ITEM.c.first_seen_at)
        assert tx.connection.execute(plain).one() == (NOW, early)
        text = "SELECT published_at, first_seen_at FROM item"
        expected = (f"{NOW:%Y-%m-%d %H:%M:%S.%f}", "0001-01-01 00:00:00.000000")
        assert tx.connection.exec_driver_sql(text).one() == expected
    with pytest.raises(ValueError, match="naive"), store.write() as tx:
        tx.items.add(FEED, [(an_item("2", published_at=NOW.replace(tzinfo=None)), None)])


def test_values_that_a_statement_names_itself_need_not_be_given(store: Store) -> None:
    drop = Prepared(update(FEEDS).where(FEEDS.c.url == bindparam("of_url")).values(etag=None, failures=3))
    with store.write() as tx:
        assert drop.all(tx.connection, of_url=FEED) == []
        [(_, state)] = tx.feeds.list_feeds()
    assert (state.etag, state.failures) == (None, 3)


def test_what_the_database_refuses_is_told_in_words(store: Store) -> None:
    add = Prepared(insert(MATCH))
    row = {"item_id": 7, "topic": "t", "score": 1.0, "spans": [], "version": "1", "matched_at": NOW}
    with pytest.raises(StoreError, match="FOREIGN KEY"), store.write() as tx:
        add.many(tx.connection, [row | {"is_retag": False}])
