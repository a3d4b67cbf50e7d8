"""Items, a source, names and a stemmer, small enough to see through."""

from datetime import UTC, datetime

from listed_names import Spellings

from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.model.topics import Name, Topic, WordList
from monitor.query.match import Matcher

NOW = datetime(2025, 7, 16, 12, tzinfo=UTC)
SOURCE = Source(key="belta", name="BelTA", group="state", country="BY")
NAMES = [
    Name(key="lukashenka", kind="person", name="Alaksandr Łukaszenka", also=("Łukaszenka", "Лукашенко")),
    Name(key="minsk", kind="place", name="Minsk", also=("Мінск", "Минск")),
]

WORDS = [
    WordList(key="places", lines=(("names", "@minsk, cs(US)"), ("be", "мінск*"))),
    WordList(key="measures", lines=(("en", 'sanction, "us sanction", @minsk NEAR/2 us'), ("all", "$places"))),
]

_ENDINGS = {"en": ("'s", "ed", "s"), "ru": ("иями", "ия", "ии", "ями"), "be": ("ямі", "ый", "ыі", "ыя")}
_SHORTEST_STEM = 3


def stem(word: str, language: str) -> str:
    """Cut one ending off."""
    for ending in _ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def item(title: str, text: str = "", *, language: str = "en", **more) -> Item:
    """Return an item with this title and text."""
    known = {"url": "https://example.org/news/1", "author": "A B", "tags": ("Politics",)} | more
    return Item(
        source="belta", feed="f", guid="g", title=title, text=text, language=language,
        published_at=NOW, first_seen_at=NOW, content_hash="h", **known,
    )  # fmt: skip


def matcher(**queries: str) -> Matcher:
    """Return a matcher of topics with these keys and queries."""
    topics = [Topic(key=key, name=key, query=query) for key, query in queries.items()]
    return Matcher(topics, NAMES, words=WORDS, index=Spellings(NAMES), stem=stem)


def hits(query: str, title: str, text: str = "", *, language: str = "en", **more) -> list[str] | None:
    """Return the pieces of title and text that one query hits; None when it does not match."""
    it = item(title, text, language=language, **more)
    found = matcher(topic=query).match(it, SOURCE, now=NOW)
    if not found:
        return None
    return [
        (it.title if span.field == "title" else it.text)[span.start : span.end] for span in found[0].spans
    ]
