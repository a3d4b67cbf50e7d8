"""Configuration to a wired application: the only place where the parts meet."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from monitor import __version__
from monitor.config.matching import build_matcher, index_of
from monitor.config.settings import Config
from monitor.deliver.addresses import mail_domain
from monitor.deliver.bodies import size_of
from monitor.deliver.channel import Channel
from monitor.deliver.email import EmailChannel
from monitor.deliver.file import FileChannel
from monitor.deliver.notify import NotifyChannel
from monitor.deliver.openpgp import Sealer, sealed_size_of
from monitor.deliver.sendmail import SendmailChannel
from monitor.deliver.webhook import WebhookChannel
from monitor.digest.environment import Templates
from monitor.model.deliveries import Report
from monitor.model.fulltexts import FullText
from monitor.net.client import Client
from monitor.pipeline.archive import Archive
from monitor.pipeline.checking import Checked, check
from monitor.pipeline.fulltexts import FullTexts
from monitor.pipeline.ingest import Ingest
from monitor.pipeline.issues import Issues
from monitor.pipeline.jobs import Jobs
from monitor.pipeline.maintaining import Maintenance
from monitor.pipeline.outbox import Outbox
from monitor.pipeline.outcome import Watched
from monitor.pipeline.pages import FullTextJob, read_page
from monitor.pipeline.reading import SEED_SOURCE, SEEDS, FeedJob, Reading, SeedJob, read
from monitor.pipeline.search import INDEX_VERSION, Search, prepare
from monitor.pipeline.stories import Stories
from monitor.sources import opml
from monitor.sources.fulltext import is_installed
from monitor.store.store import Store
from monitor.story.version import version_of
from monitor.workers.pool import WorkerPool
from monitor.workers.room import count_workers

if TYPE_CHECKING:
    from monitor.pipeline.looking import Found

#: Processes that read documents, where there is room for them.
READERS = 2
#: What reading one document may cost before its worker is killed.
READ_DEADLINE_S = 20.0
READ_MEMORY_MB = 1024
#: What a webhook may take for its answer.
POST_DEADLINE_S = 30.0
#: A tenth of what Python does without being told: storing news takes a third less time then.
_SWITCH_S = 0.0005


def utc_now() -> datetime:
    """Return the time of the clock on the wall."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The parts, wired."""

    config: Config
    store: Store
    issues: Issues
    jobs: Jobs
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """The processes in which what comes from outside is read; they know nothing of a configuration."""

    readers: WorkerPool[FeedJob | SeedJob, Reading]
    pages: WorkerPool[FullTextJob, FullText]


@asynccontextmanager
async def start_workers() -> AsyncIterator[Workers]:
    """Hold workers for one application after the other, or for two while one is relieved."""
    async with _workers() as readers, _page_workers() as pages:
        yield Workers(readers=readers, pages=pages)


@asynccontextmanager
async def open_app(
    config: Config,
    *,
    workers: Workers | None = None,
    clock: Callable[[], datetime] = utc_now,
    mistakes: Callable[[], int] = lambda: 0,
) -> AsyncIterator[App]:
    """Start what the configuration describes; on leaving, stop it in reverse order.

    `workers` are left as they are; without any it has its own. `mistakes` tells at any time how many keep a
    newer configuration from being in force. Raises StoreError when the data directory or the database cannot
    be used.
    """
    # The thread that stores gives Python away at every step of SQLite, and waits so long to get it back.
    sys.setswitchinterval(_SWITCH_S)
    store = await asyncio.to_thread(Store.open_file, config.database, data_dir=config.data_dir)
    try:
        await asyncio.to_thread(_save_configuration, store, config, now=clock())
        client = Client(config.poll.limits, user_agent=user_agent(config))
        held = nullcontext(workers) if workers else start_workers()
        async with client, held as hands:
            watched = _watched(config)
            ingest = Ingest(store, client=client, workers=hands.readers, watched=watched, clock=clock)
            pages = FullTexts(store, client=client, workers=hands.pages, watched=watched, clock=clock)
            full_texts = pages if watched.reads_pages else None
            yield await asyncio.to_thread(_wire, config, store, ingest, full_texts, clock, mistakes)
    finally:
        store.close()


def prepare_search(config: Config, query: str) -> Search:
    """Return a query, ready to be put to the stored items; raise QueryError when it is wrong."""
    return prepare(query, topics=config.topics, names=config.names, words=config.words, build=build_matcher)


async def discover_feeds(config: Config, url: str) -> "list[Found]":
    """Return the feeds at a web address or named there; raise FeedError when it cannot be asked or read."""
    # They know the parsers; the service need not.
    from monitor.pipeline.discovering import discover
    from monitor.pipeline.looking import look_into

    client = Client(config.poll.limits, user_agent=user_agent(config))
    workers = WorkerPool(look_into, count=1, deadline_s=READ_DEADLINE_S, memory_mb=READ_MEMORY_MB)
    async with client, workers:
        return await discover(url, client=client, workers=workers, now=utc_now())


