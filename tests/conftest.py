"""A real store in memory, and nouns to put into it."""

import gc
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk import Done, Monitor
from hypothesis import settings
from nouns import NOW
from pytest_httpserver import HTTPServer

from monitor.model.feeds import Feed, Source
from monitor.workers.collector import pass_over_all

if TYPE_CHECKING:
    from monitor.store.store import Store

# Without kept bytecode each of some hundred processes would compile the program, and each worker all tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# How long an example takes says nothing on a machine that has other work, too.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# It would log to what stderr was when the first request came, and a command's is closed after it.
logging.getLogger("werkzeug").setLevel(logging.ERROR)


# Importing makes many objects that stay: Python's collector need not look at them again and again.
gc.disable()


def pytest_collection_finish() -> None:
    """Have Python's collector pass over the modules and tests themselves, and look less often."""
    gc.collect()
    pass_over_all()
    gc.enable()


@pytest.fixture
def store() -> "Iterator[Store]":
    """A store with one source and one feed, due at NOW."""
    from monitor.store.store import Store  # what hands the tests out needs nothing of it

    opened = Store.open("sqlite://")
    with opened.write() as tx:
        tx.feeds.save_sources([Source(key="paper", name="The Paper", language="en")])
        tx.feeds.save_feeds([Feed(url="https://paper.test/rss", source="paper")], now=NOW)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def make_httpserver() -> Iterator[HTTPServer]:
    """The server behind `httpserver`, answering several requests at once: one of them may be slow."""
    with HTTPServer("127.0.0.1", threaded=True) as server:
        yield server


@pytest.fixture
def monitor(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Monitor:
    """Run the command line on the desk in the test's folder, to its end; in this process, which is quick."""
    from monitor.__main__ import main

    def run(*arguments: str) -> Done:
        with pytest.raises(SystemExit) as ended:
            main(["--config", f"{tmp_path}/config", "--data", f"{tmp_path}/data", *arguments])
        return Done(int(ended.value.code or 0), *capfd.readouterr())

    return run
