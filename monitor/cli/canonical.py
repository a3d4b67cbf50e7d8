"""`monitor topics format`: queries as the program reads them."""

import click

from monitor.cli.draft import load_draft
from monitor.cli.output import safe, say_json
from monitor.cli.pointing import QueryCommand, refusing, warn
from monitor.cli.session import Session


@click.command(name="format", cls=QueryCommand)
@click.argument("query", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def format_(session: Session, query: str | None, as_json: bool) -> None:
    """Print QUERY, or the query of every topic, in canonical form, as the program reads it.

    Remarks are left out. What may not be meant as it is read is told on standard error.
    """
    if query is not None:
        canonical = _format_one(query)
        if as_json:
            say_json({"query": canonical})
        else:
            click.echo(safe(canonical))
        return
    from monitor.query.format import format_query
    from monitor.query.parse import parse

    config = load_draft(session)
    for warning in config.warnings:
        click.echo(safe(f"monitor: {warning}"), err=True)
    found = {topic.key: format_query(parse(topic.query)) for topic in config.topics}
    if as_json:
        say_json([{"topic": key, "query": canonical} for key, canonical in found.items()])
        return
    for key, canonical in found.items():
        click.echo(f"{click.style(key, bold=True)}\n    {safe(canonical)}")


def _format_one(query: str) -> str:
    """Return one query in canonical form; tell its warnings; refuse it with a caret under the place."""
    from monitor.query.format import format_query
    from monitor.query.parse import parse

    with refusing(query):
        warn(query)
        return format_query(parse(query))
