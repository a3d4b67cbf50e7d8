"""The database, and the transactions through which all the rest reads and writes it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine

from monitor.errors import StoreError
from monitor.store.archive import Archive
from monitor.store.candidates import OpenWindows
from monitor.store.checksums import keep_checksums
from monitor.store.corrections import Corrections
from monitor.store.engine import BUSY_TIMEOUT_S, open_engine, transaction
from monitor.store.feed_ids import FeedIds
from monitor.store.feeds import Feeds
from monitor.store.fulltexts import FullTexts
from monitor.store.gauges import Gauges
from monitor.store.history import History
from monitor.store.issues import Issues
from monitor.store.items import Items
from monitor.store.matches import Matches
from monitor.store.mending import Mending
from monitor.store.outbox import Outbox
from monitor.store.placing import Placing
from monitor.store.recognition import Recognition
from monitor.store.retention import Retention
from monitor.store.room import DISK_FULL, is_full
from monitor.store.runs import Runs
from monitor.store.schema import prepare
from monitor.store.search import WordIndex
from monitor.store.stories import Stories
from monitor.store.tellings import Tellings
from monitor.store.traces import Traces
from monitor.store.window import StoredWindow


class Transaction:
    """Everything that can be asked of or told to the store, all or nothing."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.feeds = Feeds(connection)
        feed_ids = FeedIds(connection)
        self.history = History(connection, feed_ids)
        self.search = WordIndex(connection)
        self.items = Items(connection, self.search, feed_ids)
        self.recognition = Recognition(connection, self.items, feed_ids)
        self.full_texts = FullTexts(connection)
        self.matches = Matches(connection)
        self.stories = Stories(connection)
        self.placing = Placing(connection)
        self.traces = Traces(connection)
        self.corrections = Corrections(connection)
        self.window = StoredWindow(connection)
        self.tellings = Tellings(connection)
        self.open_windows = OpenWindows(connection)
        self.issues = Issues(connection)
        self.archive = Archive(connection)
        self.outbox = Outbox(connection)
        self.retention = Retention(connection)
        self.mending = Mending(connection)
        self.runs = Runs(connection)
        self.gauges = Gauges(connection)


class Store:
    """One database. Safe to use from several threads and several processes."""

    def __init__(self, engine: Engine, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
        self._engine = engine
        self._busy_timeout_s = busy_timeout_s

    @classmethod
    def open(cls, url: str, *, data_dir: Path | None = None, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Self:
        """Open the database at an SQLAlchemy URL, creating or migrating it as needed.

        `data_dir` is where a service holds its lock; None: beside the database.

        Raises StoreError, with the remedy, when it cannot be used.
        """
        engine = open_engine(url, busy_timeout_s=busy_timeout_s)
        prepare(engine, data_dir=data_dir or Path(engine.url.database or "").parent)
        return cls(engine, busy_timeout_s=busy_timeout_s)

    @classmethod
    def open_file(
        cls, path: Path, *, data_dir: Path | None = None, busy_timeout_s: float = BUSY_TIMEOUT_S
    ) -> Self:
        """Open an SQLite file; else like `open`. A new one is for its owner alone, its folder as usual."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            remedy = "choose another place with --data, or change the owner and mode of the folder"
            raise StoreError(f"{path.parent}: {error.strerror}: {remedy}") from error
        # SQLite gives what it keeps beside the file the same mode, and says why when there can be none. Not a
        # file that is there: closing it would end the locks that this process has on it.
        with suppress(OSError):
            os.close(os.open(path, os.O_RDONLY | os.O_CREAT | os.O_EXCL, 0o600))
        return cls.open(f"sqlite:///{path}", data_dir=data_dir, busy_timeout_s=busy_timeout_s)

    def probe(self) -> None:
        """Begin a write, and end it; raise StoreError when nothing can be stored."""
        with self.write():
            pass
        # That has changed nothing, so that the disk need not have noticed.
        path = Path(self._engine.url.database or "")
        no_room = False
        try:
            if path.is_file():
                os.utime(path.parent)
                no_room = is_full(path.parent)
        except OSError as error:
            remedy = "look at the disk, and at what the system's log says of it"
            raise StoreError(f"{path.parent}: {error.strerror}: {remedy}") from error
        if no_room:
            raise StoreError(f"{path.parent}: {DISK_FULL}")

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def write_back(self) -> None:
        """Write SQLite's log back into the database, as far as no reader needs it, and shrink the log.

        Nobody waits for it: while others read or write, the rest is left to the next time.
        """
        if self._engine.dialect.name != "sqlite":
            return
        with transaction(self._engine, is_bare=True) as connection:
            for command in ("busy_timeout = 50", "wal_checkpoint(PASSIVE)", "wal_checkpoint(TRUNCATE)"):
                connection.exec_driver_sql(f"PRAGMA {command}").all()
            # The connection goes back into the pool.
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(self._busy_timeout_s * 1000)}")

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Yield one consistent view of the database."""
        with transaction(self._engine) as connection:
            yield Transaction(connection)

    @contextmanager
    def write(self, *, is_ledger: bool = False) -> Iterator[Transaction]:
        """Yield a transaction that alone may write; `is_ledger`: on return the disk has it."""
        with transaction(
            self._engine, is_write=True, is_ledger=is_ledger, first=keep_checksums
        ) as connection:
            tx = Transaction(connection)
            yield tx
            tx.feeds.flush()
            tx.search.flush()
            tx.history.flush()
