"""Backups of the database, made while it is in use, and put back."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from monitor.errors import StoreError
from monitor.store.copying import BESIDE, check_room, copy, written_whole
from monitor.store.integrity import find_damage, is_ours, note_pages, schema_of
from monitor.store.schema import KNOWN


def back_up(database: Path, target: Path) -> int:
    """Write a copy of a database, as it is at one moment, and return its size in bytes.

    Others may go on writing. `target` is there as a whole or not at all, on the disk, and checked row by row;
    a former backup is replaced only then. Raises StoreError, with the remedy.
    """
    if _is_taken(target, database):
        raise StoreError(f"{target}: is no former backup and is not overwritten; choose another name")
    check_room(target.parent, database.stat().st_size)
    with written_whole(target) as part:
        copy(database, part)
        for damage in find_damage(part):
            raise StoreError(
                f"{database}: {damage}: no backup was made; `monitor doctor --deep` says more, "
                "`monitor restore` puts an earlier backup back"
            )
        note_pages(part)
    return target.stat().st_size


def _is_taken(target: Path, database: Path) -> bool:
    """Tell whether there is something else of that name than a former backup."""
    try:
        return target.exists() and (target.samefile(database) or not is_ours(target))
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}: choose another place") from error


def restore(database: Path, backup: Path, *, now: datetime) -> Path | None:
    """Put a backup in the place of the database; return where the former one lies now, None if none was.

    Raises StoreError when the backup is not whole, or while anybody has the database open; then nothing
    has changed.
    """
    _check_backup(backup)
    database.parent.mkdir(parents=True, exist_ok=True)
    check_room(database.parent, backup.stat().st_size)
    with written_whole(database) as part:
        copy(backup, part)
        return _put_aside(database, now=now)


def _check_backup(backup: Path) -> None:
    try:
        backup.open("rb").close()
    except FileNotFoundError as error:
        raise StoreError(f"{backup}: there is no such file") from error
    except OSError as error:
        raise StoreError(f"{backup}: {error.strerror}: choose a file that can be read") from error
    if not is_ours(backup):
        raise StoreError(f"{backup}: is no backup of this program; choose another file")
    if (schema := schema_of(backup)) not in KNOWN:
        raise StoreError(
            f"{backup}: made by a newer version of this program (schema {schema}): install that version"
        )
    # An older one has the checksums of its own version; they are made anew when it is brought up to date.
    for damage in find_damage(backup) if schema == KNOWN[-1] else ():
        raise StoreError(f"{backup}: the backup is damaged ({damage}): choose an earlier one")


def _put_aside(database: Path, *, now: datetime) -> Path | None:
    """Give the former database, with its log written into it, another name, if nobody has it open."""
    if not database.exists():
        return None
    _close_log(database)
    aside = database.with_name(f"{database.name}.before-restore-{now:%Y%m%dT%H%M%SZ}")
    for end in BESIDE:
        beside = database.with_name(database.name + end)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + end))
    try:
        # A second name for it: at no moment is there no database, which a start would take for a new one.
        os.link(database, aside)
    except OSError:
        database.rename(aside)
    return aside


def _close_log(database: Path) -> None:
    """Write the log into the database for good; only who is alone with it can do so."""
    try:
        with closing(sqlite3.connect(database, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise StoreError(
                f"{database}: a service or another program has the database open: stop it and try again"
            ) from error
    except sqlite3.DatabaseError:
        # Too damaged for that: it is put aside with its log as it is.
        return
