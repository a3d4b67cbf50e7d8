"""Keeping what was read while another program holds the database."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from desk import Clock
from nouns import FEED, NOW

from monitor.errors import FetchError, StoreError
from monitor.model.feeds import Feed, FeedState, Source
from monitor.pipeline.keeping import Keeper
from monitor.pipeline.outcome import Watched
from monitor.query.match import Matcher
from monitor.store.store import Store
from monitor.words.names.index import NameIndex
from monitor.words.stems import stem

PAPER = Feed(url=FEED, source="paper")


def test_one_refusal_ends_the_writes_of_a_pass_and_the_next_pass_tries_again(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"
    store = Store.open_file(path, busy_timeout_s=0.05)
    with store.write() as tx:
        tx.feeds.save_sources([Source(key="paper", name="The Paper")])
        tx.feeds.save_feeds([PAPER], now=NOW)
    watched = Watched(
        sources={},
        matcher=Matcher([], [], index=NameIndex(()), stem=stem),
        every_s=60,
        quiet_s=60,
        seeds_dir=tmp_path,
    )
    keeper = Keeper(store, watched=watched, clock=Clock())
    other = sqlite3.connect(path, isolation_level=None)

    async def keep() -> None:
        await keeper.keep_failure(PAPER, FeedState(next_fetch_at=NOW), FetchError("no answer"))

    async def work() -> None:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program holds the database"):
            await keep()
        other.execute("ROLLBACK")
        with pytest.raises(StoreError, match="another program holds the database"):
            await keep()
        assert keeper.is_refused
        keeper.begin()
        await keep()

    asyncio.run(work())
    other.close()
    with store.read() as tx:
        [(_, state)] = tx.feeds.list_feeds()
    assert state.error == "no answer"
    store.close()
