"""Connections to the database: pragmas, transactions, and errors in words."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from traceback import walk_tb
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.util import LRUCache

from monitor.errors import StoreError
from monitor.store.room import DISK_FULL

#: "MONI" in ASCII; SQLite's application_id, by which a foreign database is told from ours.
APPLICATION_ID = 0x4D4F4E49

#: How long we wait for another writer before we say that the database is locked.
BUSY_TIMEOUT_S = 30.0

#: What SQLite's write-ahead log keeps on disk while it is not in use.
LOG_BYTES = 8_000_000

_DAMAGED = "the file is damaged: `monitor doctor --deep` says where, `monitor restore` puts a backup back"
_REMEDIES = {
    "database is locked": "another program holds the database; close it (or wait) and try again",
    "readonly database": "the database cannot be written; check owner and mode of the file and its folder",
    "unable to open": "the file cannot be opened; check that its disk is not read-only and its folder exists",
    "disk is full": DISK_FULL,
    "disk i/o error": "the disk reports an error; check the disk and the file system",
    "not a database": "the file is not a database of this program; choose another [store] database",
    "malformed": _DAMAGED,
    "could not decode": _DAMAGED,
}

#: Statements as SQLite understands them, for all engines of this process: the 500 used last.
#: Compiling them anew for each took a fifth of the tests' time, and came with each edit of the configuration.
_COMPILED: LRUCache[Any, Any] = LRUCache(500)


class _Dialect(SQLiteDialect_pysqlite):
    """SQLite, spoken alike by all our engines: what one has compiled is good for the others."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Dialect)

    def __hash__(self) -> int:
        return hash(_Dialect)


registry.register("sqlite.alike", __name__, _Dialect.__name__)


def open_engine(url: str, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Engine:
    """Return an engine whose SQLite connections use WAL, foreign keys and explicit transactions."""
    address = make_url(url)
    options: dict[str, Any] = {"json_serializer": _json}
    if address.get_backend_name() == "sqlite":
        address = address.set(drivername="sqlite+alike")
        options["execution_options"] = {"compiled_cache": _COMPILED}
        options["connect_args"] = {"timeout": busy_timeout_s, "check_same_thread": False}
        if address.database in (None, "", ":memory:"):
            options["poolclass"] = StaticPool
    engine = create_engine(address, **options)
    if address.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _json(value: Any) -> str:
    # Most items have no tags, and Python makes a new encoder for each value.
    return "[]" if value == [] else json.dumps(value)


def _prepare(connection: Any, _record: object) -> None:
    # The driver would begin deferred transactions on its own; those fail under concurrent writers.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    # Of each connection, in KB; the rest is left to the system, which keeps what is read often.
    connection.execute("PRAGMA cache_size = -1000")
    # Once the log has been written back, what it took beyond this is given back to the disk.
    connection.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")
    # What is deleted is overwritten: readers may be at risk for what they read.
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("is_bare"):
        return
    # Power loss may cost the newest items, which the feeds still have; never a mark in the ledger.
    mode = "FULL" if options.get("is_ledger") else "NORMAL"
    connection.exec_driver_sql(f"PRAGMA synchronous = {mode}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("is_write") else "BEGIN")


@contextmanager
def transaction(
    engine: Engine,
    *,
    is_write: bool = False,
    is_ledger: bool = False,
    is_bare: bool = False,
    first: Callable[[Connection], object] = lambda _: None,
) -> Iterator[Connection]:
    """Yield a connection inside one transaction; commit at the end, roll back on any error.

    `is_ledger`: on return the disk has it. `is_bare`: no transaction, for pragmas that refuse one.
    `first` is done with the connection before the transaction begins.
    Raises StoreError, in words, for whatever the database itself refuses.
    """
    try:
        with engine.connect() as connection:
            first(connection)
            bound = connection.execution_options(is_write=is_write, is_ledger=is_ledger, is_bare=is_bare)
            with bound.begin():
                yield bound
    except (DatabaseError, engine.dialect.loaded_dbapi.DatabaseError) as error:
        if "readonly" in str(error):
            # A connection that was opened while the file could not be written stays so for ever.
            engine.dispose()
        raise explain(error, engine) from error
    except UnicodeDecodeError as error:
        if not _is_of_driver(error):
            raise
        # So the driver tells of texts, and of a schema, that are no texts any more.
        raise StoreError(f"{engine.url.database}: {_DAMAGED}") from error


def _is_of_driver(error: Exception) -> bool:
    """Tell whether the driver raised an error, called by SQLAlchemy or here; not what is done with rows."""
    *_, (frame, _) = walk_tb(error.__traceback__)
    return str(frame.f_globals["__name__"]).startswith(("sqlalchemy.", __name__))


def explain(error: Exception, engine: Engine) -> StoreError:
    """Return what went wrong with the database, as SQLAlchemy or the driver says, and the remedy."""
    reason = str(error.orig if isinstance(error, DatabaseError) else error)
    # What cannot be decoded is told whole behind its column: an article, and nothing for a terminal.
    reason, _, _ = reason.partition(" with text ")
    remedy = next((text for key, text in _REMEDIES.items() if key in reason.lower()), "")
    return StoreError(f"{engine.url.database}: {reason}" + (f": {remedy}" if remedy else ""))
