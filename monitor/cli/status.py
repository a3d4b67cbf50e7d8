"""`monitor status`: how everything is, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.output import duration, safe, say_json, when
from monitor.cli.session import Session
from monitor.cli.stored import Line, stored
from monitor.errors import ConfigError
from monitor.words.counts import count

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.service.state import ServiceState

#: Mistakes that are told; `monitor config check` tells all.
_MOST_MISTAKES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the lines are made of."""

    #: As the files say it; None when they have mistakes.
    config: "Config | None"
    #: What is wrong with the files.
    mistakes: tuple[str, ...]
    #: What the service last said; None: it has never run here.
    state: "ServiceState | None"
    #: Seconds since its last sign of life.
    silent_s: float
    #: The process that serves; None when there is none.
    pid: int | None
    now: datetime


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON: the same words, by their names.")
@click.pass_obj
def status(session: Session, as_json: bool) -> None:
    """Say in words how service, configuration, feeds, items, digests, deliveries and database are.

    It works beside a running service and without one, and with a configuration that has mistakes.
    """
    seen = _look(session)
    lines = [*_service(seen), *_configuration(seen)]
    database = _database(seen)
    if database is None or not database.exists():
        lines.append(("Database", "none yet: `monitor once` or `monitor run` makes one"))
    else:
        digests = seen.config.digests if seen.config else ()
        lines += stored(database, digests, seen.now, data_dir=session.places().data_dir)
    if as_json:
        say_json(dict(lines))
        return
    width = max(14, *(len(name) + 1 for name, _ in lines))
    for name, text in lines:
        click.echo(name.ljust(width) + safe(text).replace("\n", "\n" + " " * width))


def _look(session: Session) -> Seen:
    from monitor.service import state
    from monitor.store.instance import holder

    config: Config | None = None
    mistakes: tuple[str, ...] = ()
    try:
        config = session.load()
    except ConfigError as error:
        mistakes = tuple(map(str, error.problems))
    folder = session.places().data_dir
    found, silent_s = state.read(folder) or (None, 0.0)
    return Seen(
        config=config,
        mistakes=mistakes,
        state=found,
        silent_s=silent_s,
        pid=holder(folder),
        now=datetime.now(UTC),
    )


def _database(seen: Seen) -> Path | None:
    if seen.config is not None:
        return seen.config.database
    return Path(seen.state.database) if seen.state else None


def _service(seen: Seen) -> Iterator[Line]:
    from monitor.service.state import MAX_AGE_S

    if seen.pid is None or seen.state is None:
        yield "Service", "not running: `monitor run` starts it"
    elif seen.silent_s > MAX_AGE_S:
        yield "Service", f"process {seen.pid} hangs: no sign of life for {duration(seen.silent_s)}"
    elif seen.state.stuck:
        yield "Service", f"process {seen.pid} hangs: {', '.join(seen.state.stuck)}"
    else:
        trouble = f", and nothing can be stored: {seen.state.trouble}" if seen.state.trouble else ""
        yield "Service", f"running since {_at(seen.state.started_at)} as process {seen.pid}{trouble}"


def _configuration(seen: Seen) -> Iterator[Line]:
    mistakes = seen.state.mistakes if seen.pid and seen.state else seen.mistakes
    if mistakes:
        rest = len(mistakes) - _MOST_MISTAKES
        told = [*mistakes[:_MOST_MISTAKES], *([f"and {rest} more"] if rest > 0 else [])]
        in_force = (
            f"; the one of {_at(seen.state.configured_at)} is in force" if seen.pid and seen.state else ""
        )
        yield "Configuration", f"has {count(len(mistakes), 'mistake')}{in_force}:\n" + "\n".join(told)
    elif seen.pid and seen.state and seen.state.held_up:
        yield "Configuration", f"edited, but not in force yet: {seen.state.held_up}"
    elif seen.config is not None:
        from monitor.service.reloading import describe

        since = f", in force since {_at(seen.state.configured_at)}" if seen.pid and seen.state else ""
        yield "Configuration", f"{describe(seen.config)}{since}"


def _at(seconds: float) -> str:
    return when(datetime.fromtimestamp(seconds, UTC))
