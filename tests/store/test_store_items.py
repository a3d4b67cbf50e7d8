"""Items: identity, revisions, and what two feeds have in common."""

import time

import pytest
from nouns import FEED, NOW, an_item

from monitor.errors import StoreError
from monitor.model.feeds import Feed, Source
from monitor.model.items import Item
from monitor.store.store import Store

LONG = "A text that is long enough to be told from every other text of this newspaper, surely."


def poll(store: Store, *items: Item, feed: str = "https://paper.test/rss") -> tuple[int, int]:
    """Store what a poll brings; return how many items were new and how many revised."""
    with store.write() as tx:
        changes = tx.recognition.find_changes(feed, items)
        tx.items.add(feed, changes.new)
        for item in changes.revised:
            tx.items.revise(item, now=NOW)
        tx.items.move(changes.moved)
        tx.items.add_aliases(feed, changes.aliases)
    return len(changes.new), len(changes.revised)


def test_an_item_comes_back_as_it_was_stored(store: Store) -> None:
    item = an_item(tags=("a", "b"), author="Ann", html="<p>Text</p>", is_date_guessed=True)
    with store.write() as tx:
        item_id = tx.items.add(FEED, [(item, "paper.test/1")])[0].id
    with store.read() as tx:
        found = tx.items.get(item_id)
    assert found == an_item(
        id=item_id, tags=("a", "b"), author="Ann", html="<p>Text</p>", is_date_guessed=True
    )


def test_the_same_poll_twice_brings_nothing_new(store: Store) -> None:
    assert poll(store, an_item("1"), an_item("2")) == (2, 0)
    assert poll(store, an_item("1"), an_item("2")) == (0, 0)


def test_a_changed_title_is_a_revision_that_keeps_what_was_said(store: Store) -> None:
    poll(store, an_item("1", title="Before"))
    assert poll(store, an_item("1", title="After")) == (0, 1)
    with store.read() as tx:
        [item] = list(tx.items.list_items())
        [revision] = tx.items.list_revisions(item.id)
    assert (item.title, item.revisions, item.revised_at) == ("After", 1, NOW)
    assert revision.title == "Before"


def test_a_new_guid_with_the_same_url_is_the_same_item(store: Store) -> None:
    poll(store, an_item("1", url="https://paper.test/story?utm_source=rss"))
    assert poll(
        store, an_item("other", url="http://paper.test/story", text="Text 1", title="Headline 1")
    ) == (0, 1)
    assert poll(
        store, an_item("other", url="http://paper.test/story", text="Text 1", title="Headline 1")
    ) == (0, 0)


def test_two_feeds_that_carry_one_article_store_it_once(store: Store) -> None:
    other = "https://paper.test/world"
    with store.write() as tx:
        feeds = [Feed(url=url, source="paper") for url in ("https://paper.test/rss", other)]
        tx.feeds.save_feeds(feeds, now=NOW)
    poll(store, an_item("1"))
    teaser = an_item("w-1", url="https://paper.test/1", feed=other, text="Only a teaser")
    assert poll(store, teaser, feed=other) == (0, 0)
    with store.read() as tx:
        [item] = list(tx.items.list_items())
    assert item.text == "Text 1"


def test_a_stranger_that_guesses_an_address_keeps_no_article_from_being_read(store: Store) -> None:
    strange, other = "https://strange.test/rss", "https://feeds.other.test/rss"
    with store.write() as tx:
        tx.feeds.save_sources([Source(key=key, name=key) for key in ("strange", "other")])
        feeds = {"paper": FEED, "strange": strange, "other": other}
        tx.feeds.save_feeds([Feed(url=url, source=key) for key, url in feeds.items()], now=NOW)
    lie = an_item(
        "s-1", source="strange", feed=strange, url="https://www.paper.test/1", text="Nothing happened"
    )
    told = an_item("o-1", source="other", feed=other, url="https://paper.test/1", text="In other words")
    assert poll(store, lie, feed=strange) == (1, 0)
    assert poll(store, an_item("1")) == (1, 0)
    # From now on the address is that of its publisher's article, also when others name it.
    assert poll(store, told, feed=other) == (0, 0)
    assert poll(store, lie, feed=strange) == (0, 0)
    assert poll(store, an_item("1")) == (0, 0)
    with store.read() as tx:
        assert {item.source: item.text for item in tx.items.list_items()} == {
            "strange": "Nothing happened",
            "paper": "Text 1",
        }


def test_equal_long_content_of_one_source_is_one_item_under_any_url(store: Store) -> None:
    content = {"title": "One", "text": LONG, "content_hash": "same"}
    poll(store, an_item("1", url="https://paper.test/a", **content))
    assert poll(store, an_item("2", url="https://paper.test/b", **content)) == (0, 0)


def test_equal_short_titles_are_different_items(store: Store) -> None:
    content = {"title": "Breaking news", "text": "", "content_hash": "same"}
    poll(store, an_item("1", url="https://paper.test/a", **content))
    assert poll(store, an_item("2", url="https://paper.test/b", **content)) == (1, 0)


def test_a_feed_that_links_everything_to_its_front_page_keeps_its_items_apart(store: Store) -> None:
    front = "https://paper.test/"
    assert poll(store, an_item("1", url=front), an_item("2", url=front), an_item("3", url=front)) == (3, 0)


@pytest.mark.parametrize(("others", "changes"), [(5, (0, 1)), (15, (1, 0))])
def test_by_its_moment_an_entry_is_known_unless_many_share_it(
    store: Store, others: int, changes: tuple[int, int]
) -> None:
    at = NOW.replace(minute=17, second=5)
    poll(store, *(an_item(f"x{n}", published_at=at, title=f"Other {n}") for n in range(others)))
    poll(store, an_item("a", published_at=at, title="The harbour opens", text=LONG))
    again = an_item("b", published_at=at, title="The harbour opens again", text=f"{LONG} It is said.")
    assert poll(store, again) == changes


def test_a_feed_that_stamps_all_its_entries_alike_is_compared_in_reasonable_time(store: Store) -> None:
    at, words = NOW.replace(minute=17, second=5), [f"word{n}" for n in range(400)]

    def entries(number: int) -> list[Item]:
        texts = (" ".join([f"{number}-{n}", *words]) for n in range(700))
        return [
            an_item(f"{number}-{n}", published_at=at, title=f"Title {n:x}", text=text)
            for n, text in enumerate(texts)
        ]

    poll(store, *entries(1))
    began = time.monotonic()
    assert poll(store, *entries(2)) == (700, 0)
    assert time.monotonic() - began < 20


def test_items_are_listed_newest_first_and_by_topic(store: Store) -> None:
    poll(store, an_item("1"), an_item("2"))
    with store.read() as tx:
        assert [item.guid for item in tx.items.list_items()] == ["2", "1"]
        assert [item.guid for item in tx.items.list_items(limit=1)] == ["2"]
        assert list(tx.items.list_items(topic="elections")) == []


def test_an_unknown_item_is_an_error_that_says_where_to_look(store: Store) -> None:
    with store.read() as tx, pytest.raises(StoreError, match="no item 7; `monitor items`"):
        tx.items.get(7)


def test_items_of_a_source_that_is_no_longer_configured_stay(store: Store) -> None:
    poll(store, an_item("1"))
    with store.write() as tx:
        tx.feeds.save_sources([Source(key="other", name="Other")])
        tx.feeds.save_feeds([Feed(url="https://other.test/", source="other")], now=NOW)
    with store.read() as tx:
        assert [item.source for item in tx.items.list_items()] == ["paper"]
        assert [feed.source for feed, _ in tx.feeds.list_feeds()] == ["other"]
