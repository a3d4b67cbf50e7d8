"""Another program locks the database for longer than we wait for it."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from desk import MAIL, Clock, one_pass, rss, with_app, write_desk
from postbox import mail_server
from pytest_httpserver import HTTPServer

from monitor.app.wiring import App
from monitor.errors import StoreError
from monitor.model.deliveries import Delivery, Report
from monitor.pipeline.outbox import Outbox
from monitor.service.jobs import JOBS
from monitor.service.shift import Shift
from monitor.service.tally import Tally
from monitor.service.ticks import Ticks
from monitor.store.engine import BUSY_TIMEOUT_S
from monitor.store.store import Store


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let another program hold the database."""
    with closing(sqlite3.connect(folder / "data" / "monitor.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.heavy
def test_a_lock_that_outlasts_our_patience_costs_nothing_but_time(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour"))
    with mail_server() as box:
        more = MAIL.format(port=box.port)
        feeds = [httpserver.url_for("/rss")]
        config = write_desk(
            tmp_path, feeds, channels='"email"', recipients='"ann@desk.test"', more=more, seed=""
        )
        clock = Clock()

        async def work(app: App) -> None:
            await one_pass(app)
            httpserver.clear()
            httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour", "H2 port"))
            await app.jobs.poll(due_only=False)
            await app.jobs.make_issues(due_only=False)
            httpserver.clear()
            httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour", "H2 port", "H3 port"))
            box.delay_s = 1.0
            delivering = asyncio.create_task(app.jobs.deliver())
            while not box.is_busy:
                await asyncio.sleep(0.01)
            with locked(tmp_path):
                # The mail is accepted while it cannot be noted.
                polling = asyncio.create_task(app.jobs.poll(due_only=False))
                await asyncio.sleep(BUSY_TIMEOUT_S + 3)
            for error in await asyncio.gather(polling, delivering, return_exceptions=True):
                assert isinstance(error, StoreError)
                assert "another program holds the database" in str(error)
            [outcome] = await app.jobs.poll(due_only=False)
            assert (outcome.new, outcome.error) == (1, None)
            [issue] = await app.jobs.make_issues(due_only=False)
            assert [item.item.guid for story in issue.stories for item in story.items] == ["H3"]
            clock.forward(minutes=11)
            await app.jobs.deliver()
            with app.store.read() as tx:
                assert {str(each.status) for each in tx.outbox.list_deliveries()} == {"sent"}

        with_app(config, clock, work)
    numbers = [str(message["Message-ID"]) for message in box.messages]
    assert len(numbers) == len(set(numbers)) == 3


class Locking:
    """A way out during which another program locks the database."""

    def __init__(self, path: Path) -> None:
        self.sent: list[str] = []
        self.other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

    def send(self, report: Report, delivery: Delivery) -> None:
        """Take it, and lock."""
        self.sent.append(delivery.recipient)
        self.other.execute("BEGIN EXCLUSIVE")


def with_an_issue(
    server: HTTPServer, folder: Path, who: str, clock: Clock, then: Callable[[App], Awaitable[None]]
) -> None:
    """Have an issue wait in the outbox, and work on from there."""
    server.expect_request("/rss").respond_with_data(rss("H1 harbour"))
    more = MAIL.format(port=9)
    feeds = [server.url_for("/rss")]
    config = write_desk(folder, feeds, channels='"email"', recipients=who, more=more, seed="")

    async def work(app: App) -> None:
        await app.jobs.poll(due_only=False)
        await app.jobs.make_issues(due_only=False)
        await then(app)

    with_app(config, clock, work)


async def nothing(_: App) -> None:
    pass


def test_what_was_accepted_while_the_database_was_locked_is_marked_before_the_next_is_sent(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    path, clock = tmp_path / "data" / "monitor.db", Clock()
    with_an_issue(httpserver, tmp_path, '"ann@desk.test", "bob@desk.test"', clock, nothing)
    with closing(Store.open_file(path, busy_timeout_s=0.1)) as store:
        way = Locking(path)
        outbox = Outbox(store, channels={"email": way}, clock=clock)
        for _ in ("ann", "bob"):
            with pytest.raises(StoreError, match="another program holds the database"):
                asyncio.run(outbox.deliver_due())
            way.other.execute("ROLLBACK")
            clock.forward(minutes=11)
        asyncio.run(outbox.deliver_due())
        way.other.close()
    assert way.sent == ["ann@desk.test", "bob@desk.test"]


def test_what_a_former_configuration_has_sent_is_noted_before_it_goes(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    path = tmp_path / "data" / "monitor.db"
    [deliver] = [job for job in JOBS if job.name == "deliver"]

    async def work(app: App) -> None:
        way = Locking(path)
        with closing(Store.open_file(path, busy_timeout_s=0.1)) as store:
            outbox = Outbox(store, channels={"email": way}, clock=app.clock)
            relieved = replace(app, jobs=replace(app.jobs, store=store, outbox=outbox))
            shift = Shift(relieved, Ticks(), Tally(), close=lambda: asyncio.sleep(0), again_s=0.1)
            await shift.do(deliver)
            relief = asyncio.create_task(shift.relieve())
            await asyncio.sleep(0.3)
            assert not relief.done()
            way.other.execute("ROLLBACK")
            await relief
        way.other.close()
        with app.store.read() as tx:
            assert [str(each.status) for each in tx.outbox.list_deliveries()] == ["sent", "waiting"]

    with_an_issue(httpserver, tmp_path, '"ann@desk.test"', Clock(), work)
