"""Stored items find their stories: whatever is killed, late, merged or corrected."""

import json
import logging
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk import START, Clock, rss, with_app, write_desk
from nouns import FEED, NOW, an_item
from pytest_httpserver import HTTPServer

from monitor.app.wiring import App
from monitor.cli.main import cli
from monitor.model.feeds import Feed, Source
from monitor.model.items import Item
from monitor.model.stories import Clustering, Placement
from monitor.pipeline.stories import LEASE_S, Stories
from monitor.store.store import Store
from monitor.words.names.index import NameIndex

DATA = Path(__file__).parents[1] / "data"
NAMES = NameIndex([])
FLOOD = "Flood in Klodzko: two thousand evacuated"
AGAIN = "Klodzko flood: 2,000 people evacuated"


def news(days: float, file: str = "stories.jsonl") -> list[Item]:
    """Return articles of our own, in the order in which they were published, within so many days."""
    lines = sorted(
        map(json.loads, (DATA / file).read_text().splitlines()), key=lambda line: line["published"]
    )
    step = timedelta(days=days) / len(lines)
    return [
        an_item(
            line["id"], title=line["title"], text=line["text"], language=line["lang"], **at(NOW + n * step)
        )
        for n, line in enumerate(lines)
    ]


def at(published: datetime, seen: datetime | None = None) -> dict[str, datetime]:
    return {"published_at": published, "first_seen_at": seen or published}


def add(store: Store, items: Iterable[Item]) -> None:
    with store.write() as tx:
        tx.items.add(FEED, [(replace(item, url=""), None) for item in items])


def placer(store: Store) -> Stories:
    return Stories(store, names=NAMES, clock=lambda: NOW)


def found(store: Store) -> dict[int, int]:
    with store.read() as tx:
        return tx.stories.of_items(range(1, tx.items.last_id() + 1))


def place(store: Store, stories: Stories | None = None) -> dict[int, int]:
    stories = stories or placer(store)
    while stories.place_batch():
        pass
    return found(store)


def fresh(tmp_path: Path, name: str) -> Store:
    store = Store.open_file(tmp_path / name)
    with store.write() as tx:
        tx.feeds.save_sources([Source(key="paper", name="The Paper")])
        tx.feeds.save_feeds([Feed(url=FEED, source="paper")], now=NOW)
    return store


def test_the_same_items_give_the_same_stories_however_often_one_begins_anew(
    store: Store, tmp_path: Path
) -> None:
    items = news(days=10)
    add(store, items)
    whole = place(store)
    assert len(whole) == len(items)
    assert len(set(whole.values())) < len(items) * 0.6
    broken = fresh(tmp_path, "broken.db")
    for first in range(0, len(items), 35):
        add(broken, items[first : first + 35])
        place(broken)
    assert found(broken) == whole
    broken.close()


def test_items_that_leave_their_story_do_so_however_often_one_begins_anew(
    store: Store, tmp_path: Path
) -> None:
    items = news(9, "stories-8.jsonl")
    add(store, items)
    whole = place(store)
    with store.read() as tx:
        members = [member for its in tx.stories.members(set(whole.values())).values() for member in its]
    left = [member.because for member in members if member.moved_from and member.because]
    assert any(name[0].isupper() for because in left for name in because.names)  # as the texts write it
    broken = fresh(tmp_path, "broken.db")
    for first in range(0, len(items), 7):
        add(broken, items[first : first + 7])
        place(broken)
    assert found(broken) == whole
    broken.close()


def test_a_restart_reads_no_text_again(store: Store) -> None:
    add(store, [an_item("flood", title=FLOOD, **at(NOW))])
    place(store)
    with store.write() as tx:
        tx.connection.exec_driver_sql("UPDATE item SET title = '', text = ''")
    add(store, [an_item("again", title=AGAIN, **at(NOW + timedelta(hours=1)))])
    assert place(store) == {1: 1, 2: 1}


def test_items_that_were_understood_otherwise_are_read_again_once(store: Store, tmp_path: Path) -> None:
    items = news(days=10)
    add(store, items)
    whole = place(store)
    other = fresh(tmp_path, "other.db")
    for version, first in enumerate(range(0, len(items), 90)):
        add(other, items[first : first + 90])
        place(other, Stories(other, names=NAMES, clock=lambda: NOW, version=str(version)))
        with other.read() as tx:
            assert tx.window.is_whole(str(version), last=tx.stories.last_placed())
            assert not tx.window.is_whole("another", last=tx.stories.last_placed())
    assert found(other) == whole
    with other.read() as tx:
        assert min(tx.window.stories()) > 1, "what has left the window is kept"
    other.close()


def test_a_window_with_a_part_missing_is_not_gone_by(store: Store) -> None:
    items = news(days=2)
    for first in range(0, 120, 40):
        add(store, items[first : first + 40])
        place(store)
    with store.write() as tx:
        assert tx.window.is_whole("", last=120)
        tx.connection.exec_driver_sql("DELETE FROM story_window WHERE last = 80")
        assert not tx.window.is_whole("", last=120)
    add(store, items[120:140])
    place(store)
    with store.read() as tx:
        assert tx.window.is_whole("", last=140)


