"""How fast items are clustered, and how much memory the window takes, at the end of ever longer archives.

    python tests/bench/story.py [items in the archive]...

News of 20,000 items in three days is made up: stories of ten items on average, told in three languages,
one item in five a copy. Time is CPU time; memory is what clustering adds to the process.
"""

import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from monitor.model.items import Item
from monitor.story.cluster import Clusterer
from monitor.words.names.index import NameIndex

WINDOW_ITEMS = 20_000
DAYS = 3
BATCH = 20
MEASURED = 2_000
START = datetime(2026, 1, 1, tzinfo=UTC)
STEP = timedelta(days=DAYS) / WINDOW_ITEMS
SYLLABLES = ("ba", "ko", "ri", "me", "tu", "sa", "lo", "ni", "pe", "va", "do", "gi", "shu", "ra", "te", "mo")
COMMON = (
    *("government", "minister", "police", "court", "prison", "released", "sanctions", "embassy", "summit"),
    *("election", "protest", "border", "fire", "flood", "hospital", "school", "bank", "prices", "workers"),
    *("company", "airport", "train", "killed", "injured", "arrested", "sentenced", "talks", "strike"),
)
PLACES = (
    "Poland",
    "Lithuania",
    "Germany",
    "France",
    "Spain",
    "Italy",
    "Ukraine",
    "Latvia",
    "Turkey",
    "Brazil",
)


def main() -> None:
    """Print the figures."""
    for archive in map(int, sys.argv[1:] or ["20000", "60000"]):
        measure(archive)


def measure(archive: int) -> None:
    """Cluster an archive and measure its last items."""
    clusterer = Clusterer(NameIndex([]), days=DAYS)
    news = made()
    at_first = held()
    feed(clusterer, islice(news, archive - MEASURED))
    rest = list(islice(news, MEASURED))
    before = time.process_time()
    feed(clusterer, iter(rest))
    spent = time.process_time() - before
    taken = held() - at_first
    print(f"after {archive:,} items: {MEASURED / spent:,.0f} items/s, {taken:.0f} MB taken", flush=True)


def held() -> float:
    """Return the most memory that the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def feed(clusterer: Clusterer, items: Iterator[Item]) -> None:
    """Hand items over in batches, as polls do."""
    while batch := list(islice(items, BATCH)):
        clusterer.add(batch, now=batch[-1].published_at)


def made() -> Iterator[Item]:
    """Yield made news, for ever the same."""
    chance = random.Random(5)
    vocabulary = [word(chance) for _ in range(20_000)]
    open_stories: list[tuple[list[str], list[str]]] = []
    number = 0
    while True:
        number += 1
        if not open_stories or chance.random() < 0.1:
            topic = [*chance.sample(COMMON, 4), chance.choice(PLACES)]
            own = [chance.choice(vocabulary) for _ in range(12)] + [word(chance).title() for _ in range(4)]
            open_stories.append((topic + own, []))
            if len(open_stories) > 600:
                open_stories.pop(0)
        words, texts = open_stories[-1 - min(int(chance.expovariate(1 / 60)), len(open_stories) - 1)]
        if texts and chance.random() < 0.2:
            text = texts[0] + " (agency)"
        else:
            said = [chance.choice(words) for _ in range(40)] + [chance.choice(vocabulary) for _ in range(60)]
            chance.shuffle(said)
            text = " ".join(said)
            texts.append(text)
        title = " ".join(chance.sample(words, 7))
        yield item(number, title, text, chance.choice(["en", "en", "pl", "de"]))


def word(chance: random.Random) -> str:
    """Return a word of nobody's language."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 5)))


def item(number: int, title: str, text: str, language: str) -> Item:
    """Return an item that came when its number says."""
    at = START + number * STEP
    return Item(
        id=number,
        source="made",
        feed="",
        guid=str(number),
        url="",
        title=title,
        text=text,
        language=language,
        published_at=at,
        first_seen_at=at,
        content_hash="",
    )


if __name__ == "__main__":
    main()
