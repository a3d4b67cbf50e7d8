"""`monitor search`: stored items, by the query language."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from monitor.cli.arguments import LIMIT, pick
from monitor.cli.highlight import extract, headline
from monitor.cli.moments import moment
from monitor.cli.output import plain, safe, say_json_lines, say_table, when
from monitor.cli.pointing import QueryCommand, refusing, warn
from monitor.cli.session import Session
from monitor.model.feeds import Source

if TYPE_CHECKING:
    from monitor.pipeline.search import Found

#: Characters of an item's text that are shown.
_SHOWN = 300


@click.command(cls=QueryCommand)
@click.argument("query")
@click.option("--since", callback=moment, help="Only items first seen since: 7d, 12h or 2026-11-22.")
@click.option("--until", callback=moment, help="Only items first seen before: 7d, 12h or 2026-11-22.")
@click.option(
    "--lang", "languages", multiple=True, help="Only items in this language, such as ru; may be repeated."
)
@click.option("--source", "sources", multiple=True, help="Only items of this source; may be repeated.")
@click.option(
    "--sort",
    type=click.Choice(["newest", "score"]),
    default="newest",
    show_default=True,
    help="Which items come first.",
)
@click.option("--limit", type=LIMIT, default=20, show_default=True, help="At most so many; 0: all.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a line: the item, score and spans."
)
@click.pass_obj
def search(session: Session, /, query: str, sort: str, limit: int, as_json: bool, **bounds: Any) -> None:
    """Search the stored items with a query.

    QUERY is written like a topic's (`monitor help query`); it may call your names (@name) and topics
    (#topic). Put it into single quotes.
    """
    from monitor.app.wiring import prepare_search
    from monitor.store.search import Bounds

    _check_languages(bounds["languages"])
    config = session.load()
    with refusing(query):
        warn(query)
        ready = prepare_search(config, query)
    with session.store(config) as store, store.read() as tx:
        sources = tx.feeds.list_sources()
        pick(bounds["sources"], sources, "source", hint="--source")
        with refusing(query):
            _check_facts(query, [*config.sources, *sources.values()])
        found = ready.find(tx, Bounds(**bounds), now=datetime.now(UTC))
        _say(_first(found, sort, limit), sources, as_json=as_json)


def _check_languages(wanted: Iterable[str]) -> None:
    from monitor.config.values import check_language

    for code in wanted:
        try:
            check_language(code)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--lang") from error


def _check_facts(query: str, known: Sequence[Source]) -> None:
    """Refuse a query for a source or a group that never was, or a slip would pass for no news."""
    from monitor.query.advice import on_nobody
    from monitor.query.parse import parse

    have = {
        "source": {name for source in known for name in (source.key, source.name)},
        "group": {source.group for source in known if source.group},
    }
    for mistake in on_nobody(parse(query), have, lacking="Neither feeds.toml nor the archive has a"):
        raise mistake


def _first(found: "Iterator[Found]", sort: str, limit: int) -> "Iterable[Found]":
    """Return the items to be shown: by score, equal ones as they come, newest first; or just as they come."""
    if sort == "newest":
        return islice(found, limit or None)
    if limit:
        return nlargest(limit, found, key=lambda each: each.match.score)
    return sorted(found, key=lambda each: each.match.score, reverse=True)


def _say(found: "Iterable[Found]", sources: dict[str, Source], *, as_json: bool) -> None:
    if as_json:
        say_json_lines(
            plain(each.item) | {"score": each.match.score, "spans": each.match.spans} for each in found
        )
    elif sys.stdout.isatty():
        _say_blocks(found, sources)
    else:
        say_table(["id", "first seen", "source", "language", "score", "title", "text"], map(_row, found))


def _row(found: "Found") -> tuple[object, ...]:
    item, match = found.item, found.match
    shown = click.unstyle(extract(item, match.spans, limit=_SHOWN))
    seen = when(item.first_seen_at)
    return item.id, seen, item.source, item.language or "-", f"{match.score:.2f}", item.title, shown


def _say_blocks(found: "Iterable[Found]", sources: dict[str, Source]) -> None:
    count = 0
    for each in found:
        count += 1
        _say_block(each, sources[each.item.source])
    if not count:
        click.echo("No stored item matches.")


def _say_block(found: "Found", source: Source) -> None:
    item, match = found.item, found.match
    facts = [when(item.first_seen_at), source.name, item.language, f"score {match.score:.2f}"]
    click.echo(click.style(f"{item.id}  ", bold=True) + headline(item, match.spans))
    click.echo(click.style("    " + safe("  ".join(filter(None, facts))), dim=True))
    if shown := extract(item, match.spans, limit=_SHOWN):
        click.echo(f"    {shown}")
    click.echo()
