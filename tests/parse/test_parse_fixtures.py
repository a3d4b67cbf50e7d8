"""Every fixture feed of our own beside the values expected of it."""

import json
from pathlib import Path

import pytest

from monitor.parse.formats import parse

FEEDS = Path(__file__).parents[1] / "data" / "feeds"
EXPECTED = sorted(FEEDS.glob("*.expected.json"))


def input_of(expected: Path) -> Path:
    (found,) = (p for p in FEEDS.glob(expected.name.removesuffix(".expected.json") + ".*") if p != expected)
    return found


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name.removesuffix(".expected.json"))
def test_a_feed_reads_as_the_file_beside_it_says(expected):
    want = json.loads(expected.read_text("utf-8"))
    feed = parse(
        input_of(expected).read_bytes(),
        content_type=want.pop("content_type"),
        url="https://feeds.example/section/feed.xml",
        kind=want.pop("kind", "rss"),
        select=want.pop("select", {}),
    )
    items = want.pop("items")
    assert {key: getattr(feed, key) for key in want} == want
    assert len(feed.items) == len(items)
    for got, fields in zip(feed.items, items, strict=True):
        shown = {key: getattr(got, key) for key in fields}
        if shown.get("published_at"):
            shown["published_at"] = shown["published_at"].isoformat()
        if "tags" in shown:
            shown["tags"] = list(shown["tags"])
        assert shown == fields


def test_every_fixture_has_its_expected_values():
    assert {input_of(path) for path in EXPECTED} == set(FEEDS.iterdir()) - set(EXPECTED)
