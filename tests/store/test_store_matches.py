"""Matches and the versions of topics that the stored items are tagged with."""

from datetime import timedelta

from nouns import FEED, NOW, a_match, an_item
from sqlalchemy import event

from monitor.model.topics import Topic
from monitor.store.store import Store

TOPICS = [Topic(key="elections", name="Elections", query="vote*")]


def store_items(store: Store, count: int) -> list[int]:
    with store.write() as tx:
        return [tx.items.add(FEED, [(an_item(str(number)), None)])[0].id for number in range(count)]


def test_a_match_comes_back_as_it_was_stored(store: Store) -> None:
    [item_id] = store_items(store, 1)
    with store.write() as tx:
        tx.matches.save(item_id, ["elections"], [a_match()])
        assert tx.matches.list_of_item(item_id) == [a_match(item_id)]


def test_a_match_that_still_holds_keeps_its_time_and_takes_the_new_evidence(store: Store) -> None:
    [item_id] = store_items(store, 1)
    with store.write() as tx:
        tx.matches.save(item_id, ["elections"], [a_match()])
        tx.matches.save(
            item_id, ["elections"], [a_match(score=0.9, version="v2", matched_at=NOW.replace(year=2027))]
        )
        [match] = tx.matches.list_of_item(item_id)
    assert (match.score, match.version, match.matched_at) == (0.9, "v2", NOW)


def test_a_match_that_no_longer_holds_is_removed_and_other_topics_stay(store: Store) -> None:
    [item_id] = store_items(store, 1)
    with store.write() as tx:
        tx.matches.save(item_id, ["elections", "sport"], [a_match(), a_match(topic="sport")])
        tx.matches.save(item_id, ["elections"], [])
        assert [match.topic for match in tx.matches.list_of_item(item_id)] == ["sport"]
        assert tx.matches.counts() == {"sport": 1}


def test_a_changed_topic_is_retagged_from_the_newest_item_down(store: Store) -> None:
    ids = store_items(store, 3)
    with store.write() as tx:
        tx.matches.save_topics(TOPICS, {"elections": "v1"}, last_item_id=tx.items.last_id())
        [retag] = tx.matches.open_retags()
        assert [item.id for item in tx.items.list_below(retag.below, limit=2)] == [ids[2], ids[1]]
        tx.matches.mark_retagged(["elections"], below=ids[1])
        assert [retag.below for retag in tx.matches.open_retags()] == [ids[1]]
        tx.matches.mark_retagged(["elections"], below=None)
        assert tx.matches.open_retags() == []


def test_an_unchanged_topic_is_not_retagged_and_an_interrupted_one_goes_on(store: Store) -> None:
    store_items(store, 3)
    with store.write() as tx:
        tx.matches.save_topics(TOPICS, {"elections": "v1"}, last_item_id=3)
        tx.matches.mark_retagged(["elections"], below=2)
        tx.matches.save_topics(TOPICS, {"elections": "v1"}, last_item_id=3)
        assert [retag.below for retag in tx.matches.open_retags()] == [2]
        tx.matches.save_topics(TOPICS, {"elections": "v2"}, last_item_id=3)
        assert [retag.below for retag in tx.matches.open_retags()] == [4]


def test_a_removed_topic_takes_its_matches_along(store: Store) -> None:
    [item_id] = store_items(store, 1)
    with store.write() as tx:
        tx.matches.save_topics(TOPICS, {"elections": "v1"}, last_item_id=1)
        tx.matches.save(item_id, ["elections"], [a_match()])
        tx.matches.save_topics([], {}, last_item_id=1)
        assert tx.matches.list_of_item(item_id) == []


def test_a_topic_on_an_empty_store_has_nothing_to_retag(store: Store) -> None:
    with store.write() as tx:
        tx.matches.save_topics(TOPICS, {"elections": "v1"}, last_item_id=0)
        assert tx.matches.open_retags() == []


def test_moments_are_those_of_matched_items_published_since(store: Store) -> None:
    since = NOW - timedelta(days=30)
    moments = {"new": NOW, "at once": since, "old": since - timedelta(seconds=1), "plain": NOW}
    with store.write() as tx:
        for number, (guid, at) in enumerate(moments.items()):
            old = an_item(guid, published_at=at, first_seen_at=NOW + timedelta(seconds=number))
            [item] = tx.items.add(FEED, [(old, None)])
            if guid != "plain":
                tx.matches.save(item.id, ["elections"], [a_match()])
        assert tx.matches.list_moments(since) == [("elections", NOW), ("elections", since)]


def test_moments_are_complete_when_what_was_seen_first_was_stored_last(store: Store) -> None:
    with store.write() as tx:
        for ago in range(3):
            item = an_item(str(ago), first_seen_at=NOW - timedelta(seconds=ago))
            [stored] = tx.items.add(FEED, [(item, None)])
            tx.matches.save(stored.id, ["elections"], [a_match()])
        assert len(tx.matches.list_moments(NOW - timedelta(days=30))) == 3


def test_moments_are_found_without_looking_at_older_matches(store: Store) -> None:
    store_items(store, 1)
    asked: list[tuple[str, object]] = []
    with store.read() as tx:
        connection = tx.matches._connection
        event.listen(connection, "before_cursor_execute", lambda *call: asked.append(call[2:4]))
        tx.matches.list_moments(NOW)
        [(sql, values)] = asked
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert not [step for step in plan if step.startswith("SCAN") or "topic=" in step], plan
