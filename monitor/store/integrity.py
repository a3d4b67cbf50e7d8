"""Whether a database is whole: its structure, every row against its checksum, and the index of words.

Reads only, through SQLite's own driver, since a damaged file must be read as far as it goes. What cannot be
found is said in `monitor help faults`.
"""

import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from monitor.store.checksums import WORDS_OF_ITEM, checked_tables, row_checksum
from monitor.store.engine import APPLICATION_ID
from monitor.store.pages import RESTLESS, Pages, is_same_but_empty_parts

#: Damaged rows of one table, or flaws of the structure, that are told one by one.
MOST_TOLD = 5

#: Under which name checksums of pages are kept, and how many are written in one transaction.
_PAGE = "page"
_BATCH = 500
#: Longer than a database takes to be written back.
_MOMENT_S = 1.0

_REFUSED = (sqlite3.DatabaseError, UnicodeError, ValueError, OverflowError)


def find_damage(path: Path) -> Iterator[str]:
    """Yield what is damaged in a database file, for a person; nothing when it is whole.

    Takes a second for 50 MB or so; a service may go on meanwhile.
    """
    try:
        with closing(_open(path)) as database:
            yield from _structure(database)
            for table, columns in checked_tables():
                yield from _guarded(f"table {table}", _rows(database, table, columns))
            yield from _guarded("the index of words", _words(database))
    except _REFUSED as error:
        yield f"cannot be read: {error}"


def find_strays(path: Path) -> list[int]:
    """Return the pages in whose empty parts something changed since `note_pages`, though nothing wrote there.

    Nothing that is stored is damaged by it. Raises RuntimeError in a process that has the database open.
    """
    kept = _kept_pages(path)
    stained = set(Pages(path).stained())
    if stained:
        # Perhaps they were taken into use just then.
        time.sleep(_MOMENT_S)
        stained &= set(Pages(path).stained())
    changed = {
        number
        for number, sums, is_suspicious in _pages(path)
        if is_suspicious and is_same_but_empty_parts(kept.get(number, sums), sums)
    }
    return sorted(stained | changed)


def note_pages(path: Path) -> None:
    """Keep what `find_strays` compares with, and raise what it raises. Others may go on writing."""
    kept = _kept_pages(path)
    news = iter([(_PAGE, number, sums) for number, sums, _ in _pages(path) if kept.get(number) != sums])
    with closing(sqlite3.connect(path, timeout=30)) as database:
        database.execute("PRAGMA secure_delete = ON")
        while batch := list(islice(news, _BATCH)):
            with database:
                database.executemany("INSERT OR REPLACE INTO checksum VALUES (?, ?, ?)", batch)


def _kept_pages(path: Path) -> dict[int, int]:
    with closing(_open(path)) as database:
        return dict(database.execute("SELECT of_row, sum FROM checksum WHERE of_table = ?", (_PAGE,)))


def _pages(path: Path) -> Iterator[tuple[int, int, bool]]:
    with closing(_open(path)) as database:
        roots = "SELECT tbl_name, rootpage FROM sqlite_master WHERE rootpage > 0"
        quiet = [root for table, root in database.execute(roots) if table not in RESTLESS]
    yield from Pages(path).sums(quiet)


def is_ours(path: Path) -> bool:
    """Tell whether a file is a database of this program, whole or not."""
    try:
        with closing(_open(path)) as database:
            return _owner(database) == APPLICATION_ID
    except _REFUSED:
        return False


def schema_of(path: Path) -> str:
    """Return the number of the schema of a database of ours."""
    with closing(_open(path)) as database:
        return str(database.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _open(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
    # What is no UTF-8 any more has another checksum than the text that it was.
    database.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    return database


def _owner(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA application_id").fetchone()[0])


def _structure(database: sqlite3.Connection) -> Iterator[str]:
    if _owner(database) != APPLICATION_ID:
        yield "the file does not carry the mark of this program"
    for (text,) in database.execute(f"PRAGMA integrity_check({MOST_TOLD})"):
        if text != "ok":
            yield from str(text).removeprefix("*** in database main ***\n").splitlines()


def _guarded(what: str, damage: Iterator[str]) -> Iterator[str]:
    try:
        yield from damage
    except _REFUSED as error:
        yield f"{what} cannot be read to its end: {error}"


def _rows(database: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> Iterator[str]:
    values = ", ".join(f't."{column}"' for column in columns)
    on = f"c.of_table = '{table}' AND c.of_row = t.rowid"
    joined = f'SELECT t.rowid, c.sum, {values} FROM "{table}" t LEFT JOIN checksum c ON {on}'
    total = wrong = 0
    for number, checksum, *row in database.execute(joined):
        total += 1
        if checksum != row_checksum(*row):
            wrong += 1
            if wrong <= MOST_TOLD:
                yield f"{table} {number} is not as this program wrote it"
    if wrong > MOST_TOLD:
        yield f"{table}: {wrong - MOST_TOLD} more rows are not as this program wrote them"
    kept = database.execute("SELECT count(*) FROM checksum WHERE of_table = ?", (table,)).fetchone()[0]
    if kept > total:
        yield f"{table}: rows that are missing: {kept - total}"


def _words(database: sqlite3.Connection) -> Iterator[str]:
    database.execute(
        f"CREATE VIRTUAL TABLE temp.word_of_item USING fts5vocab(main, {WORDS_OF_ITEM}, instance)"
    )
    found = 0
    for word, item in database.execute("SELECT term, doc FROM word_of_item"):
        found += zlib.crc32(word.encode("utf-8", "surrogateescape"), item & 0xFFFFFFFF)
    sums = "SELECT coalesce(sum(sum), 0) FROM checksum WHERE of_table = ?"
    if (found - database.execute(sums, (WORDS_OF_ITEM,)).fetchone()[0]) & 0xFFFFFFFF:
        yield "the index of words is not as this program wrote it"
