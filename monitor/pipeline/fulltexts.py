"""Items with a teaser to items with their article: pages asked, read in a worker, matched anew.

store.claim_due | fetch | sources.fulltext | normalise | query.match | store.save
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

from monitor import urls
from monitor.errors import FeedError, FetchError, ParseError, StoreError, WorkerError
from monitor.fetch.articles import after_failure
from monitor.fetch.get import fetch
from monitor.model.feeds import Feed, FeedState
from monitor.model.fulltexts import FullText, FullTextState, Wanted
from monitor.net.access import Access
from monitor.net.client import Client
from monitor.pipeline.keeping import Keeper
from monitor.pipeline.outcome import Watched
from monitor.pipeline.pages import FullTextJob
from monitor.store.store import Store
from monitor.workers.pool import WorkerPool

log = logging.getLogger(__name__)

#: Pages asked in one pass.
BATCH = 100
#: Longer than any pass: all pages may be one server's, two at a time, half a minute each.
LEASE_S = 1_800.0
#: Pages in hand at once, from being asked to being read: until then each is in memory, up to 10 MB.
AT_ONCE = 16
#: After so many pages in a row without an answer, or without one that can be read in time, a server is left
#: alone for this pass.
_SILENT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What became of one page."""

    url: str
    #: Why it brought nothing; None when it did.
    error: str | None = None


class FullTexts:
    """Asks the pages of items for their articles. Without it items stay as their feeds bring them."""

    def __init__(
        self,
        store: Store,
        *,
        client: Client,
        workers: WorkerPool[FullTextJob, FullText],
        watched: Watched,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._client = client
        self._workers = workers
        self._watched = watched
        self._clock = clock
        self._keeper = Keeper(store, watched=watched, clock=clock)
        #: Pages in a row for which a host gave no answer that could be read in this pass.
        self._unanswered: Counter[str] = Counter()

    async def read_due(self) -> list[Read]:
        """Ask the pages whose time has come, at most `BATCH`; tell what became of each."""
        self._keeper.begin()
        self._unanswered.clear()
        claimed = await asyncio.to_thread(self._claim)
        in_hand = {wanted.item.id for wanted in claimed}
        room = asyncio.Semaphore(AT_ONCE)

        async def one(wanted: Wanted) -> Read:
            try:
                async with room:
                    error = await self._read(wanted)
                in_hand.discard(wanted.item.id)
            except StoreError as refusal:
                log.error("%s: %s", wanted.item.url, refusal)
                error = str(refusal)
            return Read(url=wanted.item.url, error=error)

        try:
            return list(await asyncio.gather(*map(one, _by_turns(claimed))))
        finally:
            if in_hand:
                await asyncio.shield(asyncio.to_thread(self._release, sorted(in_hand)))

    def _claim(self) -> list[Wanted]:
        with self._store.write() as tx:
            return tx.full_texts.claim_due(self._clock(), lease_s=LEASE_S, limit=BATCH)

    def _release(self, item_ids: Sequence[int]) -> None:
        with suppress(StoreError), self._store.write() as tx:
            tx.full_texts.release(item_ids)

    async def _read(self, wanted: Wanted) -> str | None:
        """Ask one page and store what came of it; return why it brought nothing."""
        now, host = self._clock(), urls.host(wanted.item.url)
        try:
            found, state = await self._ask(wanted, now=now)
            self._unanswered[host] = 0
        except (FeedError, WorkerError) as error:
            has_answered = isinstance(error, ParseError) or getattr(error, "status", None) is not None
            self._unanswered[host] = 0 if has_answered else self._unanswered[host] + 1
            log.info("no full text: %s: %s", wanted.item.url, error)
            found, state = None, after_failure(wanted.state, error, now=now)
        except Exception as error:
            # A bug must not make us ask one page in a tight loop: give it up, and be loud.
            log.exception("reading a page failed: %s", wanted.item.url)
            trouble = ParseError(f"internal error: {error!r}; the log has more")
            found, state = None, after_failure(wanted.state, trouble, now=now)
        await self._keeper.keep_full_text(wanted, found, state)
        return state.error

    async def _ask(self, wanted: Wanted, *, now: datetime) -> tuple[FullText | None, FullTextState]:
        """Return the full text, None if the page is as it was, and what to remember."""
        page = Feed(url=wanted.item.url, source=wanted.feed.source)
        before = FeedState(
            next_fetch_at=now, etag=wanted.state.etag, last_modified=wanted.state.last_modified
        )
        feed_url = wanted.feed.url
        access = self._watched.accesses.get(feed_url, Access(url=feed_url))
        # By the feed's proxy; its login and headers go to its own server only.
        access = replace(access, named_by=feed_url)

        async def ready() -> None:
            """Spare the pages of other servers the wait for one that is down."""
            if self._unanswered[urls.host(page.url)] >= _SILENT:
                raise FetchError(
                    "not asked, for other pages of the server brought no answer or none to be read"
                )

        fetched = await fetch(self._client, page, before, now=now, access=access, ready=ready)
        state = replace(wanted.state, next_fetch_at=None, error=None, attempts=wanted.state.attempts + 1)
        if fetched.status == HTTPStatus.NOT_MODIFIED:
            return None, state
        source = self._watched.source(wanted.item.source)
        found = await self._workers.run(FullTextJob(wanted=wanted, source=source, fetched=fetched))
        return found, replace(state, etag=fetched.etag, last_modified=fetched.last_modified)


def _by_turns(claimed: Sequence[Wanted]) -> list[Wanted]:
    """Return pages in an order in which no host has a second one before each other has had its first."""
    asked: Counter[str] = Counter()
    turns: list[tuple[int, Wanted]] = []
    for wanted in claimed:
        host = urls.host(wanted.item.url)
        turns.append((asked[host], wanted))
        asked[host] += 1
    return [wanted for _, wanted in sorted(turns, key=lambda turn: turn[0])]
