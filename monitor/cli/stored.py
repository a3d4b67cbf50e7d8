"""What `monitor status` says of what is stored, and of what waits."""

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.cli.output import duration, when
from monitor.model.digests import Digest
from monitor.words.counts import count

if TYPE_CHECKING:
    from monitor.store.store import Transaction

#: A name, and what is to be said under it.
Line = tuple[str, str]


def stored(database: Path, digests: Sequence[Digest], now: datetime, *, data_dir: Path) -> list[Line]:
    """Return what is said of a database that is there; `digests`: those of the configuration."""
    from monitor.store.store import Store

    store = Store.open_file(database, data_dir=data_dir)
    try:
        with store.read() as tx:
            return [
                *_feeds(tx),
                *_items(tx, now),
                *_waiting(tx, now),
                *_digests(tx, digests, now),
                *_deliveries(tx, now),
                *_size(database),
            ]
    finally:
        store.close()


def _feeds(tx: "Transaction") -> Iterator[Line]:
    from monitor.pipeline.health import list_health

    states = Counter(str(health.state) for _, _, health in list_health(tx))
    counts = ", ".join(f"{number} {state}" for state, number in states.most_common())
    more = "" if set(states) <= {"healthy", "not polled yet"} else "; `monitor feeds` says why"
    yield "Feeds", f"{counts or 'none asked yet'}{more}"


def _items(tx: "Transaction", now: datetime) -> Iterator[Line]:
    totals, (fresh, newest) = tx.gauges.totals(), tx.gauges.seen_since(now - timedelta(days=1))
    last = f", the last {duration((now - newest).total_seconds())} ago" if newest else ""
    yield "Items", f"{totals.items:,} taken in, {fresh:,} in the last 24 hours{last}"


def _waiting(tx: "Transaction", now: datetime) -> Iterator[Line]:
    what = {
        "poll": ("feed", "to be polled"),
        "pages": ("article", "to be read"),
        "stories": ("item", "to be placed"),
    }
    waits = [
        f"{count(level.waiting, what[job][0])} {what[job][1]}, "
        f"for {duration((now - level.since).total_seconds())}"
        for job, level in tx.gauges.queues(now).items()
        if job in what and level.since
    ]
    if below := tx.gauges.to_retag():
        waits.append(f"items up to {below:,} to be tagged anew")
    if waits:
        yield "Waiting", "; ".join(waits)


def _digests(tx: "Transaction", digests: Sequence[Digest], now: datetime) -> Iterator[Line]:
    from monitor.digest.windows import next_due

    for digest in digests:
        last = [issue.entry for issue in tx.archive.each_issue(digest=digest.key, limit=1)]
        made = f"issue {last[0].number} of {when(last[0].made_at)}" if last else "no issue yet"
        due = "as soon as there is news"
        if not digest.schedule.is_immediate:
            due = when(next_due(digest.schedule, now))
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
