"""The maintain job: old texts go in small steps, the log is written back, and nobody waits for it."""

import time
from datetime import timedelta
from pathlib import Path

from desk import Clock, last_run, rss, with_app, write_desk
from nouns import FEED, NOW, an_item
from pytest_httpserver import HTTPServer

from monitor.app.wiring import App
from monitor.model.feeds import Feed, Source
from monitor.model.service import Keeping
from monitor.pipeline.maintaining import Maintenance
from monitor.store.store import Store

TEXT = " ".join(f"word{n}" for n in range(400))


def test_old_texts_are_dropped_and_the_feed_that_still_has_them_brings_nothing_new(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    titles = ["H1 harbour opens", "C1 concert tonight"]
    httpserver.expect_request("/rss").respond_with_data(rss(*titles))
    config, clock = write_desk(tmp_path, [httpserver.url_for("/rss")], seed=""), Clock()

    async def work(app: App) -> None:
        await app.jobs.poll(due_only=False)
        assert await app.jobs.maintain() == 0
        clock.forward(days=91)
        assert await app.jobs.maintain() == 1
        httpserver.clear()
        httpserver.expect_request("/rss").respond_with_data(rss("N1 new", *titles))
        [outcome] = await app.jobs.poll(due_only=False)
        assert (outcome.new, outcome.revised) == (1, 0)
        with app.store.read() as tx:
            texts = {item.title: item.text for item in tx.items.list_items()}
            assert last_run(tx, "maintain").counts == {"dropped": 1}
        assert texts == {"N1 new": "No more is known.", titles[0]: "No more is known.", titles[1]: ""}

    with_app(config, clock, work)


def big_store(path: Path, count: int) -> Store:
    store = Store.open_file(path)
    with store.write() as tx:
        tx.feeds.save_sources([Source(key="paper", name="The Paper")])
        tx.feeds.save_feeds([Feed(url=FEED, source="paper")], now=NOW)
        tx.items.add(FEED, [(an_item(str(n), text=TEXT, content_hash=str(n)), None) for n in range(count)])
    return store


def test_the_file_does_not_grow_while_as_much_is_dropped_as_comes(tmp_path: Path) -> None:
    store = big_store(tmp_path / "monitor.db", 200)
    maintenance = Maintenance(
        store, keeping=Keeping(unmatched=timedelta(days=90)), clock=lambda: NOW + timedelta(days=100)
    )
    maintenance.write_back()
    size = (tmp_path / "monitor.db").stat().st_size
    for month in range(2):
        for item_id in maintenance.list_outdated():
            maintenance.drop(item_id)
        with store.write() as tx:
            tx.items.add(
                FEED,
                [(an_item(f"{month}-{n}", text=TEXT, content_hash=f"{month}-{n}"), None) for n in range(190)],
            )
        maintenance.write_back()
    # What grows is what is kept of each item for ever.
    assert (tmp_path / "monitor.db").stat().st_size - size < 0.5 * size
    store.close()


def test_the_log_is_given_back_once_no_reader_needs_it_and_nobody_waits_meanwhile(tmp_path: Path) -> None:
    store = big_store(tmp_path / "monitor.db", 100)
    log = tmp_path / "monitor.db-wal"
    with store.read() as tx:
        assert tx.items.last_id() == 100
        with store.write() as other:
            other.items.add(FEED, [(an_item(f"more-{n}", text=TEXT), None) for n in range(100)])
        started = time.monotonic()
        store.write_back()
        assert time.monotonic() - started < 5
        assert log.stat().st_size > 0
    store.write_back()
    assert log.stat().st_size == 0
    store.close()
