"""`monitor feeds`: what is polled, how it is, and what it answers right now."""

import asyncio
import logging
import sys
from typing import TYPE_CHECKING

import click

from monitor.cli.arguments import pick
from monitor.cli.feeds_add import add, discover
from monitor.cli.feeds_opml import export, import_
from monitor.cli.listing import ListingGroup
from monitor.cli.output import progress, say_json, say_table, when, when_published
from monitor.cli.session import Session
from monitor.fetch.notices import is_gone, moved_to

if TYPE_CHECKING:
    from monitor.model.coverage import Health
    from monitor.model.feeds import Feed, FeedState
    from monitor.pipeline.checking import Checked


@click.group(cls=ListingGroup, invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON with every stored field.")
@click.pass_context
def feeds(ctx: click.Context, as_json: bool) -> None:
    """List the feeds and how they are; `monitor feeds check` asks them."""
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    from monitor.pipeline.health import list_health

    with session.store(session.load()) as store, store.read() as tx:
        found = list_health(tx)
    if as_json:
        say_json([{"feed": feed, "state": state, "health": health} for feed, state, health in found])
        return
    columns = ["source", "state", "since", "new item", "next poll", "url", "why", "remedy"]
    say_table(columns, (_health_row(*each) for each in found))


def _health_row(feed: "Feed", state: "FeedState", health: "Health") -> tuple[object, ...]:
    moments = when(health.since), when(state.new_item_at), when(state.next_fetch_at)
    moved = moved_to(state)
    remedy = f"has moved to {moved}: change its address in feeds.toml" if moved else health.remedy
    name = "gone" if is_gone(state) else health.state
    return feed.source, name, *moments, feed.url, health.why, remedy


@feeds.command()
@click.argument("sources", nargs=-1)
@click.option("--debug", is_flag=True, help="Log each request and its answer to standard error.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def check(session: Session, sources: tuple[str, ...], debug: bool, as_json: bool) -> None:
    """Ask the feeds of SOURCES (or all) now, store nothing, and tell which answer.

    The exit code is 1 when one does not.
    """
    from monitor.app.asking import check_feeds

    if debug:
        session.log_to_stderr(logging.DEBUG)
    config = session.load()
    keys = set(pick(sources, [source.key for source in config.sources], "source", hint="SOURCES"))
    with progress("Checking feeds") as bar:
        bar.total(sum(1 for feed in config.feeds if feed.source in keys))
        done = asyncio.run(check_feeds(config, keys=keys, tell=lambda _: bar.step()))
    if as_json:
        say_json(done)
    else:
        say_table(["source", "answer", "items", "newest", "url"], (_row(each) for each in done))
    if any(each.error for each in done):
        sys.exit(1)


def _row(checked: "Checked") -> tuple[object, ...]:
    answer = checked.error or (f"ok, but {checked.note}" if checked.note else "ok")
    return checked.source, answer, checked.items, when_published(checked.newest_at), checked.url


for command in (discover, add, import_, export):
    feeds.add_command(command)
