"""`monitor status`: how everything is, in words."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.output import count, safe, say_json, when
from monitor.cli.session import Session
from monitor.errors import ConfigError

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.service.state import State
    from monitor.store.store import Transaction

#: A name, and what is to be said under it.
Line = tuple[str, str]

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
    state: "State | None"
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
        lines += _stored(seen, database)
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
        yield "Service", f"process {seen.pid} hangs: no sign of life for {_duration(seen.silent_s)}"
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


def _stored(seen: Seen, database: Path) -> list[Line]:
    from monitor.store.store import Store

    store = Store.open_file(database)
    try:
        with store.read() as tx:
            return [
                *_feeds(tx),
                *_items(tx, seen.now),
                *_waiting(tx, seen.now),
                *_digests(tx, seen),
                *_deliveries(tx, seen.now),
                *_size(database),
            ]
    finally:
        store.close()


def _feeds(tx: "Transaction") -> Iterator[Line]:
    from monitor.pipeline.health import list_health

    states = Counter(str(health.state) for _, _, health in list_health(tx))
    counts = ", ".join(f"{number} {state}" for state, number in states.most_common())
    more = "" if set(states) <= {"healthy", "not polled yet"} else "; `monitor feeds` says why"
    yield "Feeds", f"{counts or 'none'}{more}"


def _items(tx: "Transaction", now: datetime) -> Iterator[Line]:
    totals, (fresh, newest) = tx.gauges.totals(), tx.gauges.seen_since(now - timedelta(days=1))
    last = f", the last {_duration((now - newest).total_seconds())} ago" if newest else ""
    yield "Items", f"{totals.items:,} taken in, {fresh:,} in the last 24 hours{last}"


def _waiting(tx: "Transaction", now: datetime) -> Iterator[Line]:
    what = {
        "poll": ("feed", "to be polled"),
        "pages": ("article", "to be read"),
        "stories": ("item", "to be placed"),
    }
    waits = [
        f"{count(level.waiting, what[job][0])} {what[job][1]}, "
        f"for {_duration((now - level.since).total_seconds())}"
        for job, level in tx.gauges.queues(now).items()
        if job in what and level.since
    ]
    if below := tx.gauges.to_retag():
        waits.append(f"items up to {below:,} to be tagged anew")
    if waits:
        yield "Waiting", "; ".join(waits)


def _digests(tx: "Transaction", seen: Seen) -> Iterator[Line]:
    from monitor.digest.windows import next_due

    for digest in seen.config.digests if seen.config else ():
        last = [issue.entry for issue in tx.archive.each_issue(digest=digest.key, limit=1)]
        made = f"issue {last[0].number} of {when(last[0].made_at)}" if last else "no issue yet"
        due = "as soon as there is news"
        if not digest.schedule.is_immediate:
            due = when(next_due(digest.schedule, seen.now))
        yield f"{'Alert' if digest.alerting else 'Digest'} {digest.key}", f"{made}; the next {due}"


def _deliveries(tx: "Transaction", now: datetime) -> Iterator[Line]:
    from monitor.pipeline.outbox import count_failing

    counts = ", ".join(f"{number:,} {status}" for status, number in sorted(tx.outbox.counts().items()))
    failing = count_failing(tx, now)
    more = f"; {failing} fail: `monitor deliveries --failed` says why" if failing else ""
    yield "Deliveries", f"{counts or 'none yet'}{more}"


def _size(database: Path) -> Iterator[Line]:
    wal = Path(f"{database}-wal")
    log = f", its log {wal.stat().st_size / 2**20:.1f} MB" if wal.exists() else ""
    free = shutil.disk_usage(database.parent).free / 2**30
    yield "Database", f"{database}: {database.stat().st_size / 2**20:.1f} MB{log}, {free:.1f} GB free"


def _at(seconds: float) -> str:
    return when(datetime.fromtimestamp(seconds, UTC))


def _duration(seconds: float) -> str:
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}s"
    return f"{max(seconds, 0):.0f} seconds"
