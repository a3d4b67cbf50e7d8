"""Lives of stories made up: items in any order and late, corrections at any time, memory lost between."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nouns import FEED, NOW, an_item

from monitor.model.feeds import Feed, Source
from monitor.model.items import Item
from monitor.pipeline.stories import Stories
from monitor.store.store import Store
from monitor.words.names.index import NameIndex

#: Articles of our own, of events that look alike.
DATA = [Path(__file__).parents[1] / "data" / f"stories-{number}.jsonl" for number in (3, 5, 7, 8)]
NAMES = NameIndex([])
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: Days that a life takes.
SPANS = (0.5, 2, 5, 12)


def test_a_life_keeps_corrections_and_comes_out_the_same_however_often_one_begins_anew(
    tmp_path: Path,
) -> None:
    check_lives([6], items=60, tmp_path=tmp_path)


@pytest.mark.heavy
def test_many_lives(tmp_path: Path) -> None:
    check_lives(range(100, 140), items=160, tmp_path=tmp_path)


def check_lives(seeds: Sequence[int], *, items: int, tmp_path: Path) -> None:
    moved = corrected = 0
    for seed in seeds:
        whole, broken = (Life(tmp_path / f"{seed}-{name}.db", seed) for name in ("whole", "broken"))
        with closing(whole.store), closing(broken.store):
            begin_anew = random.Random(-seed)
            for step in steps(seed, items):
                if begin_anew.random() < 0.3:
                    broken.begin_anew()
                assert whole.live(step) == broken.live(step), seed
            moved += whole.moved()
            corrected += len(whole.together) + len(whole.apart)
    assert moved
    assert corrected


def steps(seed: int, count: int) -> Iterator[Sequence[Item] | str]:
    """Yield batches of items, and now and then a correction."""
    chance = random.Random(seed)
    items = list(news(chance, count))
    while items:
        size = chance.choice((1, 1, 3, 10, 25))
        yield items[:size]
        del items[:size]
        if chance.random() < 0.25:
            yield chance.choice(("split", "merge"))


def news(chance: random.Random, count: int) -> Iterator[Item]:
    """Yield articles, some published long before they come, and copies of some."""
    lines = [json.loads(line) for file in DATA for line in file.read_text().splitlines()]
    first, span, lateness = (
        chance.randrange(len(lines) - count),
        chance.choice(SPANS),
        chance.choice((0.1, 0.5)),
    )
    chosen, now = chance.sample(lines[first : first + count], count), NOW
    for number, line in enumerate(chosen):
        now += span * DAY / count
        ago = 9 * DAY if chance.random() < lateness else 20 * HOUR
        again = chance.choice(chosen[:number]) if number and chance.random() < 0.1 else line
        yield an_item(
            f"{number}",
            title=again["title"],
            text=again["text"],
            language=again["lang"],
            url="",
            published_at=now - chance.random() * ago,
            first_seen_at=now,
        )


class Life:
    """A store into which items come, and what its operator may rely on."""

    def __init__(self, path: Path, seed: int) -> None:
        self.store = Store.open_file(path)
        with self.store.write() as tx:
            tx.feeds.save_sources([Source(key="paper", name="The Paper")])
            tx.feeds.save_feeds([Feed(url=FEED, source="paper")], now=NOW)
        self._chance = random.Random(seed)
        #: Items that the operator put into one story, and pairs that were taken apart.
        self.together: list[set[int]] = []
        self.apart: set[frozenset[int]] = set()
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget what is in memory, as another process would not know it."""
        self._stories = Stories(self.store, names=NAMES, clock=lambda: NOW)

    def live(self, step: Sequence[Item] | str) -> dict[int, int]:
        """Take the step; return the story of each item."""
        if step == "split":
            self._split()
        elif step == "merge":
            self._merge()
        else:
            with self.store.write() as tx:
                tx.items.add(FEED, [(replace(item), None) for item in step])
            while self._stories.place_batch():
                pass
        self._check()
        return self._found()

    def moved(self) -> int:
        """Return how many items left a story that new ones showed to be of another event."""
        with self.store.read() as tx:
            members = tx.stories.members(set(self._found().values()))
        return sum(member.moved_from is not None for its in members.values() for member in its)

    def _found(self) -> dict[int, int]:
        with self.store.read() as tx:
            return tx.stories.of_items(range(1, tx.items.last_id() + 1))

    def _items(self) -> dict[int, set[int]]:
        """Return the items of each story, by its number, ascending."""
        stories: defaultdict[int, set[int]] = defaultdict(set)
        for item, story in self._found().items():
            stories[story].add(item)
        return dict(sorted(stories.items()))

    def _split(self) -> None:
        large = {story: items for story, items in self._items().items() if len(items) > 1}
        if not large:
            return
        story, items = self._chance.choice(list(large.items()))
        leaving = set(self._chance.sample(sorted(items), self._chance.randrange(1, len(items))))
        staying = items - leaving
        with self.store.write() as tx:
            tx.corrections.split(story, leaving, now=NOW)
        self.together = [
            part for group in self.together for part in (group - leaving, group - staying) if part
        ]
        self.apart |= {frozenset((one, other)) for one in leaving for other in staying}

    def _merge(self) -> None:
        stories = self._items()
        if len(stories) < 2:
            return
        one, other = self._chance.sample(list(stories), 2)
        with self.store.write() as tx:
            tx.corrections.merge(one, other, now=NOW)
        both = stories[one] | stories[other]
        self.together.append(both)
        self.apart = {pair for pair in self.apart if not pair <= both}

    def _check(self) -> None:
        found, stories = self._found(), self._items()
        assert all(found[story] == story for story in stories)  # each is called by an item in it
        assert all(len({found[item] for item in group}) == 1 for group in self.together)
        assert all(len({found[item] for item in pair}) == 2 for pair in self.apart)
        with self.store.read() as tx:
            published = {item.id: item.published_at for item in tx.items.list_by_id(found)}
            known = tx.stories.list_stories(since=datetime(2000, 1, 1, tzinfo=UTC))
        reaches = {story: [published[item] for item in items] for story, items in stories.items()}
        assert {each.id: (each.first_at, each.last_at) for each in known} == {
            story: (min(times), max(times)) for story, times in reaches.items()
        }
