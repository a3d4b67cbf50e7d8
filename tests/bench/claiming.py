"""What choosing the due feeds costs with many in the store.

    python tests/bench/claiming.py [FEEDS]

Milliseconds of one claim, in a file on disk, transaction included, by the clock and of the processor: the
median of 50 ticks of five seconds, with feeds that fall due evenly over half an hour; and once with all of
them due, as after a long stop.
"""

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.model.feeds import Feed, FeedState, Source
from monitor.store.store import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TICK = timedelta(seconds=5)
RHYTHM_S = 1800


def _fill(store: Store, feeds: int) -> None:
    with store.write() as tx:
        tx.feeds.save_sources([Source(key="paper", name="The Paper")])
        urls = [f"https://paper{number}.test/rss" for number in range(feeds)]
        tx.feeds.save_feeds([Feed(url=url, source="paper") for url in urls], now=NOW)
        for number, url in enumerate(urls):
            later = NOW + timedelta(seconds=RHYTHM_S * number / feeds)
            tx.feeds.save_state(url, FeedState(next_fetch_at=later, etag=f'"{number}"', arrivals=1.0))


def _claim(store: Store, now: datetime) -> tuple[float, float, int]:
    """Return the milliseconds of a claim by both clocks, and how many feeds it chose; then "poll" them."""
    started, cpu = time.perf_counter(), time.process_time()
    with store.write() as tx:
        claimed = tx.feeds.claim_due(now, lease_s=180)
    took_ms, cpu_ms = (time.perf_counter() - started) * 1000, (time.process_time() - cpu) * 1000
    with store.write() as tx:
        for feed, state in claimed:
            tx.feeds.save_state(feed.url, replace(state, next_fetch_at=now + timedelta(seconds=RHYTHM_S)))
    return took_ms, cpu_ms, len(claimed)


def main() -> None:
    """Fill a store, let the ticks go, and print what they took."""
    feeds = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open_file(Path(folder) / "monitor.db")
        _fill(store, feeds)
        _claim(store, NOW)
        ticks = [_claim(store, NOW + TICK * (number + 1)) for number in range(50)]
        took, cpu, chosen = (statistics.median(tick[column] for tick in ticks) for column in range(3))
        print(f"{feeds} feeds: {took:.2f} ms a tick, {cpu:.2f} of the processor, {chosen:.0f} feeds chosen")
        took, cpu, chosen = _claim(store, NOW + 7 * DAY)
        print(f"all due: {took:.0f} ms, {cpu:.0f} of the processor, {chosen:.0f} feeds chosen")
        store.close()


if __name__ == "__main__":
    main()
