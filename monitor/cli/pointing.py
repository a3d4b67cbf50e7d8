"""Queries typed at the command line: those that begin with a dash, and what is wrong with them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from monitor.cli.output import safe
from monitor.errors import QueryError


class QueryCommand(click.Command):
    """A command that takes a query, which may begin with a dash: `-russia sanctions`; options have two."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what begins with one dash for the query, and not for options."""
        at = next((number for number in range(len(args)) if self._is_query(ctx, args, number)), None)
        if at is not None and "--" not in args:
            args = [*args[:at], *args[at + 1 :], "--", args[at]]
        return super().parse_args(ctx, args)

    def _is_query(self, ctx: click.Context, args: Sequence[str], at: int) -> bool:
        if not args[at].startswith("-") or args[at].startswith("--") or args[at] in ctx.help_option_names:
            return False
        options = (each for each in self.params if isinstance(each, click.Option) and not each.is_flag)
        return not any(at and args[at - 1] in option.opts for option in options)


@contextmanager
def refusing(query: str) -> Iterator[None]:
    """Turn what is wrong with the query into a usage error (exit code 2), with carets under the place."""
    from monitor.query.pointing import pointed

    try:
        yield
    except QueryError as error:
        place = pointed(query, error.start, error.end) if query.strip() else ""
        raise click.BadParameter(safe(f"{error}\n{place}".rstrip()), param_hint="QUERY") from error


def warn(query: str) -> None:
    """Tell, on standard error, what may not be meant as it is read; raise QueryError when it is wrong."""
    from monitor.query.parse import read
    from monitor.query.pointing import pointed

    for text, start in read(query).warnings:
        click.echo(safe(f"monitor: {text}\n{pointed(query, start, start + 1)}"), err=True)
