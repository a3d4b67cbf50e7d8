"""Queries typed at the command line: what is wrong with them, with a caret under the place."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from monitor.cli.output import safe
from monitor.errors import QueryError


@contextmanager
def refusing(query: str) -> Iterator[None]:
    """Turn what is wrong with the query into a usage error (exit code 2)."""
    try:
        yield
    except QueryError as error:
        said = f"{error}\n{pointed(query, error.start, error.end)}" if query.strip() else str(error)
        raise click.BadParameter(said, param_hint="QUERY") from error


def warn(query: str) -> None:
    """Tell, on standard error, what may not be meant as it is read; raise QueryError when it is wrong."""
    from monitor.query.parse import read

    for text, start in read(query).warnings:
        click.echo(f"monitor: {safe(text)}\n{pointed(query, start, start + 1)}", err=True)


def pointed(query: str, start: int, end: int) -> str:
    """Return the line of a query that holds an offset, with carets under the place."""
    first = query.rfind("\n", 0, start) + 1
    line = query[first:].partition("\n")[0]
    carets = "^" * max(1, min(end - first, len(line)) - (start - first))
    return f"    {safe(line)}\n    {' ' * (start - first)}{carets}"
