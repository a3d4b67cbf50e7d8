"""Texts are dropped when nobody wants to keep them any longer; nothing is taken for new because of that."""

from dataclasses import replace
from datetime import timedelta

import pytest
from nouns import FEED, NOW, a_match, an_item

from monitor.model.items import Item
from monitor.model.service import Keeping
from monitor.store.retention import part
from monitor.store.store import Store

DAY = timedelta(days=1)
KEEPING = Keeping(unmatched=90 * DAY, topics={"sport": 30 * DAY})


def add(store: Store, *items: Item) -> list[int]:
    with store.write() as tx:
        changes = tx.recognition.find_changes(FEED, items)
        added = tx.items.add(FEED, changes.new)
        for item in changes.revised:
            tx.items.revise(item, now=NOW)
    return [item.id for item in added]


def drop(store: Store, keeping: Keeping, *, days: float) -> list[int]:
    now = NOW + days * DAY
    with store.write() as tx:
        outdated = tx.retention.list_outdated(keeping, now=now)
        for item_id in outdated:
            tx.retention.drop(part(tx.items.get(item_id), now=now))
    return outdated


@pytest.mark.parametrize(
    ("topics", "days", "is_dropped"),
    [
        ((), 89, False),
        ((), 91, True),
        (("elections",), 10_000, False),
        (("sport",), 29, False),
        (("sport",), 31, True),
        (("sport", "elections"), 10_000, False),
    ],
)
def test_a_text_is_kept_as_long_as_one_of_its_topics_wants(
    store: Store, topics: tuple[str, ...], days: float, is_dropped: bool
) -> None:
    [item_id] = add(store, an_item())
    with store.write() as tx:
        tx.matches.add([a_match(item_id, topic) for topic in topics])
    assert drop(store, KEEPING, days=days) == ([item_id] if is_dropped else [])
    assert drop(store, KEEPING, days=days) == []
    with store.read() as tx:
        item = tx.items.get(item_id)
        assert [match.topic for match in tx.matches.list_of_item(item_id)] == sorted(topics)
    assert (item.title, item.text) == ("Headline 1", "" if is_dropped else "Text 1")
    assert item.dropped_at == (NOW + days * DAY if is_dropped else None)


def test_nothing_is_dropped_where_all_is_kept_for_ever(store: Store) -> None:
    add(store, an_item())
    assert drop(store, Keeping(), days=10_000) == []


def test_a_dropped_item_is_known_by_guid_address_and_content(store: Store) -> None:
    text = "A text that is long enough to tell one article from any other. " * 10
    item = an_item(text=text)
    [item_id] = add(store, item)
    drop(store, KEEPING, days=100)
    moved = replace(item, guid="2", url="https://paper.test/moved")
    assert add(store, item, replace(item, guid="3"), moved) == []
    with store.read() as tx:
        assert tx.items.get(item_id).text == ""


def test_a_dropped_item_that_changes_is_whole_again_and_dropped_again(store: Store) -> None:
    [item_id] = add(store, an_item())
    drop(store, KEEPING, days=100)
    assert add(store, an_item(text="Corrected")) == []
    with store.read() as tx:
        item = tx.items.get(item_id)
    assert (item.text, item.revisions, item.dropped_at) == ("Corrected", 1, None)
    assert drop(store, KEEPING, days=200) == [item_id]
    with store.read() as tx:
        assert tx.items.list_revisions(item_id) == []


def test_retagging_leaves_alone_what_can_no_longer_be_read(store: Store) -> None:
    kept, dropped = add(store, an_item("1"), an_item("2", first_seen_at=NOW - 80 * DAY))
    drop(store, KEEPING, days=20)
    with store.read() as tx:
        assert tx.items.unchanged(tx.items.list_by_id([kept, dropped])) == [kept]


def test_an_item_revised_before_its_texts_are_dropped_keeps_them(store: Store) -> None:
    [item_id] = add(store, an_item())
    with store.read() as tx:
        parting = part(tx.items.get(item_id), now=NOW)
    add(store, an_item(text="Revised"))
    with store.write() as tx:
        tx.retention.drop(parting)
    with store.read() as tx:
        assert tx.items.get(item_id).text == "Revised"
        assert tx.items.get(item_id).dropped_at is None
