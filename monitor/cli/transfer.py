"""`monitor export` and `monitor import`: what is stored as JSON Lines or CSV, and back."""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from monitor.cli.output import say_json_lines, steady, to_json
from monitor.cli.session import Session
from monitor.errors import StoreError
from monitor.words.counts import count

if TYPE_CHECKING:
    from monitor.store.store import Store

#: Name for --csv -> what a line of JSON calls itself; in the order in which an import needs them.
KINDS = {
    "sources": "source",
    "items": "item",
    "matches": "match",
    "stories": "story",
    "issues": "issue",
    "digests": "digest",
}

#: Lines that are taken in together.
_BATCH = 100


@click.command()
@click.option("--csv", "kind", type=click.Choice(list(KINDS)), help="One kind of record as CSV instead.")
@click.pass_obj
def export(session: Session, kind: str | None) -> None:
    """Print all items, matches, stories and issues as JSON Lines.

    Each line is one object whose "kind" is source, item, match, story, issue or digest, with every stored
    field; `monitor import` reads them. With --csv a table for spreadsheets: lists stand in it as JSON, and
    texts that a spreadsheet would take for a formula begin with an apostrophe.
    """
    with session.store(session.load()) as store:
        if kind is not None:
            _say_csv(_reader(kind)(store))
            return
        for each, name in KINDS.items():
            say_json_lines({"kind": name, **record} for record in _reader(each)(store))


def _reader(kind: str) -> "Callable[[Store], Iterator[dict[str, Any]]]":
    from monitor.store import exporting

    reader: Callable[[Store], Iterator[dict[str, Any]]] = getattr(exporting, f"export_{kind}")
    return reader


def _say_csv(records: Iterator[dict[str, Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for number, record in enumerate(records):
        if number == 0:
            writer.writerow(record)
        writer.writerow([_cell(value) for value in record.values()])


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | dict):
        return to_json(value)
    if not isinstance(value, str):
        return value
    # A spreadsheet runs what begins so, and these texts are from strangers.
    is_formula = value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return steady(f"'{value}" if is_formula else value)


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.pass_obj
def import_(session: Session, file: str) -> None:
    """Take in the items, matches and issues of an export; - reads standard input.

    What is here already is recognised and left as it is, so a file may be read twice, and archives may be
    joined. Stories are found anew. What is taken in is no news: a digest goes on where it was, and announces
    only what it has not told yet. It is tagged with the topics of here by the running service, or by `monitor
    topics retag`. To move a whole database as it is, use `monitor backup` and `restore`.
    """
    from monitor.store.importing import Importer

    importer, taken, known = Importer(), 0, 0
    with click.open_file(file, "rb") as opened, session.store(session.load()) as store:
        lines = enumerate(opened, start=1)
        while batch := list(islice(lines, _BATCH)):
            with store.write() as tx:
                for number, line in batch:
                    try:
                        record = json.loads(line)
                        kind = record.pop("kind")
                        is_new = importer.take(tx.connection, kind, record, now=datetime.now(UTC))
                    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                        raise _not_ours(file, number, error) from error
                    taken, known = taken + is_new, known + (not is_new)
    click.echo(f"{count(taken, 'record')} taken in, {known:,} known already or made anew")


def _not_ours(name: str, number: int, error: Exception) -> StoreError:
    return StoreError(
        f"{name}:{number}: is no line of an export ({error}); the lines before it may have been taken in: "
        "correct the file and read it once more"
    )
