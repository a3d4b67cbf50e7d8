"""`monitor topics`: what is watched, and working on it."""

import asyncio
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from monitor.cli.canonical import format_
from monitor.cli.examples import test
from monitor.cli.listing import ListingGroup
from monitor.cli.measure import evaluate_topics
from monitor.cli.output import progress, say_json, say_table
from monitor.cli.preview import near_misses, preview
from monitor.cli.session import Session

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.store.store import Transaction


@click.group(cls=ListingGroup, invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with queries and examples.")
@click.pass_context
def topics(ctx: click.Context, as_json: bool) -> None:
    """List the watched topics and how many stored items match each; work on them."""
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    config = session.load()
    with session.store(config) as store, store.read() as tx:
        counts = tx.matches.counts()
        states = _states(tx, config.matcher.versions)
    if as_json:
        say_json(
            [
                {"topic": topic, "items": counts.get(topic.key, 0), "state": states.get(topic.key)}
                for topic in config.topics
            ]
        )
        return
    rows = (
        (
            topic.key,
            counts.get(topic.key, 0),
            len(topic.must_match) + len(topic.must_not_match),
            states.get(topic.key, ""),
            topic.name,
        )
        for topic in config.topics
    )
    say_table(["topic", "items", "examples", "state", "name"], rows)


def _states(tx: "Transaction", versions: Mapping[str, str]) -> dict[str, str]:
    """Return the topics with which stored items are not all tagged as they stand in the configuration."""
    stored = tx.matches.versions()
    changed = [key for key, version in versions.items() if stored.get(key) != version]
    states = dict.fromkeys(changed if tx.items.last_id() else (), "to be re-tagged")
    return states | {retag.topic: "being re-tagged" for retag in tx.matches.open_retags(versions)}


@topics.command()
@click.pass_obj
def retag(session: Session) -> None:
    """Tag stored items anew for changed topics, now rather than with the next pass.

    Nothing is fetched. It may be stopped and started again: it goes on where it was.
    """
    session.log_to_stderr(logging.CRITICAL)
    config = session.load()
    counts = asyncio.run(_retag(session, config))
    say_table(["topic", "before", "after"], ((topic, *pair) for topic, pair in counts.items()))


async def _retag(session: Session, config: "Config") -> dict[str, tuple[int, int]]:
    """Re-tag all that is behind; return the matches of each topic before and after."""
    from monitor.app.wiring import open_app

    with session.store(config) as store, store.read() as tx:
        before = tx.matches.counts()
    async with open_app(config) as app:
        with progress("Tagging stored items") as bar:
            with app.store.read() as tx:
                bar.total(max((retag.below - 1 for retag in tx.matches.open_retags()), default=0))
            while done := await app.jobs.retag():
                for _ in range(done):
                    bar.step()
        with app.store.read() as tx:
            after = tx.matches.counts()
    keys = [topic.key for topic in config.topics]
    return {key: (before.get(key, 0), after.get(key, 0)) for key in keys}


topics.add_command(test)
topics.add_command(format_)
topics.add_command(preview)
topics.add_command(near_misses)
topics.add_command(evaluate_topics)
