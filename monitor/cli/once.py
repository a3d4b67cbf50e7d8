"""`monitor once`: one full pass, told in a few lines."""

import asyncio
import logging
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from monitor.cli.output import progress, safe, say_json
from monitor.cli.session import Session
from monitor.errors import StoreError
from monitor.words.counts import count

if TYPE_CHECKING:
    from monitor.app.wiring import App
    from monitor.config.settings import Config
    from monitor.model.issues import Issue
    from monitor.pipeline.fulltexts import Read
    from monitor.pipeline.outbox import Sent
    from monitor.pipeline.outcome import Outcome

#: How many different reasons of failed feeds are told; `monitor feeds` has them all.
MOST_REASONS = 5
#: Channel -> what was delivered.
_SAID = {"file": "Report", "email": "Mail", "webhook": "Webhook", "notify": "Note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What one pass came to."""

    seeds: "list[Outcome]"
    feeds: "list[Outcome]"
    pages: "list[Read]"
    issues: "list[Issue]"
    sent: "list[Sent]"
    #: Deliveries, of this pass or of earlier ones, that are to be tried again.
    waiting: int = 0


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
        say_json(_summary(done))
    else:
        _tell_items(done, busy=len(config.feeds) - len(done.feeds))
        _tell_digests(done, config, dry_run=dry_run)
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


def _tell_items(done: Pass, *, busy: int) -> None:
    broken = [seed for seed in done.seeds if seed.error]
    failed = [feed for feed in done.feeds if feed.error]
    read = [*done.seeds, *done.feeds]
    click.echo(f"Seeds    {len(done.seeds) - len(broken)} read, {len(broken)} broken")
    for seed in broken:
        error = (seed.error or "").removeprefix(f"{seed.place}: ")
        click.echo(f"         {safe(seed.place)}: {safe(error)}")
    click.echo(f"Feeds    {len(done.feeds) - len(failed)} answered, {len(failed)} could not be read")
    _tell_reasons(failed)
    if busy:
        click.echo(f"         {busy} not asked: another process is polling them, or was killed while it did;")
        click.echo("         they are free again within three minutes")
    if done.pages:
        missing = sum(1 for page in done.pages if page.error)
        click.echo(f"Articles {len(done.pages) - missing} read from their pages, {missing} could not be")
    new, revised = sum(o.new for o in read), sum(o.revised for o in read)
    matches = count(sum(o.matches for o in read), "match", "matches")
    click.echo(f"Items    {new} new, {revised} revised; {matches}")


def _tell_reasons(failed: "Sequence[Outcome]") -> None:
    reasons = Counter(_without_place(outcome.error or "") for outcome in failed).most_common()
    for reason, times in reasons[:MOST_REASONS]:
        click.echo(f"         {times} x {safe(reason)}")
    if failed:
        rest = len(reasons) - MOST_REASONS
        more = f"{count(rest, 'more reason')}; " if rest > 0 else ""
        click.echo(f"         ({more}`monitor feeds` lists them all)")


def _without_place(error: str) -> str:
    """Return a reason without the host it names, so that equal reasons can be counted together."""
    head, separator, tail = error.partition(": ")
    return head if separator and " " not in tail.strip() else error


def _tell_digests(done: Pass, config: "Config", *, dry_run: bool) -> None:
    if dry_run:
        from monitor.digest.environment import Templates
        from monitor.digest.render_mail import render_mail

        heartbeats = {digest.key for digest in config.digests if digest.heartbeat}
        for issue in done.issues:
            if not issue.stories and issue.digest not in heartbeats:
                click.echo(f"\n{safe(issue.name)}: nothing to tell, so nothing would be sent")
                continue
            click.echo("\n" + safe(render_mail(issue, Templates(folder=config.templates_dir)).text))
        return
    for issue in done.issues:
        items = count(sum(len(story.items) for story in issue.stories), "item")
        kind = "Alert " if issue.is_alert else "Digest"
        click.echo(f"{kind}   {issue.name}, issue {issue.number}: {items}")
    if not done.issues:
        click.echo("Digest   nothing new since the last issue")
    for sent in done.sent:
        _tell_delivery(sent, config)
    if done.waiting:
        click.echo(f"Waiting  {done.waiting} to be delivered; `monitor digests` says why")


def _tell_delivery(sent: "Sent", config: "Config") -> None:
    delivery = sent.delivery
    is_file = delivery.channel == "file"
    target = str((config.report_dir / delivery.recipient).resolve()) if is_file else delivery.recipient
    if sent.error:
        click.echo(f"         not delivered to {target}: {safe(sent.error)}", err=True)
    else:
        click.echo(f"{_SAID[delivery.channel]:<8} {target}")


def _summary(done: Pass) -> dict[str, object]:
    return {
        "seeds": done.seeds,
        "feeds": done.feeds,
        "pages": done.pages,
        "issues": [
            {"digest": i.digest, "number": i.number, "from": i.window.from_at, "until": i.window.until_at}
            for i in done.issues
        ],
        "deliveries": [
            {"channel": s.delivery.channel, "recipient": s.delivery.recipient, "error": s.error}
            for s in done.sent
        ],
        "waiting": done.waiting,
    }
