"""Creates, checks and migrates the database."""

import os
from functools import cache
from pathlib import Path

from sqlalchemy import ClauseElement, Connection, Engine, create_mock_engine, inspect, text
from sqlalchemy.engine.mock import MockConnection

from monitor.errors import StoreError
from monitor.store.checksums import renew_checksums
from monitor.store.copying import copy_aside
from monitor.store.engine import APPLICATION_ID, transaction
from monitor.store.instance import holder
from monitor.store.metadata import METADATA
from monitor.store.search import create_index

MIGRATIONS = Path(__file__).parent / "migrations"

#: Every schema this program knows, oldest first: the numbers of the files in `migrations/versions`.
KNOWN = tuple(sorted(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")))

#: Copies of former schemas that are kept beside the database.
KEPT_COPIES = 2


def prepare(engine: Engine, *, data_dir: Path) -> None:
    """Bring the database to the newest schema, creating it when it is empty.

    A database that is brought up to date is copied aside before. `data_dir` is where a service that serves it
    holds its lock. Raises StoreError for a database of
    another program or of a newer version of this one, while an older one serves it, or when the copy cannot
    be made.
    """
    with transaction(engine) as connection:
        version = _version(connection, engine)
    if version == KNOWN[-1]:
        return
    if version is not None and version not in KNOWN:
        raise StoreError(
            f"{engine.url.database}: made by a newer version of this program (schema {version}, "
            f"this one knows up to {KNOWN[-1]}): install the newer version or restore a backup"
        )
    if version is not None:
        _refuse_beside_a_service(engine, data_dir)
        _keep_former(engine, version)
    _switch_to_wal(engine)
    with transaction(engine, is_write=True) as connection:
        # Another process may have been faster.
        if _version(connection, engine) is None:
            _create(connection)
        else:
            _upgrade(connection)


def _refuse_beside_a_service(engine: Engine, data_dir: Path) -> None:
    """Leave the database of a service that runs as it is: what that wrote further would pass for damaged.

    A service that brings its own database up to date holds the lock itself.
    """
    server = holder(data_dir)
    if server not in (None, os.getpid()):
        raise StoreError(
            f"{engine.url.database}: process {server} still serves it with an older version of this program; "
            "start the service anew, which brings the database up to date"
        )


def _keep_former(engine: Engine, version: str) -> None:
    """Copy the database aside as the older version of this program has left it; the last two copies stay."""
    if engine.dialect.name != "sqlite" or engine.url.database in (None, "", ":memory:"):
        return
    database = Path(str(engine.url.database))
    copy_aside(database, database.with_name(f"{database.name}.schema-{version}"))
    for older in sorted(database.parent.glob(f"{database.name}.schema-*"))[:-KEPT_COPIES]:
        older.unlink(missing_ok=True)


def _switch_to_wal(engine: Engine) -> None:
    """Let readers and one writer go on side by side; lasts for the life of the file."""
    if engine.dialect.name == "sqlite":
        with transaction(engine, is_bare=True) as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def _version(connection: Connection, engine: Engine) -> str | None:
    """Return the schema's number; None for an empty database."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        _check_owner(connection, engine)
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
    if tables:
        raise _foreign(engine)
    return None


def _check_owner(connection: Connection, engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        owner = connection.exec_driver_sql("PRAGMA application_id").scalar()
        if owner != APPLICATION_ID:
            raise _foreign(engine)


def _foreign(engine: Engine) -> StoreError:
    return StoreError(
        f"{engine.url.database}: this database belongs to another program; choose another [store] database"
    )


def _create(connection: Connection) -> None:
    """Make the newest schema at once: alembic, which a service would never need again, takes 11 MB."""
    for statement in _statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
    if connection.dialect.name == "sqlite":
        create_index(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": KNOWN[-1]})
    _mark(connection)


@cache
def _statements(dialect: str) -> tuple[str, ...]:
    """Return what makes the tables and their indexes: it takes longer to write than to run."""
    statements: list[str] = []

    def note(clause: ClauseElement, *_: object, **__: object) -> None:
        statements.append(str(clause.compile(dialect=recorder.dialect)))

    recorder: MockConnection = create_mock_engine(f"{dialect}://", note)
    METADATA.create_all(recorder, checkfirst=False)
    return tuple(statements)


def _mark(connection: Connection) -> None:
    """Mark the database as ours."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    renew_checksums(connection)
    _mark(connection)
