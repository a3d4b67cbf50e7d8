"""`monitor topics`: what is watched."""

import click

from monitor.cli.output import say_json, say_table
from monitor.cli.session import Session


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with queries and examples.")
@click.pass_context
def topics(ctx: click.Context, as_json: bool) -> None:
    """List the watched topics and how many stored items match each."""
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    config = session.load()
    with session.store(config) as store, store.read() as tx:
        counts = tx.matches.counts()
        behind = {retag.topic for retag in tx.matches.open_retags()}
    if as_json:
        say_json([{"topic": topic, "items": counts.get(topic.key, 0)} for topic in config.topics])
        return
    rows = (
        (
            topic.key,
            counts.get(topic.key, 0),
            len(topic.must_match) + len(topic.must_not_match),
            "being re-tagged" if topic.key in behind else "",
            topic.name,
        )
        for topic in config.topics
    )
    say_table(["topic", "items", "examples", "state", "name"], rows)
