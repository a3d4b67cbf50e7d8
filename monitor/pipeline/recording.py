"""Passes of jobs, recorded with what they did and how they ended."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

from monitor.errors import MonitorError
from monitor.model.service import Run
from monitor.store.store import Store

log = logging.getLogger(__name__)


@asynccontextmanager
async def recorded(job: str, *, store: Store, clock: Callable[[], datetime]) -> AsyncIterator[dict[str, int]]:
    """Record one pass of a job, with the counts that are put into what is yielded.

    A pass that put nothing into it had nothing to do, and is not recorded; one that failed always is.
    """
    started_at = clock()
    counts: dict[str, int] = {}
    try:
        yield counts
    except Exception as error:
        await asyncio.to_thread(_add, store, job, started_at, clock(), error=str(error) or repr(error))
        raise
    if counts:
        await asyncio.to_thread(_add, store, job, started_at, clock(), counts=counts)


def _add(
    store: Store,
    job: str,
    started_at: datetime,
    ended_at: datetime,
    *,
    counts: Mapping[str, int] | None = None,
    error: str | None = None,
) -> None:
    run = Run(
        job=job,
        started_at=started_at,
        ended_at=ended_at,
        is_ok=error is None,
        counts=counts or {},
        error=error,
    )
    try:
        with store.write() as tx:
            tx.runs.add(run)
    except MonitorError as trouble:
        log.error("could not record the pass of %s: %s", job, trouble)
