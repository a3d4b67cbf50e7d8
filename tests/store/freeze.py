"""Writes a database as SQL, for `schemas/`: what a release leaves to the releases after it.

    python tests/store/freeze.py DATABASE > tests/store/schemas/VERSION.sql

Give it a database with a few rows in every table. `test_store_upgrade.py` brings each of these files up to
the present schema, and fails for a version in CHANGELOG.md that has none.
"""

import sqlite3
import sys
from collections.abc import Iterator

from monitor.store.search import WORDS


def dump(database: sqlite3.Connection) -> Iterator[str]:
    """Yield the statements that make the database, without the index of words, which is made anew."""
    schema = database.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'sqlite_sequence'"
        " AND name NOT GLOB ? || '_*' ORDER BY type = 'index', rowid",
        (WORDS.name,),
    ).fetchall()
    for name, kind, sql in schema:
        yield f"{' '.join(sql.split())};"
        if kind == "table" and name not in (WORDS.name, "checksum"):
            columns = [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
            values = "||','||".join(f'quote("{column}")' for column in columns)
            for (row,) in database.execute(f'SELECT {values} FROM "{name}" ORDER BY rowid'):
                yield f'INSERT INTO "{name}" VALUES ({row});'
    yield f"PRAGMA application_id = {database.execute('PRAGMA application_id').fetchone()[0]};"


def main() -> None:
    """Print the statements."""
    database = sqlite3.connect(sys.argv[1])
    sys.stdout.writelines(f"{line}\n" for line in dump(database))


if __name__ == "__main__":
    main()
