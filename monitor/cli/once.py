"""`monitor once`: one full pass."""

import asyncio
import logging
import signal
import sys
from typing import TYPE_CHECKING

import click

from monitor.cli.output import progress, say_json
from monitor.cli.session import Session
from monitor.cli.told import Pass, summary, tell_digests, tell_items
from monitor.errors import StoreError

if TYPE_CHECKING:
    from monitor.app.wiring import App
    from monitor.config.settings import Config
    from monitor.pipeline.fulltexts import Read
    from monitor.pipeline.outcome import Outcome


@click.command()
@click.option("--dry-run", is_flag=True, help="Print the digests instead of making and sending them.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON document.")
@click.pass_obj
def once(session: Session, dry_run: bool, as_json: bool) -> None:
    """Poll every feed, read the seeds and send the digests, once.

    Every configured feed is asked, due or not. Each digest's window is closed now: what the
    digest has not told yet goes out through its channels. A feed that cannot be read is no
    failure; a report that cannot be delivered is (exit code 1), and is tried again next time.
    """
    session.log_to_stderr(logging.CRITICAL)
    config = session.load()
    # A plain kill ends like Ctrl-C: what is being polled is given free.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    done = asyncio.run(_pass(config, dry_run=dry_run))
    if as_json:
        say_json(summary(done))
    else:
        tell_items(done, busy=len(config.feeds) - len(done.feeds))
        tell_digests(done, config, dry_run=dry_run)
    if any(sent.error for sent in done.sent):
        sys.exit(1)


async def _pass(config: "Config", *, dry_run: bool) -> Pass:
    from monitor.app.wiring import open_app

    async with open_app(config) as app:
        seeds = await app.jobs.read_seeds()
        feeds = await _poll(app)
        if refusal := next((outcome.error for outcome in feeds if not outcome.is_saved), None):
            raise StoreError(refusal)
        pages = await _read_pages(app)
        while await app.jobs.retag():
            pass
        with progress("Finding stories"):
            while not await app.jobs.place_stories():
                await asyncio.sleep(1)
        if dry_run:
            issues = app.issues.preview(app.clock())
            return Pass(seeds=seeds, feeds=feeds, pages=pages, issues=issues, sent=[])
        # What readers are alerted to now is not told again by the digests.
        issues = await app.jobs.make_alerts()
        sent = await app.jobs.deliver()
        issues += await app.jobs.make_issues(due_only=False)
        sent += await app.jobs.deliver()
        app.jobs.archive.write()
        await app.jobs.maintain()
        with app.store.read() as tx:
            waiting = tx.outbox.counts().get("waiting", 0)
        return Pass(seeds=seeds, feeds=feeds, pages=pages, issues=issues, sent=sent, waiting=waiting)


async def _poll(app: "App") -> "list[Outcome]":
    with progress("Polling feeds") as bar:
        return await app.jobs.poll(due_only=False, total=bar.total, tell=lambda _: bar.step())


async def _read_pages(app: "App") -> "list[Read]":
    """Read the pages that are wanted, until all are done or none can be read any more."""
    done: list[Read] = []
    with progress("Reading articles"):
        while batch := await app.jobs.read_pages():
            done += batch
            if all(each.error for each in batch):
                break
    return done
