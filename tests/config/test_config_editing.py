"""Feeds written into feeds.toml: nothing else in it changes."""

import difflib
import time
import tomllib
from pathlib import Path

import pytest

from monitor.config.adding import Addition, addition, key_of, source_of
from monitor.config.editing import add_feeds, with_feeds
from monitor.errors import ConfigError
from monitor.model.feeds import Feed, Source

SHIPPED = (Path(__file__).parents[2] / "config" / "feeds.toml").read_text()
NEW = "https://new.example/rss"


def added(text: str, *additions: Addition) -> list[str]:
    """Return the lines that are new; fail when a line is gone."""
    after = with_feeds(text, additions)
    changes = list(difflib.ndiff(text.splitlines(), after.splitlines()))
    assert not [line for line in changes if line.startswith("- ")]
    return [line[2:] for line in changes if line.startswith("+ ")]


def test_the_shipped_file_keeps_every_comment() -> None:
    page = {"url": f"{NEW}2", "kind": "page", "select": {"item": 'a[title="x"] > b'}}
    new_source = {"name": 'The "New"', "homepage": "https://new.example/", "language": "be"}
    assert added(
        SHIPPED,
        Addition(source="nashaniva", feed={"url": NEW}),
        Addition(source="nashaniva", feed=page),
        Addition(source="new", about=new_source, feed={"url": f"{NEW}3"}, comment="News / Far\naway"),
        Addition(source="new", feed={"url": f"{NEW}4"}),
    ) == [
        f'  "{NEW}",',
        f'  {{ url = "{NEW}2", kind = "page", select = {{ item = "a[title=\\"x\\"] > b" }} }},',
        "",
        "# News / Far away",
        "[sources.new]",
        'name = "The \\"New\\""',
        'homepage = "https://new.example/"',
        'language = "be"',
        "feeds = [",
        f'    "{NEW}3",',
        f'    "{NEW}4"',
        "]",
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[sources.a]\nname = "A"\n# last\n',
        '[sources.a]\nname = "A"\nfeeds = ["https://old.example/"] # one\n',
        '[sources.a]\nname = "A"\nfeeds = [\n  "https://old.example/" # no comma\n]\n',
        '[sources.a]\nname = "A"\nfeeds = [\n  # "https://old.example/",\n]\n\n[sources.b]\nname = "B"\n',
        '[sources.a]\nname = "A"\n[[sources.a.feeds]]\nurl = "https://old.example/"\n',
        '[sources]\na = { name = "A" }\n',
        'sources.a.name = "A"\n',
        '[sources.a]\r\nname = "A"\r\nfeeds = [\r\n  "https://old.example/", # x\r\n]\r\n',
    ],
)
def test_a_feed_is_added_however_its_source_is_written(text: str) -> None:
    after = with_feeds(text, [Addition(source="a", feed={"url": NEW})])
    urls = [
        feed if isinstance(feed, str) else feed["url"]
        for feed in tomllib.loads(after)["sources"]["a"]["feeds"]
    ]
    assert urls[-1] == NEW
    assert len(urls) == 1 + text.count('"https://old.example/"') - text.count('# "https')
    assert text.count("#") == after.count("#")


def test_an_empty_file_gets_its_first_source() -> None:
    assert tomllib.loads(with_feeds("", [Addition(source="a", about={"name": "A"}, feed={"url": NEW})])) == {
        "sources": {"a": {"name": "A", "feeds": [NEW]}}
    }


def test_a_long_list_is_written_in_no_time() -> None:
    """The whole file was once read again for each new source: half a minute for these."""
    begun = time.monotonic()
    many = [
        Addition(source=f"paper-{number}", about={"name": f"Paper {number}"}, feed={"url": f"{NEW}?{number}"})
        for number in range(400)
    ]
    assert len(tomllib.loads(with_feeds(SHIPPED, many))["sources"]) == 400 + len(
        tomllib.loads(SHIPPED)["sources"]
    )
    assert time.monotonic() - begun < 10


def test_nothing_else_is_touched_even_empty_lines_at_the_end() -> None:
    text = '[sources.a]\nname = "A"\nfeeds = [\n]\n\n\n'
    assert with_feeds(text, [Addition(source="a", feed={"url": NEW})]).endswith("]\n\n\n")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text('[sources.a]\nname = "A"\n')
    path.chmod(0o640)
    add_feeds(path, [Addition(source="a", feed={"url": NEW})])
    assert NEW in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o640
    before = path.read_text()
    with pytest.raises(ConfigError, match="no web address"):
        add_feeds(path, [Addition(source="a", feed={"url": "new.example"})])
    assert path.read_text() == before
    assert [each.name for each in tmp_path.iterdir()] == ["feeds.toml"]


def test_a_file_that_is_wrong_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text("[sources.a\n")
    with pytest.raises(ConfigError, match="header is not closed"):
        add_feeds(path, [Addition(source="a", feed={"url": NEW})])
    assert path.read_text() == "[sources.a\n"


def test_a_feed_goes_to_the_source_of_its_name_or_host_and_else_to_a_new_one() -> None:
    sources = [
        Source(key="paper", name="P", homepage="https://www.paper.example/", language="be"),
        Source(key="tg", name="T"),
    ]
    feeds = [Feed(url="https://t.me/s/one", source="tg"), Feed(url="https://x.example/rss", source="tg")]

    def to(
        url: str, language: str = "", homepage: str = "", key: str | None = None, name: str = "N"
    ) -> Addition:
        return addition(
            {"url": url},
            language=language,
            name=name,
            homepage=homepage,
            key=key,
            sources=sources,
            feeds=feeds,
        )

    assert to("https://paper.example/ru", "ru").feed == {"url": "https://paper.example/ru", "language": "ru"}
    assert to("https://paper.example/be", "be") == Addition(
        source="paper", feed={"url": "https://paper.example/be"}
    )
    assert to("https://feeds.example/p", homepage="https://paper.example/x").source == "paper"
    assert to("https://x.example/2").source == "tg"
    assert to("https://x.example/2", name="p").source == "paper"
    assert to("https://t.me/s/two_by").source == "two-by"
    assert to("https://paper.example/2", key="own").about["name"] == "N"
    assert to("https://paper.co.uk/", "xx").source == "paper-2"
    assert "language" not in to("https://paper.co.uk/", "xx").about


def test_short_names_come_from_hosts() -> None:
    assert key_of("https://news.zerkalo.io/rss") == "zerkalo"
    assert key_of("https://www.pap.pl/") == "pap"
    assert key_of("https://t.me/s/Nasha_Niva") == "nasha-niva"
    assert key_of("http://127.0.0.1:80/") == "0"


def test_a_listed_feed_is_known_in_another_spelling() -> None:
    feeds = [Feed(url="https://Paper.example/rss#x", source="paper")]
    assert source_of("https://paper.EXAMPLE/rss", feeds) == "paper"
    assert source_of("https://paper.example/RSS", feeds) is None
