"""Backups made while others write, each whole and of one moment; and put back.

`pytest -m heavy -n 0 -s tests/store/test_store_backup.py` makes 50 backups and flips bytes 300 times.
"""

import random
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from nouns import FEED, NOW, a_match, an_item

from monitor.errors import StoreError
from monitor.model.feeds import Feed, Source
from monitor.store.backup import back_up, restore
from monitor.store.integrity import find_damage, find_strays, note_pages
from monitor.store.retention import part
from monitor.store.store import Store

WORDS = [f"word{n}" for n in range(5_000)]


def filled(path: Path, count: int) -> Store:
    store = Store.open_file(path)
    with store.write() as tx:
        tx.feeds.save_sources([Source(key="paper", name="The Paper")])
        tx.feeds.save_feeds([Feed(url=FEED, source="paper")], now=NOW)
    for number in range(count):
        add(store, number)
    return store


def add(store: Store, number: int) -> None:
    """Store an item and its match in one transaction."""
    text = " ".join(random.Random(number).choices(WORDS, k=number % 500))
    with store.write() as tx:
        [item] = tx.items.add(FEED, [(an_item(str(number), text=text, content_hash=f"{number}"), None)])
        tx.matches.add([a_match(item.id)])


def content(path: Path) -> list[str]:
    database = sqlite3.connect(path)
    lines = [
        str(row)
        for table in ("item", "match", "entry", "source", "feed", "checksum")
        for row in database.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
    ]
    database.close()
    return lines


@contextmanager
def writing(store: Store, first: int) -> Iterator[None]:
    """Add items in a second thread, all the time."""
    stop = threading.Event()

    def write() -> None:
        number = first
        # Not without a pause, or each backup would be larger than the one before, and the last ones huge.
        while not stop.wait(0.02):
            add(store, number)
            number += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def back_up_and_restore(folder: Path, *, times: int) -> None:
    path = folder / "monitor.db"
    store = filled(path, 100)
    numbers = []
    with writing(store, 100):
        for time in range(times):
            back_up(path, folder / f"{time}.bak")
    store.close()
    for time in range(times):
        backup = folder / f"{time}.bak"
        assert restore(path, backup, now=NOW)
        assert content(path) == content(backup)
        assert list(find_damage(path)) == []
        again = Store.open_file(path)
        with again.read() as tx:
            items = [item.guid for item in tx.items.list_below(1 << 60, limit=1 << 30)]
            assert tx.matches.counts() == {"elections": len(items)}
        again.close()
        # Of one moment: no gap, and none without its match.
        assert items == [str(number) for number in reversed(range(len(items)))]
        numbers.append(len(items))
    print(f"{times} backups of {numbers[0]} to {numbers[-1]} items: all restored equal")  # noqa: T201
    assert numbers == sorted(numbers)
    assert numbers[-1] > 100


def test_backups_made_during_writes_are_restored_equal(tmp_path: Path) -> None:
    back_up_and_restore(tmp_path, times=3)


@pytest.mark.heavy
def test_fifty_backups_made_during_writes_are_restored_equal(tmp_path: Path) -> None:
    back_up_and_restore(tmp_path, times=50)


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    filled(tmp_path / "data" / "monitor.db", 3).close()
    target = tmp_path / "night.bak"
    for _ in range(2):
        back_up(tmp_path / "data" / "monitor.db", target)
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "night.bak"]


def test_what_is_no_backup_is_not_overwritten(tmp_path: Path) -> None:
    database = tmp_path / "monitor.db"
    filled(database, 3).close()
    letter = tmp_path / "letter"
    letter.write_text("Dear Ann")
    for target in (letter, database):
        before = target.read_bytes()
        with pytest.raises(StoreError, match="is no former backup and is not overwritten"):
            back_up(database, target)
        assert target.read_bytes() == before
    with pytest.raises(StoreError, match="nowhere: No such file or directory: choose a folder that exists"):
        back_up(database, tmp_path / "nowhere" / "night.bak")
    # As of a folder that is not for us, which root, as whom tests may run, would be let into.
    with pytest.raises(StoreError, match="File name too long: choose another place"):
        back_up(database, tmp_path / ("n" * 300))


def flip(path: Path) -> None:
    """Flip 16 bytes within the texts of an item."""
    data = bytearray(path.read_bytes())
    [place, *_] = (found.start() for found in re.finditer(rb"word\d+ word\d+ word", data))
    data[place : place + 16] = bytes(255 ^ byte for byte in data[place : place + 16])
    path.write_bytes(data)


def test_a_damaged_database_replaces_no_good_backup_and_a_damaged_backup_no_database(tmp_path: Path) -> None:
    database, backup = tmp_path / "monitor.db", tmp_path / "night.bak"
    filled(database, 30).close()
    back_up(database, backup)
    good = backup.read_bytes()
    flip(database)
    with pytest.raises(StoreError, match=r"item \d+ is not as this program wrote it: no backup was made"):
        back_up(database, backup)
    assert backup.read_bytes() == good
    flip(backup)
    before = database.read_bytes()
    with pytest.raises(StoreError, match=r"the backup is damaged .* choose an earlier one"):
        restore(database, backup, now=NOW)
    assert database.read_bytes() == before


