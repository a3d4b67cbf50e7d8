"""A desk for tests: a small configuration in a folder, and feeds for it."""

import asyncio
import atexit
import html
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from monitor.app.wiring import App
    from monitor.app.workers import Workers
    from monitor.model.service import Run
    from monitor.model.topics import Name
    from monitor.store.store import Transaction

T = TypeVar("T")


class Done(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


#: Runs the command line in this process, on the desk in the test's folder: the fixture `monitor`.
Monitor = Callable[..., Done]

START = datetime(2026, 3, 1, 12, tzinfo=UTC)

MONITOR = """
[poll]
timeout = "5s"
pause = "0s"
allow_private = ["127.0.0.1", "localhost"]
[digests.daily]
name = "Desk daily"
at = ["08:00"]
zone = "UTC"
channels = [{channels}]
recipients = [{recipients}]
{more}
"""

#: Mail to a server of the test's own.
MAIL = """
[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "Monitor <monitor@desk.test>"
"""

TOPICS = """
[topics.harbour]
name = "The harbour"
query = 'harbour OR port'
must_match = ["New harbour opens"]
must_not_match = ["New airport opens"]

[topics.strike]
name = "Strikes"
query = 'strike* OR "walk out"'
"""

SEED = """---
title: Strike at the harbour
published: 2026-02-01
publisher: The Paper
language: en
---

The dockers walk out.
"""


def write_desk(
    folder: Path,
    feeds: Iterable[str] = (),
    *,
    channels: str = '"file"',
    recipients: str = "",
    more: str = "",
    topics: str = TOPICS,
    seed: str = SEED,
) -> Path:
    """Write config/ and seeds/ into a folder; one source a feed. Return the folder config/."""
    config = folder / "config"
    config.mkdir(parents=True, exist_ok=True)
    settings = MONITOR.format(channels=channels, recipients=recipients, more=more)
    (config / "monitor.toml").write_text(settings)
    sources = (
        f'[sources.paper{n}]\nname = "Paper {n}"\nlanguage = "en"\nfeeds = ["{url}"]\n'
        for n, url in enumerate(feeds)
    )
    (config / "feeds.toml").write_text("\n".join(sources))
    (config / "topics.toml").write_text(topics)
    (config / "names.toml").write_text("")
    (folder / "seeds").mkdir(exist_ok=True)
    if seed:
        (folder / "seeds" / "strike.md").write_text(seed)
    return config


def shipped_names() -> "tuple[Name, ...]":
    """Return the names that are shipped, without the topics, which take a second to compile."""
    from monitor.config.convert import to_names
    from monitor.config.reading import read_files

    files, problems = read_files(Path(__file__).parents[1] / "config", {})
    assert not problems
    return to_names(files.names.table)


def rss(*titles: str, texts: dict[str, str] | None = None, origin: str = "http://paper.test") -> str:
    """Return an RSS feed with one item a title; its guid and address come from the title's first word."""
    items = "".join(
        f"<item><title>{html.escape(title)}</title><guid>{title.split()[0]}</guid>"
        f"<link>{origin}/{title.split()[0].lower()}</link>"
        f"<description>{html.escape((texts or {}).get(title, 'No more is known.'))}</description></item>"
        for title in titles
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>P</title>{items}</channel></rss>'


class Clock:
    """A clock that a test turns, and that goes on by a millisecond whenever it is read."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def forward(self, **delta: float) -> None:
        """Turn the clock forward."""
        self.now += timedelta(**delta)


def with_app(config: Path, clock: Clock, work: "Callable[[App], Awaitable[T]]") -> T:
    """Open the application of a desk, do the work, and close it: one life of the program."""
    from monitor.app.wiring import open_app
    from monitor.config.load import load

    runner, workers = _lives()

    async def live() -> T:
        loaded = load(config, data_dir=config.parent / "data", environ={})
        async with open_app(loaded, workers=workers, clock=clock) as app:
            return await work(app)

    return runner.run(live())


@cache
def _lives() -> "tuple[asyncio.Runner, Workers]":
    """Return the loop of all lives, and their workers: a process takes longer to start than most tests."""
    from monitor.app.workers import start_workers

    runner, held = asyncio.Runner(), AsyncExitStack()
    workers = runner.run(held.enter_async_context(start_workers()))
    atexit.register(runner.close)
    atexit.register(lambda: runner.run(held.aclose()))
    return runner, workers


def last_run(tx: "Transaction", job: str) -> "Run":
    """Return the newest pass of a job."""
    from monitor.model.service import Run
    from monitor.store.convert import noun_of
    from monitor.store.runs import RUN

    newest = RUN.select().where(RUN.c.job == job).order_by(RUN.c.id.desc()).limit(1)
    return noun_of(Run, tx.connection.execute(newest).one())


async def one_pass(app: "App") -> None:
    """Do what `monitor once` does."""
    await app.jobs.read_seeds()
    await app.jobs.poll(due_only=False)
    await app.jobs.read_pages()
    while await app.jobs.retag():
        pass
    await app.jobs.make_alerts()
    await app.jobs.deliver()
    await app.jobs.make_issues(due_only=False)
    await app.jobs.deliver()