def test_a_window_that_is_damaged_is_made_anew_from_the_texts(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    add(store, [an_item("flood", title=FLOOD, **at(NOW))])
    place(store)
    with store.write() as tx:
        tx.connection.exec_driver_sql("UPDATE story_window SET held = zeroblob(20)")
    add(store, [an_item("again", title=AGAIN, **at(NOW + timedelta(hours=1)))])
    with caplog.at_level(logging.ERROR):
        assert place(store) == {1: 1, 2: 1}
        assert "window of stories is damaged" in caplog.text
        caplog.clear()
        add(store, [an_item("more", title=AGAIN, **at(NOW + timedelta(hours=2)))])
        assert place(store) == {1: 1, 2: 1, 3: 1}
        assert not caplog.text


def test_a_kill_before_a_batch_is_stored_loses_nothing(store: Store) -> None:
    add(store, news(days=2)[:150])
    stories = placer(store)
    assert stories.begin()
    assert stories.place_batch() == 100
    # Killed here: the lease stays, what was placed stays, and the next process goes on after it.
    assert not placer(store).begin()
    later = Stories(store, names=NAMES, clock=lambda: NOW + timedelta(seconds=LEASE_S + 1))
    assert later.begin()
    assert len(place(store, later)) == 150


def test_a_process_that_was_overtaken_reads_the_stories_anew(store: Store) -> None:
    add(store, news(days=2)[:120])
    first, second = placer(store), placer(store)
    first.place_batch()
    second.place_batch()
    add(store, news(days=2)[120:140])
    assert first.place_batch() == 20
    assert len(found(store)) == 140


def test_a_late_item_joins_a_story_of_its_own_time(store: Store) -> None:
    long_ago = NOW - timedelta(days=20)
    later = [an_item(str(n), title=f"Market news number {n}", **at(NOW)) for n in range(3)]
    late = an_item("late", title=AGAIN, **at(long_ago + timedelta(hours=5), NOW))
    add(store, [an_item("flood", title=FLOOD, **at(long_ago)), *later, late])
    another = an_item("other", title=AGAIN, **at(long_ago + timedelta(days=9), NOW))
    add(store, [another])
    stories = place(store)
    assert stories[5] == 1
    assert stories[6] == 6


def test_a_late_item_joins_one_of_the_next_day_that_came_late_too(store: Store) -> None:
    midnight = NOW.replace(hour=0, minute=0) - timedelta(days=20)
    add(
        store,
        [
            an_item("other", title="Markets", text="", **at(midnight - timedelta(hours=9), NOW)),
            an_item("flood", title=FLOOD, **at(midnight + timedelta(hours=1), NOW)),
            an_item("again", title=AGAIN, **at(midnight - timedelta(hours=1), NOW)),
        ],
    )
    assert place(store) == {1: 1, 2: 2, 3: 2}


def test_corrections_hold_while_the_service_goes_on(store: Store) -> None:
    hours = [NOW + timedelta(hours=n) for n in range(4)]
    add(store, [an_item("1", title=FLOOD, **at(hours[0])), an_item("2", title=AGAIN, **at(hours[1]))])
    stories = placer(store)
    assert place(store, stories) == {1: 1, 2: 1}
    with store.write() as tx:
        tx.corrections.split(1, [2], now=NOW)
    add(store, [an_item("3", title="Klodzko: two thousand people evacuated in flood", **at(hours[2]))])
    after = place(store, stories)
    assert (after[1], after[2]) == (1, 2)
    assert after[3] in (1, 2)
    with store.write() as tx:
        tx.corrections.merge(1, 2, now=NOW)
    add(store, [an_item("4", title="Flood: Klodzko evacuates two thousand", **at(hours[3]))])
    assert set(place(store, stories).values()) == {1}


def test_stories_are_shown_and_corrected_on_the_command_line(tmp_path: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss(FLOOD, AGAIN), content_type="application/rss+xml")
    config = write_desk(tmp_path, [httpserver.url_for("/rss")], seed="")

    async def work(app: App) -> None:
        await app.jobs.poll(due_only=False)
        assert await app.jobs.place_stories()
        with app.store.read() as tx:
            assert tx.stories.of_items([1, 2]) == {1: 1, 2: 1}

    with_app(config, Clock(START), work)

    def run(*arguments: str) -> str:
        options = ["--config", str(config), "--data", str(tmp_path / "data")]
        done = CliRunner().invoke(cli, [*options, *arguments], catch_exceptions=False)
        assert done.exit_code == 0
        return done.stdout

    assert [story["items"] for story in json.loads(run("stories", "--days", "9999", "--json"))] == [2]
    shown = run("story", "2")
    assert "story 1  2 items  1 source" in shown
    assert "nearest to item 1" in shown
    assert "Klodzko" in shown
    assert "numbers: 2,000 people\n" in shown
    assert run("stories", "split", "1", "2") == "story 1: 1 item\nstory 2: 1 item\n"
    assert "put into this story by the operator; before: the same event" in run("story", "2")
    assert run("stories", "merge", "2", "1") == "story 1: 2 items\n"
    shown = run("story", "1")
    assert "took in story 2, by the operator" in shown
    assert "story 2 was split from it, by the operator" in shown
    assert shown.index("was split from it") < shown.index("took in")
    alone = Placement(item_id=2, story=2, sameness="opens")
    with closing(Store.open_file(tmp_path / "data" / "monitor.db")) as store, store.write() as tx:
        tx.placing.save(Clustering(placements=(), mergings=(), moved=(alone,)), now=NOW)
    shown = run("story", "2")
    assert "out of story 1, when new items showed it to be of another event" in shown
    assert "was split from story 1, as new items showed" in shown
    assert [each["by_operator"] for each in json.loads(run("story", "2", "--json"))["splittings"]] == [
        True,
        False,
    ]