def test_nothing_is_restored_while_somebody_has_the_database_open(tmp_path: Path) -> None:
    database, backup = tmp_path / "monitor.db", tmp_path / "night.bak"
    store = filled(database, 3)
    back_up(database, backup)
    add(store, 3)
    with pytest.raises(StoreError, match="has the database open: stop it and try again"):
        restore(database, backup, now=NOW)
    with store.read() as tx:
        assert tx.items.last_id() == 4
    store.close()
    aside = restore(database, backup, now=NOW)
    assert aside
    assert aside.name == "monitor.db.before-restore-20260301T120000Z"
    former, restored = Store.open_file(aside), Store.open_file(database)
    with former.read() as then, restored.read() as now:
        assert (then.items.last_id(), now.items.last_id()) == (4, 3)
    former.close()
    restored.close()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: None, "there is no such file"),
        (lambda path: path.mkdir(), "Is a directory: choose a file that can be read"),
        (lambda path: path.write_text("Dear Ann"), "is no backup of this program"),
        (
            lambda path: sqlite3.connect(path).execute("CREATE TABLE recipe (a)"),
            "is no backup of this program",
        ),
    ],
)
def test_what_is_no_backup_is_not_restored(tmp_path: Path, make: object, told: str) -> None:
    make(tmp_path / "night.bak")
    with pytest.raises(StoreError, match=told):
        restore(tmp_path / "monitor.db", tmp_path / "night.bak", now=NOW)
    assert not (tmp_path / "monitor.db").exists()


def test_a_damaged_database_gives_way_to_a_backup_and_is_kept(tmp_path: Path) -> None:
    database, backup = tmp_path / "monitor.db", tmp_path / "night.bak"
    filled(database, 3).close()
    back_up(database, backup)
    database.write_bytes(b"nothing but noise " * 1_000)
    (tmp_path / "monitor.db-wal").write_bytes(b"more noise")
    aside = restore(database, backup, now=NOW)
    assert list(find_damage(database)) == []
    assert aside
    assert aside.read_bytes().startswith(b"nothing but noise")
    assert not (tmp_path / "monitor.db-wal").exists()


def flip_anywhere(folder: Path, *, times: int, items: int) -> float:
    """Flip 16 bytes anywhere in a copy, again and again; return the share of flips that were found."""
    path, copy = folder / "monitor.db", folder / "copy.db"
    store = filled(path, items)
    lived(store, items)
    store.close()
    back_up(path, copy)
    good, chance = copy.read_bytes(), random.Random(2026)
    assert (list(find_damage(copy)), find_strays(copy)) == ([], [])
    found = 0
    for _ in range(times):
        place = chance.randrange(len(good) - 16)
        was = good[place : place + 16]
        copy.write_bytes(good[:place] + bytes(255 ^ byte for byte in was) + good[place + 16 :])
        found += bool(next(find_damage(copy), None) or find_strays(copy))
    print(f"{found} of {times} flips found in {len(good) / 1e6:.1f} MB")  # noqa: T201 - the figures
    return found / times


def lived(store: Store, items: int) -> None:
    """Have some items revised, and the texts of some dropped, as happens over the years."""
    for number in range(1, items, 7):
        with store.write() as tx:
            item = tx.items.get(number)
            tx.items.revise(replace(item, text=f"{item.text} {number}", content_hash=f"-{number}"), now=NOW)
            tx.retention.drop(part(tx.items.get(number // 2 + 1), now=NOW))


def test_damage_anywhere_is_found(tmp_path: Path) -> None:
    assert flip_anywhere(tmp_path, times=10, items=300) >= 0.9


@pytest.mark.heavy
def test_damage_anywhere_is_found_at_least_95_times_of_100(tmp_path: Path) -> None:
    assert flip_anywhere(tmp_path, times=300, items=2_000) >= 0.95


def test_no_use_of_a_database_is_taken_for_damage(tmp_path: Path) -> None:
    path, chance = tmp_path / "monitor.db", random.Random(7)
    filled(path, 60).close()
    for first in range(60, 180, 30):
        note_pages(path)
        store = Store.open_file(path)
        for number in range(first, first + 30):
            add(store, number)
            with store.write() as tx:
                old = tx.items.get(chance.randrange(1, first))
                text = " ".join(chance.choices(WORDS, k=chance.choice([3, 90, 700])))
                tx.items.revise(replace(old, text=text, content_hash=f"-{number}"), now=NOW)
                for item_id in chance.choices(range(1, first), k=2):
                    tx.retention.drop(part(tx.items.get(item_id), now=NOW))
                other = chance.randrange(1, first)
                tx.matches.save(other, {"elections": "2"}, [a_match(other)] if chance.random() < 0.5 else [])
        with pytest.raises(RuntimeError, match="would lose its locks"):
            find_strays(path)
        store.close()
        assert find_strays(path) == []
