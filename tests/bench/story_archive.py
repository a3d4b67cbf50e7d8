"""How fast stored items are placed into stories, and in how much memory, at the end of archives of any size.

    python tests/bench/story_archive.py [items in the archive]...

Each archive has a process of its own. It is written in bulk and ends where the window of made news begins
(`story.py`; 20,000 items in three days), which the pipeline's own step then places from the database, a
hundred in a transaction. Measured are the last items, and how long a service that starts again takes to read
its windows. Time is CPU time; memory is what the process takes more than before it placed anything.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, insert
from story import MEASURED, START, STEP, WINDOW_ITEMS, held, made

from monitor.model.feeds import Feed, Source
from monitor.model.items import Item
from monitor.pipeline.stories import BATCH, Stories
from monitor.store.convert import item_values
from monitor.store.rows import ItemRow
from monitor.store.store import Store
from monitor.store.story_rows import StoryItemRow, StoryRow
from monitor.store.tables import table_of
from monitor.words.names.index import NameIndex

FEED = "https://made.test/rss"
#: Items of one statement, articles of a made story, and how many texts the archive has.
BULK, STORY, TEXTS = 10_000, 10, 2_000


def main() -> None:
    """Measure each archive, in a process of its own."""
    if sys.argv[1:2] == ["one"]:
        measure(int(sys.argv[2]))
        return
    for size in sys.argv[1:] or ["20000", "1000000"]:
        subprocess.run([sys.executable, __file__, "one", size], check=True)


def measure(archive: int) -> None:
    """Print the figures of one archive."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "monitor.db"
        store = fill(path, archive)
        at_first = held()
        stories = placer(store)
        place(stories, WINDOW_ITEMS - MEASURED)
        spent = place(stories, MEASURED)
        taken = held() - at_first
        anew = add_one_and_place(store, number=archive + WINDOW_ITEMS + 1)
        print(
            f"{archive:,} items in the archive ({path.stat().st_size / 1e6:,.0f} MB): "
            f"{MEASURED / spent:,.0f} items/s, {taken:.0f} MB taken; {anew:.1f} s to start again",
            flush=True,
        )
        store.close()


def placer(store: Store) -> Stories:
    """Return the step of the pipeline, as a service that has just started has it."""
    return Stories(store, names=NameIndex([]), clock=lambda: START)


def place(stories: Stories, count: int) -> float:
    """Place so many items; return the CPU seconds that this took."""
    before = time.process_time()
    for _ in range(count // BATCH):
        stories.place_batch()
    return time.process_time() - before


def add_one_and_place(store: Store, *, number: int) -> float:
    """Return the CPU seconds that a service takes which starts and finds one item waiting."""
    with store.write() as tx:
        tx.items.add(FEED, [(numbered(next(made()), number), None)])
    before = time.process_time()
    placer(store).place_batch()
    return time.process_time() - before


def fill(path: Path, archive: int) -> Store:
    """Return a store with an archive, all in stories, and a window of items that are in none."""
    store = Store.open_file(path)
    with store.write() as tx:
        tx.feeds.save_sources([Source(key="made", name="Made")])
        tx.feeds.save_feeds([Feed(url=FEED, source="made")], now=START)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        for first in range(1, archive + 1, BULK):
            write_archive(connection, range(first, min(first + BULK, archive + 1)))
        news = enumerate(islice(made(), WINDOW_ITEMS), start=archive + 1)
        waiting = (item_values(numbered(each, number), identity=None) for number, each in news)
        while rows := list(islice(waiting, BULK)):
            connection.execute(insert(table_of(ItemRow)), rows)
    engine.dispose()
    return store


def write_archive(connection: Connection, numbers: range) -> None:
    """Store items of these numbers, ten to a story."""
    rows = list(archived(numbers))
    connection.execute(insert(table_of(ItemRow)), rows)
    opened = [row for row in rows if row["id"] == story_of(row["id"])]
    connection.execute(
        insert(table_of(StoryRow)),
        [
            {"id": row["id"], "first_at": row["published_at"], "last_at": row["published_at"]}
            for row in opened
        ],
    )
    placed = ({"item_id": number, "story_id": story_of(number)} for number in numbers)
    connection.execute(insert(table_of(StoryItemRow)), [row | {"sameness": "words"} for row in placed])


def archived(numbers: range) -> Iterator[dict[str, Any]]:
    """Yield the columns of items of the archive; their texts come again."""
    rows = [item_values(each, identity=None) for each in islice(made(), TEXTS)]
    for number in numbers:
        at = START + number * STEP
        changed = {"id": number, "guid": str(number), "published_at": at, "first_seen_at": at}
        yield rows[number % TEXTS] | changed | {"content_hash": str(number)}


def story_of(number: int) -> int:
    """Return the story of an item of the archive."""
    return number - (number - 1) % STORY


def numbered(item: Item, number: int) -> Item:
    """Return an item as if it had come when its number says."""
    at = START + number * STEP
    return replace(item, id=number, guid=str(number), published_at=at, first_seen_at=at)


if __name__ == "__main__":
    main()
