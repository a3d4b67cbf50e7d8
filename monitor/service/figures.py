"""The service in figures: what /metrics says. No titles and no recipients among them."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from monitor.app.wiring import App
from monitor.service.state import ServiceState
from monitor.service.tally import Tally
from monitor.service.ticks import Ticks
from monitor.store.gauges import Level
from monitor.store.store import Transaction
from monitor.web.metrics import Metric, one


def figures(app: App, *, state: ServiceState, ticks: Ticks, tally: Tally) -> list[Metric]:
    """Return all measures; StoreError when the database cannot be read."""
    with app.store.read() as tx:
        stored = [*_stored(tx), *_waiting(tx, now=app.clock())]
    return [*_life(state, ticks), *_polls(tally), *stored, *_sizes(app.config.database)]


def _life(state: ServiceState, ticks: Ticks) -> Iterator[Metric]:
    yield one("started_at_seconds", state.started_at, help="When the service began, since 1970.")
    at = state.configured_at
    yield one("configured_at_seconds", at, help="When the configuration in force was taken, since 1970.")
    refused = float(bool(state.mistakes or state.held_up))
    yield one("config_refused", refused, help="1 while an edited configuration is not in force.")
    yield Metric(
        name="job_last_success_seconds",
        kind="gauge",
        help="When each job last ended well, since 1970.",
        label="job",
        values=ticks.succeeded_at,
    )


def _polls(tally: Tally) -> Iterator[Metric]:
    yield Metric(
        name="polls_total",
        kind="counter",
        help="Polls of feeds since the start.",
        label="result",
        values=tally.polls,
    )


def _stored(tx: Transaction) -> Iterator[Metric]:
    totals, (polled, failing) = tx.gauges.totals(), tx.gauges.feeds()
    yield one("items_total", totals.items, kind="counter", help="Items ever stored.")
    yield one("matches_total", totals.matches, kind="counter", help="Matches ever found.")
    yield one("issues_total", totals.issues, kind="counter", help="Issues of digests ever made.")
    yield one("feeds", polled, help="Feeds that are polled.")
    yield one("feeds_failing", failing, help="Feeds whose last poll failed.")
    yield Metric(
        name="deliveries",
        kind="gauge",
        help="Deliveries by what became of them.",
        label="status",
        values=tx.outbox.counts(),
    )


def _waiting(tx: Transaction, *, now: datetime) -> Iterator[Metric]:
    levels = tx.gauges.queues(now)
    waiting = {job: float(level.waiting) for job, level in levels.items()}
    ages = {job: _age_s(level, now) for job, level in levels.items()}
    yield Metric(
        name="queue_length", help="What waits for each job.", values=waiting, kind="gauge", label="job"
    )
    yield Metric(
        name="queue_age_seconds",
        kind="gauge",
        help="For how long the oldest of it has waited.",
        label="job",
        values=ages,
    )
    yield one("retag_below_item", tx.gauges.to_retag(), help="Items below this id wait to be tagged anew.")


def _age_s(level: Level, now: datetime) -> float:
    return max(0.0, (now - level.since).total_seconds()) if level.since else 0.0


def _sizes(database: Path) -> Iterator[Metric]:
    yield one("database_bytes", _size(database), help="Size of the database.")
    yield one("wal_bytes", _size(Path(f"{database}-wal")), help="Size of its write-ahead log.")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
