"""How long ingest waits to write while old texts are dropped.

    python tests/bench/maintaining.py [ITEMS]

Drops the texts of ITEMS items (2,000 unless said otherwise; 3,000 characters each) beside a writer that
stores one source every 10 ms, as ingest would, and prints the longest and the usual wait of that writer, and
what the same writer waits alone for as long: on a busy machine it waits for the machine.
"""

import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from nouns import FEED, NOW, an_item

from monitor.model.feeds import Feed, Source
from monitor.model.service import Keeping
from monitor.pipeline.maintaining import PAUSE_S, Maintenance
from monitor.store.store import Store


def fill(store: Store, count: int) -> None:
    """Store items whose texts are all different."""
    chance = random.Random(1)
    words = [f"word{n}" for n in range(20_000)]
    with store.write() as tx:
        tx.feeds.save_sources([Source(key="paper", name="The Paper")])
        tx.feeds.save_feeds([Feed(url=FEED, source="paper")], now=NOW)
    for first in range(0, count, 100):
        texts = [" ".join(chance.choices(words, k=330)) for _ in range(100)]
        items = [
            (an_item(f"{first}-{n}", text=text, content_hash=f"{first}-{n}"), None)
            for n, text in enumerate(texts)
        ]
        with store.write() as tx:
            tx.items.add(FEED, items)


def wait_while(store: Store, is_on: Callable[[], bool]) -> list[float]:
    """Write again and again; return how long each write waited until it could begin, shortest first."""
    waits = []
    while is_on():
        begun = time.perf_counter()
        with store.write() as tx:
            waits.append(time.perf_counter() - begun)
            tx.feeds.save_sources([Source(key="other", name=str(len(waits)))])
        time.sleep(0.01)
    return sorted(waits)


def tell(what: str, waits: list[float]) -> None:
    """Print the usual wait, that of one write in a hundred, and the longest."""
    usual, long, longest = (waits[int((len(waits) - 1) * share)] * 1000 for share in (0.5, 0.99, 1))
    print(f"{what}: median {usual:.1f} ms, 99 of 100 below {long:.1f} ms, longest {longest:.0f} ms")


def main() -> None:
    """Print the waits."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open_file(Path(folder) / "monitor.db")
        fill(store, count)
        keeping = Keeping(unmatched=timedelta(days=90))
        maintenance = Maintenance(store, keeping=keeping, clock=lambda: NOW + timedelta(days=100))

        def drop() -> None:
            while outdated := maintenance.list_outdated():
                for item_id in outdated:
                    maintenance.drop(item_id)
                    time.sleep(PAUSE_S)
            maintenance.write_back()

        dropping = threading.Thread(target=drop)
        started = time.perf_counter()
        dropping.start()
        waits = wait_while(store, dropping.is_alive)
        took = time.perf_counter() - started
        print(f"{count} texts dropped in {took:.1f} s beside {len(waits)} writes")
        tell("wait to write", waits)
        until = time.perf_counter() + took
        tell("with nobody beside", wait_while(store, lambda: time.perf_counter() < until))
        store.close()


if __name__ == "__main__":
    main()
