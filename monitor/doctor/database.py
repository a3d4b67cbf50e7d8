"""The database: can it be opened, read and written?"""

from collections.abc import Iterator
from pathlib import Path

from monitor.config.settings import Config
from monitor.doctor.finding import Finding, failed, warning, well
from monitor.errors import MonitorError
from monitor.store.integrity import find_damage, find_strays, note_pages
from monitor.store.store import Store

#: It is cut back to nothing when nobody reads; so long it grows only beside a reader that never ends.
_LONG_WAL = 200 * 2**20
#: Pages that are told by their numbers.
_MOST_TOLD = 5


def check_database(config: Config) -> Iterator[Finding]:
    """Open the database, read it, and begin a write."""
    path = config.database
    if not path.exists():
        yield well("database", f"{path} will be made at the first start")
        return
    try:
        store = Store.open_file(config.database, data_dir=config.data_dir)
        try:
            with store.write() as tx:
                items = tx.items.last_id()
        finally:
            store.close()
    except MonitorError as error:
        text, _, remedy = str(error).rpartition(": ")
        yield failed("database", text, remedy=remedy)
        return
    yield well("database", f"{path}: {path.stat().st_size / 2**20:.0f} MB, items taken in so far: {items}")
    wal = Path(f"{path}-wal")
    if wal.exists() and wal.stat().st_size > _LONG_WAL:
        text = f"{wal} has grown to {wal.stat().st_size / 2**20:.0f} MB"
        yield warning(
            "database", text, remedy="close the program that has been reading the database for so long"
        )


def check_integrity(config: Config) -> Iterator[Finding]:
    """Read the whole database and compare each row with its checksum, and empty parts with what they were."""
    path = config.database
    whole = well("integrity", "every row of the database is as it was written")
    if not path.exists():
        yield whole
        return
    found = list(_damage(path)) or list(_strays(path))
    yield from found or [whole]
    if not found:
        note_pages(path)


def _damage(path: Path) -> Iterator[Finding]:
    for each in find_damage(path):
        remedy = "`monitor restore FILE` puts a backup back; see `monitor help faults`"
        yield failed("integrity", f"{path}: {each}", remedy=remedy)


def _strays(path: Path) -> Iterator[Finding]:
    if pages := find_strays(path):
        told = ", ".join(map(str, pages[:_MOST_TOLD])) + (", ..." if len(pages) > _MOST_TOLD else "")
        text = (
            f"{path}: nothing stored is damaged, but where nothing is stored bytes have changed (page {told})"
        )
        remedy = "suspect the disk or the memory: make a backup elsewhere and put it back on another disk"
        yield failed("integrity", text, remedy=remedy)
