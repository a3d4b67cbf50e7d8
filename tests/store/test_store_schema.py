"""The database file: made, recognised, refused."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from nouns import NOW
from sqlalchemy import create_engine

from monitor.errors import StoreError
from monitor.model.coverage import FeedDay
from monitor.model.deliveries import Delivery
from monitor.model.feeds import Feed, FeedState, Source
from monitor.model.items import Item, Revision
from monitor.model.service import Run
from monitor.model.stories import MergingTrace
from monitor.model.topics import Match
from monitor.store import issue_rows, rows, schema, story_rows
from monitor.store.engine import open_engine, transaction
from monitor.store.metadata import METADATA
from monitor.store.search import is_ours
from monitor.store.store import Store

NOUNS = {
    Source: rows.SourceRow,
    Feed: rows.FeedRow,
    FeedState: rows.FeedRow,
    FeedDay: rows.FeedDayRow,
    Item: rows.ItemRow,
    Revision: rows.RevisionRow,
    Match: rows.MatchRow,
    MergingTrace: story_rows.StoryMergingRow,
    Delivery: issue_rows.DeliveryRow,
    Run: rows.RunRow,
}


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_a_row_holds_every_field_of_its_noun(noun: type) -> None:
    columns = set(NOUNS[noun].model_fields)
    assert {field.name for field in fields(noun)} <= columns


def test_a_new_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    """It holds what readers read, and who they are."""
    store = Store.open_file(tmp_path / "data" / "monitor.db")
    with store.write():
        modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "data").iterdir()}
    store.close()
    assert modes == dict.fromkeys(("monitor.db", "monitor.db-shm", "monitor.db-wal"), 0o600)


def test_a_database_that_is_opened_once_more_keeps_its_locks(tmp_path: Path) -> None:
    """Else another process takes itself for the last one, and takes away the log that is in use."""
    path = tmp_path / "monitor.db"
    read = f"import sqlite3; sqlite3.connect({str(path)!r}).execute('SELECT count(*) FROM item').fetchall()"
    with closing(Store.open_file(path)) as store, closing(Store.open_file(path)), store.read():
        subprocess.run([sys.executable, "-c", read], check=True)
        assert path.with_name("monitor.db-wal").exists()


def migrated(path: Path) -> None:
    """Make a database by every migration there ever was."""
    engine = open_engine(f"sqlite:///{path}")
    with transaction(engine, is_write=True) as connection:
        schema._upgrade(connection)
    engine.dispose()


def test_the_migrations_make_the_tables_that_the_rows_describe(tmp_path: Path) -> None:
    migrated(tmp_path / "monitor.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'monitor.db'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def described(path: Path) -> dict[str, object]:
    """Return all that a database has, in no order, without what migrations gave to rows that they found."""
    database = sqlite3.connect(path)
    found: dict[str, object] = {}
    for name, kind, sql in database.execute("SELECT name, type, sql FROM sqlite_master").fetchall():
        columns = database.execute(f'PRAGMA table_info("{name}")').fetchall()
        found[name] = {(column, of, is_not_null, key) for _, column, of, is_not_null, _, key in columns}
        if kind == "table":
            lists = database.execute(f'PRAGMA index_list("{name}")').fetchall()
            indexes = {
                (unique, *sorted(row[2] or "" for row in database.execute(f'PRAGMA index_info("{index}")')))
                for _, index, unique, *_ in lists
            }
            keys = {row[2:] for row in database.execute(f'PRAGMA foreign_key_list("{name}")')}
            found[name] = (found[name], indexes, keys, "AUTOINCREMENT" in sql, "VIRTUAL" in sql and sql)
    found["owner"] = database.execute("PRAGMA application_id").fetchone()
    found["version"] = database.execute("SELECT * FROM alembic_version").fetchall()
    database.close()
    return {name: what for name, what in found.items() if not name.startswith("sqlite_autoindex")}


def test_a_new_database_is_as_one_that_was_brought_up_to_date(tmp_path: Path) -> None:
    migrated(tmp_path / "old.db")
    Store.open_file(tmp_path / "new.db").close()
    assert described(tmp_path / "new.db") == described(tmp_path / "old.db")


def test_a_new_file_uses_wal_and_carries_our_mark(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "monitor.db"
    Store.open_file(path).close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA application_id").fetchone() == (0x4D4F4E49,)
    connection.close()


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    Store.open_file(tmp_path / "monitor.db").close()
    before = (tmp_path / "monitor.db").read_bytes()
    Store.open_file(tmp_path / "monitor.db").close()
    assert (tmp_path / "monitor.db").read_bytes() == before


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"
    Store.open_file(path).close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match=r"made by a newer version .*schema 9999.*install the newer version"):
        Store.open_file(path)


def test_a_database_of_another_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="belongs to another program"):
        Store.open_file(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"
    path.write_text("Dear diary, " * 100)
    with pytest.raises(StoreError, match="not a database of this program"):
        Store.open_file(path)


def test_a_folder_that_cannot_be_made_is_told_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="choose another place with --data"):
        Store.open_file(tmp_path / "file" / "monitor.db")


def test_a_database_locked_by_another_program_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"
    store = Store.open_file(path, busy_timeout_s=0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program holds the database"), store.write() as tx:
        tx.feeds.save_sources([Source(key="a", name="A")])
    other.execute("ROLLBACK")
    other.close()
    with store.write() as tx:
        tx.feeds.save_sources([Source(key="a", name="A")])
    store.close()


def test_foreign_keys_are_enforced(tmp_path: Path) -> None:
    store = Store.open_file(tmp_path / "monitor.db")
    with pytest.raises(StoreError, match="FOREIGN KEY"), store.write() as tx:
        tx.feeds.save_feeds([Feed(url="https://a.test/", source="nobody")], now=NOW)
    store.close()


def test_what_one_store_has_compiled_serves_the_next(tmp_path: Path) -> None:
    sizes = []
    for name in ("first.db", "second.db"):
        opened = Store.open_file(tmp_path / name)
        with opened.read() as tx:
            assert list(tx.archive.each_issue(limit=3)) == []
        sizes.append(len(opened._engine.get_execution_options()["compiled_cache"]))
        opened.close()
    assert 0 < sizes[0] == sizes[1]


def test_a_schema_that_is_no_text_any_more_is_told_as_damage(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"
    Store.open_file(path).close()
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE topic", b"CREATE TABL\xff topic"))
    with pytest.raises(StoreError, match="the file is damaged"):
        Store.open_file(path)


def test_a_stored_text_that_is_none_any_more_is_told_by_its_column_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"
    Store.open_file(path).close()
    engine = open_engine(f"sqlite:///{path}")
    with pytest.raises(StoreError) as caught, transaction(engine) as connection:
        connection.exec_driver_sql("SELECT CAST(X'ff41fe' AS TEXT) AS title").all()
    engine.dispose()
    said = f"{path}: Could not decode to UTF-8 column 'title': the file is damaged: `monitor doctor"
    assert str(caught.value).startswith(said)


def test_a_text_from_elsewhere_that_cannot_be_read_is_no_damage(store: Store) -> None:
    with pytest.raises(UnicodeDecodeError), store.read():
        b"\xff".decode()
