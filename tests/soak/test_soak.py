"""A week of faults: every item stored once, every match in one issue of each digest, nothing grows for ever.

`pytest -m heavy -n 0 -s tests/soak` lives a week with 200 feeds in less than 20 minutes; as root it has a
disk of its own that is filled now and then. SOAK_SEED chooses another week.
"""

import logging
import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import soak_feeds
from postbox import mail_server
from soak_week import Week, feeds_server

from monitor.service.memory import hold_together
from monitor.store.engine import LOG_BYTES
from monitor.store.integrity import find_damage
from monitor.store.store import Store

DIGESTS = {"daily": {"harbour", "strike"}, "evening": {"harbour"}, "now": {"strike"}}


@contextmanager
def disk(folder: Path, *, megabytes: int) -> Iterator[bool]:
    """Make the folder a disk of its own, if we may; yield whether it is one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    is_mounted = (
        os.geteuid() == 0 and subprocess.run(command, check=False, capture_output=True).returncode == 0
    )
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def check_items(store: Store, week: Week) -> int:
    """Check that each item of the servers is stored once; return how many there are."""
    # A quiet feed is asked every four hours or so: what came after that it may not have been asked for yet.
    published = soak_feeds.guids(week.feeds, week.clock.now - timedelta(hours=6))
    with store.read() as tx:
        stored = Counter(
            (int(item.feed.rsplit("/", 1)[1]), item.guid)
            for item in tx.items.list_below(1 << 60, limit=1 << 30)
        )
    assert set(stored) >= published
    assert set(stored) <= soak_feeds.guids(week.feeds, week.clock.now)
    assert set(stored.values()) == {1}
    return len(stored)


def check_issues(store: Store) -> int:
    """Check that each match is in exactly one issue of each of its digests; return the number of matches."""
    with store.read() as tx:
        rows = tx.connection.exec_driver_sql("SELECT digest, item_id FROM issue_item").all()
        told = Counter((row.digest, row.item_id) for row in rows)
        matches = tx.connection.exec_driver_sql("SELECT item_id, topic FROM match").all()
        assert tx.outbox.counts().keys() == {"sent"}
    assert set(told.values()) == {1}
    for digest, topics in DIGESTS.items():
        wanted = {row.item_id for row in matches if row.topic in topics}
        assert wanted <= {item for of, item in told if of == digest}, digest
    return len(matches)


@pytest.fixture(autouse=True)
def _silence() -> Iterator[None]:
    """Keep pytest from keeping what is logged: an error holds the life of the program that it is of."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def live(folder: Path, *, feeds: int, step: timedelta, days: int, seed: int, quiet: int = 0) -> Week:
    # As the service does, and before there are threads: that of the mail server would have a heap of its own.
    hold_together()
    with mail_server() as box, feeds_server() as server, disk(folder / "disk", megabytes=200) as is_disk:
        data = folder / "disk" / "data"
        data.mkdir()
        week = Week(
            folder=folder, feeds=feeds, step=step, box=box, server=server, seed=seed, data=data,
            ballast=folder / "disk" / "ballast" if is_disk else None, quiet=timedelta(days=quiet),
        )  # fmt: skip
        week.live(days)
        store = Store.open_file(data / "monitor.db")
        items, matches = check_items(store, week), check_issues(store)
        store.write_back()
        store.close()
        ids = Counter(week.ids)
        assert max(ids.values()) == 1, "a mail came twice though the server never hung"
        assert list(find_damage(data / "monitor.db")) == []
        size = sum(path.stat().st_size for path in data.iterdir() if path.is_file())
        assert not (data / "monitor.db-wal").exists() or (data / "monitor.db-wal").stat().st_size <= LOG_BYTES
        assert {path.name for path in data.iterdir()} <= {
            "monitor.db",
            "monitor.db-wal",
            "monitor.db-shm",
            "reports",
        }
    memory = ", ".join(f"{each:.1f}" for each in week.memory)
    print(  # noqa: T201 - the figures
        f"{days} days, {feeds} feeds: {items} items, {matches} matches, {len(ids)} mails,"
        f" {size / items:.0f} bytes an item; memory at the end of each day {memory} MB,"
        f" blocks of Python {week.blocks}\n"
        f"faults: {dict(week.suffered)}\nrefused: {dict(week.refused)}"
    )
    return week


def test_days_of_faults_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    week = live(tmp_path, feeds=6, step=timedelta(hours=6), days=4, seed=7)
    assert len(week.suffered) > 5


@pytest.mark.heavy
def test_a_week_of_faults_with_200_feeds(tmp_path: Path) -> None:
    week = live(
        tmp_path, feeds=200, step=timedelta(minutes=20), days=7, quiet=14,
        seed=int(os.environ.get("SOAK_SEED", "1")),
    )  # fmt: skip
    assert len(week.suffered) > 8
    # Before the first of these all was full that is remembered of the last days, and the holes were made.
    assert week.memory[6] < week.memory[1] * 1.05
    # After a day without faults as many items are held as on the first of these, by as many blocks.
    assert week.blocks[7] < week.blocks[0] * 1.03
