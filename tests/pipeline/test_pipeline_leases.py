"""Leases while a feed is in hand, however long that takes."""

import asyncio
from datetime import timedelta
from pathlib import Path

from desk import Clock
from nouns import FEED, NOW

from monitor.model.feeds import Feed, Source
from monitor.pipeline.leases import LEASE_S, Leases
from monitor.store.store import Store


def test_a_feed_in_hand_stays_leased_and_is_free_when_it_is_given_back(tmp_path: Path) -> None:
    clock = Clock(NOW)
    store = Store.open_file(tmp_path / "monitor.db")
    with store.write() as tx:
        tx.feeds.save_sources([Source(key="paper", name="The Paper")])
        tx.feeds.save_feeds([Feed(url=FEED, source="paper")], now=NOW)
    ours, theirs = Leases(store, clock=clock), Leases(store, clock=clock)

    async def work() -> None:
        assert [feed.url for feed, _ in ours.claim(due_only=True)] == [FEED]
        in_hand = {FEED}
        async with ours.renewed(in_hand, every_s=0.02):
            for _ in range(5):
                clock.forward(seconds=LEASE_S - 60)
                before = clock.now
                while clock.now < before + timedelta(milliseconds=2):  # it is read at each renewal
                    await asyncio.sleep(0.02)
                assert theirs.claim(due_only=True) == []
            in_hand.clear()
            ours.release({FEED})
            await asyncio.sleep(0.1)  # a renewal must not lease it again
            assert [feed.url for feed, _ in theirs.claim(due_only=False)] == [FEED]

    asyncio.run(work())
    store.close()


def test_a_feed_whose_process_was_killed_is_free_after_the_lease(store: Store) -> None:
    clock = Clock(NOW)
    assert len(Leases(store, clock=clock).claim(due_only=True)) == 1
    clock.forward(seconds=LEASE_S - 1)
    assert Leases(store, clock=clock).claim(due_only=True) == []
    clock.forward(seconds=2)
    [(_, state)] = Leases(store, clock=clock).claim(due_only=True)
    assert state.next_fetch_at <= NOW + timedelta(seconds=1)
