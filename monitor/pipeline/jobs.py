"""The jobs of the service: each one pass over what is due, recorded with its counts."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.errors import MonitorError
from monitor.model.issues import Issue
from monitor.model.service import Run
from monitor.pipeline.archive import Archive
from monitor.pipeline.fulltexts import FullTexts, Read
from monitor.pipeline.ingest import Ingest
from monitor.pipeline.issues import Issues
from monitor.pipeline.maintaining import PAUSE_S, Maintenance
from monitor.pipeline.outbox import Outbox, Sent
from monitor.pipeline.outcome import Outcome
from monitor.pipeline.retag import retag_batch
from monitor.pipeline.search import index_batch
from monitor.pipeline.stories import Stories
from monitor.query.match import Matcher
from monitor.store.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """Everything the service does, on demand or by the clock."""

    store: Store
    ingest: Ingest
    stories: Stories
    issues: Issues
    outbox: Outbox
    maintenance: Maintenance
    matcher: Matcher
    #: None: the extra is not installed.
    full_texts: FullTexts | None
    archive: Archive
    clock: Callable[[], datetime]
    #: Tells how many mistakes keep an edited configuration from being in force.
    mistakes: Callable[[], int]

    async def read_seeds(self) -> list[Outcome]:
        """Read the seed documents."""
        outcomes: list[Outcome] = []

        async def work() -> Mapping[str, int]:
            outcomes.extend(await self.ingest.read_seeds())
            return _sums(outcomes) if any(o.new or o.revised or o.error for o in outcomes) else {}

        await self._recorded("seeds", work)
        return outcomes

    async def poll(
        self,
        *,
        due_only: bool = True,
        tell: Callable[[Outcome], None] | None = None,
        total: Callable[[int], None] | None = None,
    ) -> list[Outcome]:
        """Poll feeds, those that are due or all; `total` hears how many first, `tell` of each."""
        outcomes: list[Outcome] = []

        async def work() -> Mapping[str, int]:
            outcomes.extend(await self.ingest.poll(due_only=due_only, tell=tell, total=total))
            return _sums(outcomes) if outcomes else {}

        await self._recorded("poll", work)
        return outcomes

    async def read_pages(self) -> list[Read]:
        """Read the pages of items that bring only a teaser, as far as that is wanted and possible."""
        done: list[Read] = []

        async def work() -> Mapping[str, int]:
            if self.full_texts is not None:
                done.extend(await self.full_texts.read_due())
            failed = sum(1 for each in done if each.error)
            return {"read": len(done) - failed, "failed": failed} if done else {}

        await self._recorded("pages", work)
        return done

    async def retag(self) -> int:
        """Re-tag one batch of stored items for changed topics, or index one; return how many, 0: done."""
        done = 0

        async def work() -> Mapping[str, int]:
            nonlocal done
            done = await asyncio.to_thread(retag_batch, self.store, self.matcher, now=self.clock())
            if done:
                return {"items": done}
            done = await asyncio.to_thread(index_batch, self.store)
            return {"indexed": done} if done else {}

        await self._recorded("retag", work)
        return done

    async def place_stories(self) -> bool:
        """Place all items that wait into their stories; False when somebody else is placing items."""
        is_free = True

        async def work() -> Mapping[str, int]:
            nonlocal is_free
            if not await asyncio.to_thread(self.stories.is_waiting):
                return {}
            is_free = await asyncio.to_thread(self.stories.begin)
            done = await self._place_all() if is_free else 0
            return {"items": done} if done else {}

        await self._recorded("stories", work)
        return is_free

    async def _place_all(self) -> int:
        done = 0
        try:
            while batch := await asyncio.to_thread(self.stories.place_batch):
                done += batch
        finally:
            await asyncio.shield(asyncio.to_thread(self.stories.end))
        return done

    async def make_alerts(self) -> list[Issue]:
        """Make an issue of every alert that has something to tell; digests, made later, only refer to it."""
        if not await self.place_stories():
            return []
        return await self._make(lambda: self.issues.make_alerts(self.clock(), mistakes=self.mistakes()))

    async def make_issues(self, *, due_only: bool = True) -> list[Issue]:
        """Make an issue of every digest that is due, or of every one that holds something.

        What is due waits while somebody else places items: issues hold only items whose story is known.
        """
        if not await self.place_stories() and due_only:
            return []
        if due_only:
            return await self._make(lambda: self.issues.make_due(self.clock(), mistakes=self.mistakes()))
        return await self._make(lambda: self.issues.make_now(self.clock()))

    async def _make(self, make: Callable[[], list[Issue]]) -> list[Issue]:
        made: list[Issue] = []

        async def work() -> Mapping[str, int]:
            made.extend(await asyncio.to_thread(make))
            return {"issues": len(made)} if made else {}

        await self._recorded("digest", work)
        return made

    async def deliver(self) -> list[Sent]:
        """Attempt what waits in the outbox, and keep index and feeds of the reports up to date."""
        results: list[Sent] = []

        async def work() -> Mapping[str, int]:
            results.extend(await self.outbox.deliver_due())
            if results:
                await asyncio.to_thread(self.archive.write)
            failed = sum(1 for sent in results if sent.error)
            return {"sent": len(results) - failed, "failed": failed} if results else {}

        await self._recorded("deliver", work)
        return results

    async def maintain(self) -> int:
        """Drop the texts that are older than they are to be kept, and shrink the database's log."""
        done = 0

        async def work() -> Mapping[str, int]:
            nonlocal done
            await asyncio.to_thread(self.maintenance.mend_times)
            for item_id in await asyncio.to_thread(self.maintenance.list_outdated):
                await asyncio.to_thread(self.maintenance.drop, item_id)
                done += 1
                # Who waits for a lock of SQLite looks now and then; in a gap this long they find it free.
                await asyncio.sleep(PAUSE_S)
            await asyncio.to_thread(self.maintenance.write_back)
            return {"dropped": done} if done else {}

        await self._recorded("maintain", work)
        return done

    def stop_delivering(self) -> None:
        """Begin no further delivery; the one in hand goes on."""
        self.outbox.stop()

    async def settle_deliveries(self) -> None:
        """Note what was sent and could not be noted at the time; raise StoreError when it still cannot."""
        await asyncio.to_thread(self.outbox.settle)

    async def _recorded(self, job: str, work: Callable[[], Awaitable[Mapping[str, int]]]) -> None:
        """Do the work and record the pass, unless there was nothing to do."""
        started_at = self.clock()
        try:
            counts = await work()
        except Exception as error:
            trouble = str(error) or repr(error)
            await asyncio.to_thread(self._record, job, started_at, counts={}, error=trouble)
            raise
        if counts:
            await asyncio.to_thread(self._record, job, started_at, counts=counts)

    def _record(
        self, job: str, started_at: datetime, *, counts: Mapping[str, int], error: str | None = None
    ) -> None:
        run = Run(
            job=job,
            started_at=started_at,
            ended_at=self.clock(),
            is_ok=error is None,
            counts=counts,
            error=error,
        )
        try:
            with self.store.write() as tx:
                tx.runs.add(run)
        except MonitorError as trouble:
            log.error("could not record the pass of %s: %s", job, trouble)


def _sums(outcomes: Sequence[Outcome]) -> dict[str, int]:
    return {
        "polled": len(outcomes),
        "failed": sum(1 for outcome in outcomes if outcome.error),
        "new": sum(outcome.new for outcome in outcomes),
        "revised": sum(outcome.revised for outcome in outcomes),
        "matches": sum(outcome.matches for outcome in outcomes),
    }
