"""How much text an answer brings: as much as news are, whole; more than that only in part."""

from datetime import UTC, datetime

from monitor.model.feeds import Feed, Source
from monitor.model.items import Item, RawItem
from monitor.normalise.bounds import BEGINNING, MOST_OF_ALL, MOST_OF_ONE, bounded
from monitor.normalise.items import content_hash, normalise


def article(number: int, length: int) -> Item:
    return normalise(
        RawItem(guid=str(number), title=f"No. {number}", html=f"<p><b>Read</b> {'on ' * (length // 3)}</p>"),
        feed=Feed(url="https://paper.test/rss", source="paper"),
        source=Source(key="paper", name="Paper", language="en"),
        now=datetime(2026, 3, 1, tzinfo=UTC),
    )


def test_what_news_are_stays_as_it_is() -> None:
    items = [article(n, 4_000) for n in range(300)]
    assert list(bounded(items)) == items


def test_a_text_that_nobody_reads_to_its_end_is_cut() -> None:
    [cut] = bounded([article(1, 900_000)])
    assert MOST_OF_ONE - 10 < len(cut.text) <= MOST_OF_ONE
    assert cut.text.endswith("on…")
    assert (cut.html, cut.content_hash) == ("", content_hash(cut.title, cut.text))


def test_of_a_flood_of_text_the_beginnings_stay() -> None:
    items = list(bounded(article(n, 9_000) for n in range(2_000)))
    lengths = [len(item.text) for item in items]
    assert lengths[:100] == [len(article(0, 9_000).text)] * 100
    assert BEGINNING - 10 < lengths[-1] <= BEGINNING
    assert sum(lengths) < MOST_OF_ALL + 2_000 * BEGINNING
