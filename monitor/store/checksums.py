"""A checksum of every row, so that damage is found that SQLite itself takes for data.

SQLite looks after the structure of its pages; a letter or a number that a failing disk changed inside a row
is to it as good as any other. So each connection that writes through this program has triggers that keep a
checksum beside each row. They are temporary, known to that connection alone: other programs can still write
to the database, and what they change is told as changed by them.
"""

import marshal
import zlib
from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import Any

from sqlalchemy import Connection

from monitor.store.metadata import METADATA
from monitor.store.rows import ChecksumRow
from monitor.store.tables import table_of

_CHECKSUM = table_of(ChecksumRow).name
#: Under which name the checksums of what the index of words has of each item are kept.
WORDS_OF_ITEM = "item_word"


#: CRC-32 begins with what it is given, and so tells items apart.
_32_BITS = 0xFFFFFFFF


def row_checksum(*values: Any) -> int:
    """Return the CRC-32 of a row's values as SQLite holds them."""
    # The second format of marshal: the same bytes for the same values, whatever else refers to them.
    return zlib.crc32(marshal.dumps(values, 2))


def words_checksum(item_id: int, words: Iterable[str]) -> int:
    """Return the sum of the CRC-32 of an item's words: such sums can be added up over items."""
    return sum(map(zlib.crc32, map(str.encode, words), repeat(item_id & _32_BITS))) & _32_BITS


def checked_tables() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the tables whose rows have checksums, each with its columns."""
    for table in METADATA.sorted_tables:
        if table.name != _CHECKSUM:
            yield table.name, tuple(column.name for column in table.columns)


def keep_checksums(connection: Connection) -> None:
    """Have this connection, and no other, keep the checksums of what it writes. Costs nothing if it does."""
    if connection.dialect.name != "sqlite" or "checksums" in connection.info:
        return
    database = connection.connection.driver_connection
    assert database is not None
    database.create_function("row_checksum", -1, row_checksum, deterministic=True)
    for table, columns in checked_tables():
        for statement in _triggers(table, columns):
            database.execute(statement)
    connection.info["checksums"] = True


def _triggers(table: str, columns: tuple[str, ...]) -> Iterator[str]:
    values = ", ".join(f'new."{column}"' for column in columns)
    # No OR REPLACE: the statement that fires a trigger overrides what the trigger does about conflicts.
    save = (
        f"INSERT INTO {_CHECKSUM} VALUES ('{table}', new.rowid, row_checksum({values}))"
        " ON CONFLICT DO UPDATE SET sum = excluded.sum;"
    )
    for event in ("INSERT", "UPDATE"):
        yield f'CREATE TEMP TRIGGER checksum_{event}_{table} AFTER {event} ON main."{table}" BEGIN {save} END'
    forget = f"DELETE FROM {_CHECKSUM} WHERE of_table = '{table}' AND of_row = old.rowid;"
    yield f'CREATE TEMP TRIGGER checksum_DELETE_{table} AFTER DELETE ON main."{table}" BEGIN {forget} END'


def renew_checksums(connection: Connection) -> None:
    """Make the checksums of all rows anew, after the schema has changed."""
    database = connection.connection.driver_connection
    assert database is not None
    database.create_function("row_checksum", -1, row_checksum, deterministic=True)
    database.execute(f"DELETE FROM {_CHECKSUM} WHERE of_table <> '{WORDS_OF_ITEM}'")
    for table, columns in checked_tables():
        values = ", ".join(f'"{column}"' for column in columns)
        rows = f"SELECT '{table}', rowid, row_checksum({values}) FROM \"{table}\""
        database.execute(f"INSERT INTO {_CHECKSUM} {rows}")
