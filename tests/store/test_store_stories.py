"""Stories as the store keeps them: numbers that stay valid, corrections, and what they cost."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from nouns import FEED, NOW, an_item
from sqlalchemy import event

from monitor.errors import StoreError
from monitor.model.stories import Clustering, Evidence, Merging, Placement, SplittingTrace
from monitor.store.store import Store, Transaction

EVIDENCE = Evidence(nearest=1, similarity=0.5, names=("coale",), numbers=("52 people",))


def add_items(tx: Transaction, count: int) -> None:
    """Store items, each published an hour after the one before."""
    items = [an_item(str(n), published_at=NOW + timedelta(hours=n)) for n in range(1, count + 1)]
    tx.items.add(FEED, [(item, None) for item in items])


def place(tx: Transaction, *stories: int, mergings: tuple[Merging, ...] = ()) -> None:
    """Place the next items into these stories."""
    first = tx.stories.last_placed() + 1
    placements = tuple(
        Placement(
            item_id=item,
            story=story,
            sameness="opens" if item == story else "words",
            because=None if item == story else EVIDENCE,
        )
        for item, story in enumerate(stories, start=first)
    )
    tx.placing.save(Clustering(placements=placements, mergings=mergings), now=NOW)


def test_items_wait_in_the_order_in_which_they_came(store: Store) -> None:
    with store.write() as tx:
        add_items(tx, 4)
        assert [item.id for item in tx.stories.unplaced(limit=3)] == [1, 2, 3]
        place(tx, 1, 1)
        assert tx.stories.last_placed() == 2
        assert [item.id for item in tx.stories.unplaced(limit=3)] == [3, 4]
        assert tx.stories.of_items([1, 2, 3]) == {1: 1, 2: 1}


def test_more_stories_are_listed_than_one_statement_takes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.store.batches.MOST_VALUES", 3)
    with store.write() as tx:
        add_items(tx, 10)
        place(tx, *range(1, 11))
        connection = tx.connection.connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 9)
        assert [story.id for story in tx.stories.list_stories(since=NOW)] == list(range(10, 0, -1))


def test_the_items_of_a_story_come_with_why_they_joined_by_publication_time(store: Store) -> None:
    with store.write() as tx:
        add_items(tx, 2)
        late = an_item("late", published_at=NOW - timedelta(days=1), language="be")
        tx.items.add(FEED, [(late, None)])
        place(tx, 1, 2, 1)
        members = tx.stories.members([1, 2])
        [summary, _] = reversed(tx.stories.list_stories(since=NOW - timedelta(days=2)))
    assert [member.item_id for member in members[1]] == [3, 1]
    assert (members[1][0].because, members[1][0].sameness, members[1][1].because) == (EVIDENCE, "words", None)
    assert (summary.id, summary.items, summary.first_at) == (1, 2, NOW - timedelta(days=1))
    assert (summary.sources, summary.languages, summary.title) == (("paper",), ("be", "en"), late.title)


def test_stories_are_listed_by_their_newest_item(store: Store) -> None:
    with store.write() as tx:
        add_items(tx, 4)
        place(tx, 1, 2, 1, 4)
        since = NOW + timedelta(hours=3)
        assert [story.id for story in tx.stories.list_stories(since=since)] == [4, 1]
        assert [story.id for story in tx.stories.list_stories(since=since, limit=1)] == [4]


def test_a_merged_story_leaves_a_trace_and_its_number_stays_valid(store: Store) -> None:
    with store.write() as tx:
        add_items(tx, 6)
        place(tx, 1, 2, 3)
        place(tx, 2, mergings=(Merging(gone=3, stays=2, similarity=0.4),))
        place(tx, 1, mergings=(Merging(gone=2, stays=1, similarity=0.3),))
        assert [tx.stories.resolve(story) for story in (1, 2, 3)] == [1, 1, 1]
        assert set(tx.stories.of_items(range(1, 6)).values()) == {1}
        assert [(trace.gone, trace.similarity) for trace in tx.traces.mergings(2)] == [(3, 0.4), (2, 0.3)]
        [story] = tx.stories.list_stories(since=NOW)
    assert (story.id, story.items, story.last_at) == (1, 5, NOW + timedelta(hours=5))


def test_items_that_leave_a_story_take_their_copies_along(store: Store) -> None:
    with store.write() as tx:
        add_items(tx, 6)
        place(tx, 1, 2)
        place(tx, 1, mergings=(Merging(gone=2, stays=1, similarity=0.4),))
        copy = Placement(item_id=4, story=1, sameness="copy", because=Evidence(nearest=3, similarity=0.9))
        tx.placing.save(Clustering(placements=(copy,), mergings=()), now=NOW)
        last = Placement(item_id=5, story=1, sameness="words", because=EVIDENCE)
        moved = (
            Placement(item_id=2, story=2, sameness="opens"),
            Placement(item_id=3, story=2, sameness="words", because=replace(EVIDENCE, nearest=2)),
        )
        tx.placing.save(Clustering(placements=(last,), mergings=(), moved=moved), now=NOW)
        assert tx.stories.of_items(range(1, 6)) == {1: 1, 2: 2, 3: 2, 4: 2, 5: 1}
        trace = SplittingTrace(story=1, opened=2, by_operator=False, split_at=NOW)
        assert tx.traces.splittings(2) == [trace]
        members = tx.stories.members([2])[2]
        reach = {story.id: (story.first_at, story.last_at) for story in tx.stories.list_stories(since=NOW)}
    assert [(member.sameness, member.moved_from) for member in members] == [
        ("opens", 1),
        ("words", 1),
        ("copy", 1),
    ]
    assert (members[0].because, members[1].because) == (None, replace(EVIDENCE, nearest=2))
    assert reach[1] == (NOW + timedelta(hours=1), NOW + timedelta(hours=5))
    assert reach[2] == (NOW + timedelta(hours=2), NOW + timedelta(hours=4))


def test_a_number_that_never_was_a_story_is_refused(store: Store) -> None:
    with store.read() as tx, pytest.raises(StoreError, match="there is no story 7; `monitor stories`"):
        tx.stories.resolve(7)


def test_the_operator_splits_a_story_and_the_parts_stay_apart(store: Store) -> None:
    with store.write() as tx:
        add_items(tx, 4)
        place(tx, 1, 1, 1, 4)
        assert tx.corrections.split(1, [2, 3], now=NOW) == 2
        assert tx.stories.of_items(range(1, 5)) == {1: 1, 2: 2, 3: 2, 4: 4}
        assert [member.is_fixed for member in tx.stories.members([2])[2]] == [True, True]
        assert tx.corrections.apart() == [(1, 2)]
        trace = SplittingTrace(story=1, opened=2, by_operator=True, split_at=NOW)
        assert tx.traces.splittings(1) == tx.traces.splittings(2) == [trace]
        reach = {story.id: (story.first_at, story.last_at) for story in tx.stories.list_stories(since=NOW)}
    assert reach[1] == (NOW + timedelta(hours=1), NOW + timedelta(hours=1))
    assert reach[2] == (NOW + timedelta(hours=2), NOW + timedelta(hours=3))


def test_the_part_with_the_item_of_its_number_keeps_the_number_of_a_story(store: Store) -> None:
    with store.write() as tx:
        add_items(tx, 3)
        place(tx, 1, 1, 1)
        assert tx.corrections.split(1, [1], now=NOW) == 2
        assert tx.stories.of_items([1, 2, 3]) == {1: 1, 2: 2, 3: 2}


def test_a_story_that_was_merged_wrongly_comes_back_under_its_number(store: Store) -> None:
    with store.write() as tx:
        add_items(tx, 3)
        place(tx, 1, 2)
        place(tx, 1, mergings=(Merging(gone=2, stays=1, similarity=0.4),))
        assert tx.corrections.split(1, [2], now=NOW) == 2
        assert [tx.stories.resolve(story) for story in (1, 2)] == [1, 2]
        assert {story.id for story in tx.stories.list_stories(since=NOW)} == {1, 2}


def test_parts_of_a_split_story_are_kept_from_what_the_whole_was_kept_from(store: Store) -> None:
    with store.write() as tx:
        add_items(tx, 4)
        place(tx, 1, 1, 1, 1)
        tx.corrections.split(1, [3, 4], now=NOW)
        tx.corrections.split(3, [4], now=NOW)
        assert sorted(tx.corrections.apart()) == [(1, 3), (1, 4), (3, 4)]


def test_what_holds_stories_apart_follows_them_when_they_are_merged(store: Store) -> None:
    with store.write() as tx:
        add_items(tx, 4)
        place(tx, 1, 2, 2)
        tx.corrections.split(2, [3], now=NOW)
        place(tx, 1, mergings=(Merging(gone=2, stays=1, similarity=0.4),))
        assert tx.corrections.apart() == [(1, 3)]


def test_the_operator_merges_stories_and_a_later_correction_counts(store: Store) -> None:
    with store.write() as tx:
        add_items(tx, 3)
        place(tx, 1, 1, 3)
        tx.corrections.split(1, [2], now=NOW)
        before = tx.corrections.count()
        assert tx.corrections.settled() == [2]
        assert tx.corrections.merge(2, 1, now=NOW) == 1
        assert tx.corrections.settled() == [1]
        assert tx.corrections.apart() == []
        assert tx.corrections.merge(3, 2, now=NOW) == 1
        assert tx.corrections.count() == before + 2
        assert set(tx.stories.of_items([1, 2, 3]).values()) == {1}
        assert [trace.similarity for trace in tx.traces.mergings(1)] == [None, None]
        with pytest.raises(StoreError, match="2 and 3 are one story already: 1"):
            tx.corrections.merge(2, 3, now=NOW)


@pytest.mark.parametrize(
    ("items", "reason"),
    [([3], "not in story 1: 3; `monitor story 1`"), ([1, 2], "not all of its 2"), ([], "name some items")],
)
def test_a_split_that_makes_no_sense_is_refused(store: Store, items: list[int], reason: str) -> None:
    with store.write() as tx:
        add_items(tx, 3)
        place(tx, 1, 1, 3)
        with pytest.raises(StoreError, match=reason):
            tx.corrections.split(1, items, now=NOW)


def test_one_places_at_a_time_until_the_lease_runs_out(store: Store) -> None:
    with store.write() as tx:
        assert tx.corrections.claim_placing(NOW, lease_s=60)
        assert not tx.corrections.claim_placing(NOW + timedelta(seconds=59), lease_s=60)
        assert tx.corrections.claim_placing(NOW + timedelta(seconds=60), lease_s=60)
        tx.corrections.release_placing()
        assert tx.corrections.claim_placing(NOW, lease_s=60)


def test_no_statement_reads_the_archive(store: Store) -> None:
    with store.write() as tx:
        add_items(tx, 5)
        place(tx, 1, 1, 3)
    statements: list[tuple[str, object]] = []
    event.listen(store._engine, "before_cursor_execute", lambda *a: statements.append((a[2], a[3])))
    with store.write() as tx:
        tx.stories.unplaced(limit=5)
        list(tx.stories.window(NOW, NOW + timedelta(days=3)))
        list(tx.stories.window(NOW))
        place(tx, 3, mergings=(Merging(gone=3, stays=1, similarity=0.4),))
        tx.stories.members([1, 3])
        tx.traces.mergings(1)
        tx.traces.splittings(1)
        tx.stories.list_stories(since=NOW, limit=5)
        tx.corrections.split(1, [2], now=NOW)
        tx.corrections.merge(1, 2, now=NOW)
    plans = []
    with store.read() as tx:
        connection = tx.stories._connection
        for sql, values in statements:
            if sql.startswith(("SELECT", "UPDATE", "DELETE")):
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
                plans.append((sql, [row[3] for row in rows]))
    read = [(sql, step) for sql, steps in plans for step in steps if step.startswith("SCAN")]
    # As many rows as there are corrections; one row; an empty list of values.
    small = ("SCAN story_apart", "SCAN story_placing", "SCAN (subquery", "SCAN CONSTANT")
    assert len(plans) > 20
    assert [each for each in read if not each[1].startswith(small)] == []
    assert any("ix_item_published_at" in step for _, steps in plans for step in steps)
