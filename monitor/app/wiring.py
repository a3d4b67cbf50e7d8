"""The parts, wired as the configuration describes."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from monitor.app.channels import outbox_of, recipients_of, size_of_message
from monitor.app.outside import client_of, utc_now
from monitor.app.workers import Workers, start_workers
from monitor.config.matching import build_matcher, index_of
from monitor.config.settings import Config
from monitor.deliver.addresses import mail_domain
from monitor.digest.environment import Templates
from monitor.pipeline.archive import Archive
from monitor.pipeline.fulltexts import FullTexts
from monitor.pipeline.ingest import Ingest
from monitor.pipeline.issues import Issues
from monitor.pipeline.jobs import Jobs
from monitor.pipeline.maintaining import Maintenance
from monitor.pipeline.outcome import Watched
from monitor.pipeline.reading import SEED_SOURCE, SEEDS
from monitor.pipeline.search import INDEX_VERSION, Search, prepare
from monitor.pipeline.stories import Stories
from monitor.sources.fulltext import is_installed
from monitor.store.store import Store
from monitor.story.version import version_of
from monitor.words.counts import count

log = logging.getLogger(__name__)

#: A tenth of what Python does without being told: storing news takes a third less time then.
_SWITCH_S = 0.0005


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The parts, wired."""

    config: Config
    store: Store
    issues: Issues
    jobs: Jobs
    clock: Callable[[], datetime]


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
        client = client_of(config)
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
        size_of=size_of_message(config),
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
        outbox=outbox_of(config, store, clock),
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


def _save_configuration(store: Store, config: Config, *, now: datetime) -> None:
    """Bring the store's idea of sources, feeds, topics and digests up to the configuration's."""
    with store.write() as tx:
        tx.feeds.save_sources([*config.sources, SEED_SOURCE])
        tx.feeds.save_feeds([*config.feeds, SEEDS], now=now)
        tx.matches.save_topics(config.topics, config.matcher.versions, last_item_id=tx.items.last_id())
        tx.search.save_version(INDEX_VERSION, last_item_id=tx.items.last_id())
        tx.issues.save_digests(config.digests, now=now)
        dropped = tx.outbox.drop_others(recipients_of(config), now=now)
    if dropped:
        log.info(
            "dropped %s to recipients that are in no digest or alert any more",
            count(dropped, "delivery", "deliveries"),
        )