async def read_opml(body: bytes) -> list[opml.Outline]:
    """Return the feeds of an OPML list; raise ParseError or WorkerError when it cannot be read."""
    async with WorkerPool(
        opml.read, count=1, deadline_s=READ_DEADLINE_S, memory_mb=READ_MEMORY_MB
    ) as workers:
        return await workers.run(body)


async def check_feeds(
    config: Config, *, keys: Collection[str], tell: Callable[[Checked], None]
) -> list[Checked]:
    """Ask the feeds of the sources `keys` now, and store nothing."""
    client = Client(config.poll.limits, user_agent=user_agent(config))
    async with client, _workers() as workers:
        return await check(
            [feed for feed in config.feeds if feed.source in keys],
            sources={source.key: source for source in config.sources},
            client=client,
            accesses=config.accesses,
            workers=workers,
            now=utc_now(),
            tell=tell,
        )


def make_issues_of(config: Config, store: Store) -> Issues:
    """Return what makes the issues of the configured digests, and previews them."""
    names = {topic.key: topic.name for topic in config.topics}
    domain = mail_domain(config.mail.sender) if config.mail else "localhost"
    return Issues(
        store,
        digests=config.digests,
        topic_names=names,
        names=config.names,
        index=index_of(config.names),
        mail_domain=domain,
        size_of=_size_of(config),
        templates=Templates(folder=config.templates_dir),
    )


def _wire(
    config: Config,
    store: Store,
    ingest: Ingest,
    full_texts: FullTexts | None,
    clock: Callable[[], datetime],
    mistakes: Callable[[], int],
) -> App:
    issues = make_issues_of(config, store)
    jobs = Jobs(
        store=store,
        ingest=ingest,
        full_texts=full_texts,
        stories=Stories(store, names=index_of(config.names), clock=clock, version=version_of(config.names)),
        issues=issues,
        outbox=_outbox(config, store, clock),
        maintenance=Maintenance(store, keeping=config.keeping, clock=clock),
        matcher=config.matcher,
        archive=Archive(
            store,
            config.report_dir,
            topic_names={topic.key: topic.name for topic in config.topics},
            clock=clock,
            templates=Templates(folder=config.templates_dir),
        ),
        clock=clock,
        mistakes=mistakes,
    )
    return App(config=config, store=store, issues=issues, jobs=jobs, clock=clock)


def user_agent(config: Config) -> str:
    """Return how we introduce ourselves to publishers."""
    return f"Monitor/{__version__}" + (f" (+{config.contact})" if config.contact else "")


def _workers() -> WorkerPool[FeedJob | SeedJob, Reading]:
    count = count_workers(most=READERS)
    return WorkerPool(read, count=count, deadline_s=READ_DEADLINE_S, memory_mb=READ_MEMORY_MB)


def _page_workers() -> WorkerPool[FullTextJob, FullText]:
    return WorkerPool(read_page, count=1, deadline_s=READ_DEADLINE_S, memory_mb=READ_MEMORY_MB)


def _watched(config: Config) -> Watched:
    return Watched(
        sources={source.key: source for source in config.sources},
        matcher=config.matcher,
        every_s=config.poll.every_s,
        quiet_s=config.poll.quiet_s,
        seeds_dir=config.seeds_dir,
        accesses=config.accesses,
        reads_pages=is_installed(),
    )


def _channels(config: Config, clock: Callable[[], datetime]) -> dict[str, Channel]:
    limits = replace(config.poll.limits, timeout_s=POST_DEADLINE_S)
    channels: dict[str, Channel] = {
        "file": FileChannel(config.report_dir),
        "webhook": WebhookChannel(
            config.webhooks, open_client=lambda: Client(limits, user_agent=user_agent(config)), clock=clock
        ),
        "notify": NotifyChannel(config.services),
    }
    if config.mail is not None:
        program = SendmailChannel(config.mail) if config.mail.sendmail else None
        channels["email"] = program or EmailChannel(config.mail)
    return channels


def _outbox(config: Config, store: Store, clock: Callable[[], datetime]) -> Outbox:
    seal = Sealer(config.mail.keys, clock=clock).seal if config.mail and config.mail.keys else None
    return Outbox(store, channels=_channels(config, clock), clock=clock, seal=seal)


def _size_of(config: Config) -> Callable[[Report], int]:
    """Return what tells the bytes of a message, the encrypted one where somebody has a key."""
    if not (config.mail and config.mail.keys):
        return size_of
    return lambda report: max(size_of(report), sealed_size_of(report))


def _save_configuration(store: Store, config: Config, *, now: datetime) -> None:
    """Bring the store's idea of sources, feeds, topics and digests up to the configuration's."""
    with store.write() as tx:
        tx.feeds.save_sources([*config.sources, SEED_SOURCE])
        tx.feeds.save_feeds([*config.feeds, SEEDS], now=now)
        tx.matches.save_topics(config.topics, config.matcher.versions, last_item_id=tx.items.last_id())
        tx.search.save_version(INDEX_VERSION, last_item_id=tx.items.last_id())
        tx.issues.save_digests(config.digests, now=now)
