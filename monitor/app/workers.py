"""The processes in which what comes from outside is read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from monitor.model.fulltexts import FullText
from monitor.pipeline.pages import FullTextJob, read_page
from monitor.pipeline.reading import FeedJob, Reading, SeedJob, read
from monitor.workers.pool import WorkerPool
from monitor.workers.room import count_workers

#: Processes that read documents, where there is room for them.
READERS = 2
#: What reading one document may cost before its worker is killed.
READ_DEADLINE_S = 20.0
READ_MEMORY_MB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """The processes in which what comes from outside is read; they know nothing of a configuration."""

    readers: WorkerPool[FeedJob | SeedJob, Reading]
    pages: WorkerPool[FullTextJob, FullText]


@asynccontextmanager
async def start_workers() -> AsyncIterator[Workers]:
    """Hold workers for one application after the other, or for two while one is relieved."""
    async with reading_workers() as readers, _page_workers() as pages:
        yield Workers(readers=readers, pages=pages)


def reading_workers() -> WorkerPool[FeedJob | SeedJob, Reading]:
    """Return the processes that read feeds and seeds, as many as there is room for."""
    count = count_workers(most=READERS)
    return WorkerPool(read, count=count, deadline_s=READ_DEADLINE_S, memory_mb=READ_MEMORY_MB)


def _page_workers() -> WorkerPool[FullTextJob, FullText]:
    return WorkerPool(read_page, count=1, deadline_s=READ_DEADLINE_S, memory_mb=READ_MEMORY_MB)
