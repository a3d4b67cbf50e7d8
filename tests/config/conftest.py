"""A small configuration on disk that each test changes in one place."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.config.load import load
from monitor.config.settings import Config
from monitor.errors import ConfigError
from monitor.model.items import Item

FEEDS = """\
[sources.herald]
name = "The Herald"
feeds = ["https://herald.example/rss"]
"""

TOPICS = """\
[topics.floods]
name = "Floods"
query = "flood"
"""


class Folder:
    """A configuration folder with one method for each thing a test does to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        self.write(monitor="", feeds=FEEDS, topics=TOPICS, names="")

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            (self.path / f"{name}.toml").write_text(text, encoding="utf-8")

    def load(self, **environ: str) -> Config:
        return load(self.path, data_dir=self.path.parent / "data", environ=environ)

    def problems(self, **environ: str) -> list[str]:
        """Return what is wrong, as `name.toml:line:column: text`."""
        with pytest.raises(ConfigError) as caught:
            self.load(**environ)
        return [str(problem).removeprefix(f"{self.path}/") for problem in caught.value.problems]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "config")


@pytest.fixture
def monitor_problem(folder: Folder) -> Callable[[str], str]:
    """Write monitor.toml and return the one problem it has."""

    def problem(text: str) -> str:
        folder.write(monitor=text)
        (only,) = folder.problems()
        return only.removeprefix("monitor.toml:")

    return problem


@pytest.fixture
def example_item() -> Callable[[str], Item]:
    """Return an item with a title."""
    at = datetime(2025, 7, 16, tzinfo=UTC)

    def item(title: str) -> Item:
        return Item(
            source="herald",
            feed="https://herald.example/rss",
            guid="1",
            url="",
            title=title,
            text="",
            language="en",
            published_at=at,
            first_seen_at=at,
            content_hash="",
        )

    return item
