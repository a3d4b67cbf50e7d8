"""What the commands print: tables, plain lines, JSON, and progress at a terminal."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import click

from monitor.model.times import is_day

#: What JSON would leave as it is although it steers terminals, or parts lines, or cannot be written.
_STEERING = re.compile(r"[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(value: Any) -> Any:
    """Return a noun as JSON knows it: objects, lists, texts, ISO 8601 times."""
    if is_dataclass(value) and not isinstance(value, type):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    elif hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    return value


def _as_text(value: Any) -> str:
    """Return what JSON has no form for: times in ISO 8601, the rest as it prints."""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def to_json(value: Any, *, indent: int | None = None) -> str:
    """Return a value as JSON that is harmless at a terminal, whatever strangers put into its texts."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=indent, default=_as_text)
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def steady(text: str) -> str:
    """Return untrusted text with blanks for what steers terminals, and all else as it is."""
    return _STEERING.sub(" ", text)


def say_json(value: Any) -> None:
    """Print a value as one JSON document."""
    click.echo(to_json(value, indent=2))


def say_json_lines(values: Iterable[Any]) -> None:
    """Print one JSON document a line, as they come."""
    for value in values:
        click.echo(to_json(value))


def when(at: datetime | None) -> str:
    """Return a time in the zone of this machine, to the minute; a dash for none."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M") if at else "-"


def when_published(at: datetime | None) -> str:
    """Return a time of publication as `when` does, or the day alone when no more is known."""
    return f"{at.astimezone(UTC):%Y-%m-%d}" if at and is_day(at) else when(at)


def duration(seconds: float) -> str:
    """Return a span of time in whole days, hours, minutes or seconds, two of the unit at least."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}s"
    return f"{max(seconds, 0):.0f} seconds"


def safe(text: str) -> str:
    """Return untrusted text without characters that could steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def say_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table at a terminal; tab-separated lines, with a head, when piped."""
    if not sys.stdout.isatty():
        for row in [columns, *rows]:
            click.echo("\t".join(safe(str(cell)).replace("\n", " ") for cell in row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(safe(str(cell))) for cell in row))
    Console().print(table)


class Progress(Protocol):
    """How far long work has come."""

    def total(self, count: int) -> None:
        """Say how much there is to do."""

    def step(self) -> None:
        """Say that one more is done."""


class _Silent:
    def total(self, count: int) -> None:
        """Say nothing."""

    def step(self) -> None:
        """Say nothing."""


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Show a bar on standard error when it is a terminal, and nothing otherwise."""
    if not sys.stderr.isatty():
        yield _Silent()
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(what, total=None)

        class _Bar:
            def total(self, count: int) -> None:
                bars.update(task, total=count)

            def step(self) -> None:
                bars.advance(task)

        yield _Bar()
