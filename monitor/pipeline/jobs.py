"""The jobs of the service: each one pass over what is due, recorded with its counts."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime

from monitor.model.issues import Issue
from monitor.pipeline.archive import Archive
from monitor.pipeline.fulltexts import FullTexts, Read
from monitor.pipeline.ingest import Ingest
from monitor.pipeline.issues import Issues
from monitor.pipeline.maintaining import PAUSE_S, Maintenance
from monitor.pipeline.outbox import Outbox, Sent
from monitor.pipeline.outcome import Outcome
from monitor.pipeline.recording import recorded
from monitor.pipeline.retag import retag_batch
from monitor.pipeline.search import index_batch
from monitor.pipeline.stories import Stories
from monitor.query.match import Matcher
from monitor.store.store import Store


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
        async with self._pass("seeds") as counts:
            outcomes = await self.ingest.read_seeds()
            if any(o.new or o.revised or o.error for o in outcomes):
                counts.update(_sums(outcomes))
        return outcomes

    async def poll(
        self,
        *,
        due_only: bool = True,
        tell: Callable[[Outcome], None] | None = None,
        total: Callable[[int], None] | None = None,
    ) -> list[Outcome]:
        """Poll feeds, those that are due or all; `total` hears how many first, `tell` of each."""
        async with self._pass("poll") as counts:
            outcomes = await self.ingest.poll(due_only=due_only, tell=tell, total=total)
            if outcomes:
                counts.update(_sums(outcomes))
        return outcomes

    async def read_pages(self) -> list[Read]:
        """Read the pages of items that bring only a teaser, as far as that is wanted and possible."""
        if self.full_texts is None:
            return []
        async with self._pass("pages") as counts:
            done = await self.full_texts.read_due()
            if done:
                failed = sum(1 for each in done if each.error)
                counts.update(read=len(done) - failed, failed=failed)
        return done

    async def retag(self) -> int:
        """Re-tag one batch of stored items for changed topics, or index one; return how many, 0: done."""
        async with self._pass("retag") as counts:
            if done := await asyncio.to_thread(retag_batch, self.store, self.matcher, now=self.clock()):
                counts["items"] = done
            elif done := await asyncio.to_thread(index_batch, self.store):
                counts["indexed"] = done
        return done

    async def place_stories(self) -> bool:
        """Place all items that wait into their stories; False when somebody else is placing items."""
        async with self._pass("stories") as counts:
            if not await asyncio.to_thread(self.stories.is_waiting):
                return True
            is_free = await asyncio.to_thread(self.stories.begin)
            if is_free and (done := await self._place_all()):
                counts["items"] = done
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
        async with self._pass("digest") as counts:
            if made := await asyncio.to_thread(make):
                counts["issues"] = len(made)
        return made

    async def deliver(self) -> list[Sent]:
        """Attempt what waits in the outbox, and keep index and feeds of the reports up to date."""
        async with self._pass("deliver") as counts:
            if results := await self.outbox.deliver_due():
                await asyncio.to_thread(self.archive.write)
                failed = sum(1 for sent in results if sent.error)
                counts.update(sent=len(results) - failed, failed=failed)
        return results

    async def maintain(self) -> int:
        """Drop the texts that are older than they are to be kept, and shrink the database's log."""
        done = 0
        async with self._pass("maintain") as counts:
            await asyncio.to_thread(self.maintenance.mend_times)
            for item_id in await asyncio.to_thread(self.maintenance.list_outdated):
                await asyncio.to_thread(self.maintenance.drop, item_id)
                done += 1
                # Who waits for a lock of SQLite looks now and then; in a gap this long they find it free.
                await asyncio.sleep(PAUSE_S)
            await asyncio.to_thread(self.maintenance.write_back)
            if done:
                counts["dropped"] = done
        return done

    def stop_delivering(self) -> None:
        """Begin no further delivery; the one in hand goes on."""
        self.outbox.stop()

    async def settle_deliveries(self) -> None:
        """Note what was sent and could not be noted at the time; raise StoreError when it still cannot."""
        await asyncio.to_thread(self.outbox.settle)

    def _pass(self, job: str) -> AbstractAsyncContextManager[dict[str, int]]:
        """Record what is done within as one pass of a job, with its counts."""
        return recorded(job, store=self.store, clock=self.clock)


def _sums(outcomes: Sequence[Outcome]) -> dict[str, int]:
    return {
        "polled": len(outcomes),
        "failed": sum(1 for outcome in outcomes if outcome.error),
        "new": sum(outcome.new for outcome in outcomes),
        "revised": sum(outcome.revised for outcome in outcomes),
        "matches": sum(outcome.matches for outcome in outcomes),
    }
