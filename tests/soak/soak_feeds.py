"""What the feeds of a soak bring at any moment: a function of the feed's number and the time. Pure."""

import random
from datetime import datetime, timedelta

from desk import START, rss

#: A feed shows its items of so long: longer than faults of which each begins just when the feed is asked
#: again, with a pause of a day between them.
SHOWN = timedelta(days=4)

_WORDS = [f"word{n}" for n in range(900)]


def count(feed: int, now: datetime) -> int:
    """Return how many items a feed has published; one every 3 to 27 hours."""
    return (now - START) // _every(feed) + 1


def _every(feed: int) -> timedelta:
    return timedelta(hours=3 + feed * 7 % 25)


def guids(feeds: int, now: datetime) -> set[tuple[int, str]]:
    """Return every item that has been published, by feed and GUID."""
    return {(feed, f"{feed}-{k}") for feed in range(feeds) for k in range(count(feed, now))}


def body(feed: int, now: datetime) -> str:
    """Return the feed as it is now."""
    last = count(feed, now)
    titles = [_title(feed, k) for k in range(max(0, last - 1 - SHOWN // _every(feed)), last)]
    texts = {title: " ".join(random.Random(title).choices(_WORDS, k=60)) for title in titles}
    return rss(*reversed(titles), texts=texts, origin=f"http://paper{feed}.test")


def _title(feed: int, number: int) -> str:
    """Return a title that begins with the GUID; one in five is of a topic."""
    chance = random.Random(feed * 10_000 + number)
    subject = chance.choice(["harbour", "strike", *["concert"] * 8])
    return f"{feed}-{number} {subject} {' '.join(chance.choices(_WORDS, k=6))}"
