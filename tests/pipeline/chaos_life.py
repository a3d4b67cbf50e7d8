"""The program as it is killed: a process that forks a life for every line it is given.

A life stores items, makes issues and sends them, as fast as it can, until it is killed. Forked from a process
that has imported everything, so that a life costs milliseconds.
"""

import asyncio
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from zoneinfo import ZoneInfo

from nouns import a_match, an_item

from monitor.deliver.bodies import size_of
from monitor.deliver.email import EmailChannel
from monitor.deliver.file import FileChannel
from monitor.digest.environment import SHIPPED, shipped_names
from monitor.model.digests import Alerting, Digest, Schedule
from monitor.model.feeds import Feed, Source
from monitor.model.service import MailServer
from monitor.model.stories import Clustering, Placement
from monitor.pipeline.issues import Issues
from monitor.pipeline.outbox import Outbox
from monitor.store.store import Store
from monitor.words.names.index import NameIndex

FEED = "https://paper.test/rss"
START = datetime(2026, 3, 1, tzinfo=UTC)
#: Lives are hours apart, and nobody is alerted to what is a day old: so that each item must be in an alert.
NEVER_OLD = START + timedelta(days=1000)
DIGEST = Digest(
    key="daily",
    name="Daily",
    topics=("elections",),
    schedule=Schedule(at=(clock_time(8),), zone=ZoneInfo("UTC")),
    channels=("email",),
    recipients=("ann@desk.test", "bob@desk.test"),
)
ALERT = replace(
    DIGEST,
    key="urgent",
    name="Urgent",
    schedule=Schedule(zone=ZoneInfo("UTC"), is_immediate=True),
    recipients=("duty@desk.test",),
    alerting=Alerting(cool_down=timedelta(hours=1)),
)
DIGESTS = (DIGEST, ALERT)
RECIPIENTS = (*DIGEST.recipients, *ALERT.recipients)


class Program:
    """The parts of the program that make and send issues, over one database and one mail server."""

    def __init__(
        self, database: Path, port: int, *, clock: Callable[[], datetime], timeout_s: float = 0.5
    ) -> None:
        self.store = Store.open_file(database)
        self.clock = clock
        server = MailServer(
            host="127.0.0.1", port=port, security="none", sender="m@desk.test", timeout_s=timeout_s
        )
        self.issues = Issues(
            self.store,
            digests=DIGESTS,
            topic_names={"elections": "Elections"},
            names=[],
            index=NameIndex([]),
            mail_domain="desk.test",
            size_of=size_of,
        )
        channels = {"email": EmailChannel(server), "file": FileChannel(database.parent / "reports")}
        self.outbox = Outbox(self.store, channels=channels, clock=clock)

    def prepare(self) -> None:
        """Do once what the start of the program does."""
        with self.store.write() as tx:
            tx.feeds.save_sources([Source(key="paper", name="The Paper", language="en")])
            tx.feeds.save_feeds([Feed(url=FEED, source="paper")], now=START)
            tx.issues.save_digests(DIGESTS, now=START)

    def add_item(self, guid: str) -> None:
        """Store an item with its match, as a poll does, and give it a story of its own."""
        now = self.clock()
        with self.store.write() as tx:
            item = an_item(guid, title=f"Item {guid} end", published_at=NEVER_OLD, first_seen_at=now)
            [item] = tx.items.add(FEED, [(item, None)])
            tx.matches.add([a_match(item.id, matched_at=now)])
            alone = Placement(item_id=item.id, story=item.id, sameness="opens")
            tx.placing.save(Clustering(placements=(alone,), mergings=()), now=now)

    def work(self, *, lap: str) -> None:
        """Store two items, make an issue of them and send what is due."""
        for number in range(2):
            self.add_item(f"{lap}-{number}")
        self.make_issues()
        asyncio.run(self.outbox.deliver_due())

    def make_issues(self) -> None:
        """Do as `monitor once` does."""
        self.issues.make_alerts(self.clock())
        asyncio.run(self.outbox.deliver_due())
        self.issues.make_now(self.clock())

    def finish(self) -> None:
        """Make what is left into an issue; send everything, also what was refused for good."""
        self.make_issues()
        with self.store.write() as tx:
            failed = tx.outbox.list_deliveries(failed_only=True)
            tx.outbox.requeue([delivery.id for delivery in failed], now=self.clock())
        asyncio.run(self.outbox.deliver_due())


def clock_from(start: datetime) -> Callable[[], datetime]:
    """Return a clock that begins at `start` now."""
    began = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


def main() -> None:
    """Fork a life for every number on standard input; say its process id, and `dead` after its end."""
    database, port = Path(sys.argv[1]), int(sys.argv[2])
    for name in shipped_names():
        SHIPPED.load(name)
    for line in sys.stdin:
        life = int(line)
        child = os.fork()
        if child == 0:
            # An hour after the life before: its leases and waits are over.
            program = Program(database, port, clock=clock_from(START + timedelta(hours=2 * life)))
            sys.stdout.write(f"{os.getpid()}\n")
            sys.stdout.flush()
            for lap in range(1_000_000):
                program.work(lap=f"{life}-{lap}")
        os.waitpid(child, 0)
        sys.stdout.write("dead\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
