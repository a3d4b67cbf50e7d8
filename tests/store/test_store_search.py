"""The index of words: what it finds, and that it always says what the items say."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from nouns import FEED, NOW, an_item
from sqlalchemy import create_engine, text

from monitor.errors import StoreError
from monitor.model.feeds import Feed, Source
from monitor.model.items import Item
from monitor.store.search import Bounds
from monitor.store.store import Store, Transaction
from monitor.words.keys import text_keys, word_key

VERSION = "1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "monitor.db"


@pytest.fixture
def indexed(path: Path) -> Store:
    """A store on disk with one feed, whose index was made by version 1."""
    store = Store.open_file(path)
    with store.write() as tx:
        tx.feeds.save_sources([Source(key="paper", name="The Paper")])
        tx.feeds.save_feeds([Feed(url=FEED, source="paper")], now=NOW)
        tx.search.save_version(VERSION, last_item_id=0)
    return store


def add(store: Store, *items: Item) -> list[Item]:
    with store.write() as tx:
        return tx.items.add(FEED, [(item, item.url) for item in items])


def find(store: Store, *clauses: Sequence[str], version: str = VERSION, **bounds: object) -> list[int]:
    with store.read() as tx:
        return list(tx.search.find([set(each) for each in clauses], Bounds(**bounds), version=version))


def fill(tx: Transaction, items: Sequence[Item], *, below: int | None) -> None:
    tx.search.add(items)
    tx.search.mark_filled(below=below)


def test_items_are_found_by_their_words_and_stems_newest_first(indexed: Store) -> None:
    add(
        indexed,
        an_item("1", title="Sanctions lifted", text="", first_seen_at=NOW),
        an_item("2", title="", text="A sanction", first_seen_at=NOW + timedelta(hours=1)),
        an_item("3", title="Санкциями", text="", language="ru"),
    )
    assert find(indexed, ["sanctions"]) == [1]
    assert find(indexed, ["sanction"]) == [2, 1]
    assert find(indexed, ["sanct*"]) == [2, 1]
    assert find(indexed, ["sanction", "санкциями"]) == [2, 3, 1]
    assert find(indexed, ["sanction"], ["lifted", "imposed"]) == [1]
    assert find(indexed, ["sanctio"]) == []
    indexed.close()


@pytest.mark.parametrize(
    "word",
    ["п'ять", "⑴", "ﷺ", "½", "a⒈b", "n̈ato", "м̆", "日", "กา", "ß", "ŉato", "AND", "NEAR", "x" * 300, "᷀a᷀"],
)
def test_no_word_is_cut_or_folded_by_the_index(indexed: Store, word: str) -> None:
    [item] = add(indexed, an_item("1", title=word, text="", language=""))
    add(indexed, an_item("2", title="something else"))
    assert text_keys([word], "")
    for key in text_keys([word], ""):
        assert find(indexed, [key]) == [item.id]
    indexed.close()


def test_words_that_share_a_long_beginning_share_a_key(indexed: Store) -> None:
    add(indexed, an_item("1", title="x" * 10_000, text=""))
    assert find(indexed, [word_key("x" * 500)]) == [1]
    indexed.close()


def test_a_revised_item_is_found_by_what_it_says_now(indexed: Store, path: Path) -> None:
    [item] = add(indexed, an_item("1", title="Harbour opens", text="It's open."))
    for title in ("Harbour closes", "Harbour opens", "Quay closes"):
        with indexed.write() as tx:
            tx.items.revise(replace(item, title=title), now=NOW)
    assert find(indexed, ["quay"]) == [1]
    assert find(indexed, ["open"]) == [1]
    assert find(indexed, ["harbour"]) == []
    assert find(indexed, ["opens"]) == []
    indexed.close()
    check_integrity(path)


def check_integrity(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO item_word (item_word) VALUES ('integrity-check')"))
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    engine.dispose()


def test_an_item_that_was_not_stored_is_not_in_the_index(indexed: Store) -> None:
    with pytest.raises(StoreError, match="such feed"), indexed.write() as tx:
        tx.items.add("https://nowhere.test/", [(an_item("1", title="Harbour"), None)])
    add(indexed, an_item("2", title="Quay"))
    assert find(indexed, ["harbour"]) == []
    indexed.close()


def test_when_the_rules_change_the_index_is_made_anew_from_the_newest_item_down(indexed: Store) -> None:
    items = add(indexed, *(an_item(str(n), title=f"word{n}", text="") for n in range(1, 5)))
    with indexed.write() as tx:
        tx.search.save_version("2", last_item_id=4)
        assert tx.search.below() == 5
        fill(tx, items[2:], below=3)
    add(indexed, an_item("5", title="word5", text=""))
    # The first two are not in the index yet: they may match anything.
    assert find(indexed, ["word4"], version="2") == [4, 2, 1]
    assert find(indexed, ["word5"], version="2") == [5, 2, 1]
    with indexed.write() as tx:
        fill(tx, items[:2], below=None)
    assert find(indexed, ["word4"], version="2") == [4]
    assert find(indexed, ["word1"], version="2") == [1]
    indexed.close()


def test_an_item_revised_before_its_turn_is_indexed_once(indexed: Store, path: Path) -> None:
    [item] = add(indexed, an_item("1", title="Harbour", text=""))
    with indexed.write() as tx:
        tx.search.save_version("2", last_item_id=1)
        tx.items.revise(replace(item, title="Quay"), now=NOW)
        fill(tx, tx.items.list_below(2, limit=10), below=None)
    assert find(indexed, ["quay"], version="2") == [1]
    assert find(indexed, ["harbour"], version="2") == []
    indexed.close()
    check_integrity(path)


def test_an_index_made_by_other_rules_is_not_asked(indexed: Store) -> None:
    add(indexed, an_item("1", title="Harbour"), an_item("2", title="Quay"))
    assert find(indexed, ["harbour"], version="2") == [2, 1]
    assert find(indexed) == [2, 1]
    indexed.close()


def test_bounds_hold_with_and_without_clauses(indexed: Store) -> None:
    with indexed.write() as tx:
        tx.feeds.save_sources([Source(key="gazette", name="The Gazette")])
    add(
        indexed,
        *(
            an_item(
                str(n),
                title="Harbour",
                source="gazette" if n % 2 else "paper",
                language="ru" if n > 2 else "en",
                first_seen_at=NOW + timedelta(days=n),
            )
            for n in range(1, 5)
        ),
    )
    for clauses in ([["harbour"]], []):
        assert find(indexed, *clauses, since=NOW + timedelta(days=2), until=NOW + timedelta(days=4)) == [3, 2]
        assert find(indexed, *clauses, sources=("gazette",)) == [3, 1]
        assert find(indexed, *clauses, sources=("gazette", "paper")) == [4, 3, 2, 1]
        assert find(indexed, *clauses, languages=("en",)) == [2, 1]
        assert find(indexed, *clauses, languages=("en",), sources=("paper",)) == [2]
    indexed.close()
