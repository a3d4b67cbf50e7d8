"""Databases of every earlier schema are brought up to date with all that is in them."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from desk import Monitor, write_desk
from freeze import dump

from monitor.errors import StoreError
from monitor.store import copying
from monitor.store.instance import hold
from monitor.store.integrity import find_damage, schema_of
from monitor.store.schema import KEPT_COPIES, KNOWN
from monitor.store.search import WORDS
from monitor.store.store import Store

ROOT = Path(__file__).parents[2]
FROZEN = sorted((Path(__file__).parent / "schemas").glob("*.sql"))
#: Tables of no schema's data: made anew, or ours alone.
_DERIVED = (WORDS.name, "checksum", "alembic_version", "sqlite_")

#: Columns that a later schema keeps in another form.
GONE = {"issue_item": {"topic", "position"}}


def thaw(frozen: Path, folder: Path) -> Path:
    path = folder / "monitor.db"
    database = sqlite3.connect(path)
    database.executescript(frozen.read_text())
    database.close()
    return path


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        name: [dict(row) for row in database.execute(f'SELECT * FROM "{name}" ORDER BY rowid')]
        for name in names
        if not name.startswith(_DERIVED)
    }
    database.close()
    return found


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.stem)
def test_an_earlier_schema_is_brought_up_to_date_with_every_row(frozen: Path, tmp_path: Path) -> None:
    path = thaw(frozen, tmp_path)
    before, schema = rows(path), schema_of(path)
    assert all(before.values()), "a frozen schema has rows in every table"
    store = Store.open_file(path)
    with store.read() as tx:
        ids = [item.id for item in tx.items.list_items()]
        assert sum(len(tx.items.list_revisions(item_id)) for item_id in ids) == len(before["revision"])
        assert sum(len(tx.matches.list_of_item(item_id)) for item_id in ids) == len(before["match"])
        assert len(list(tx.archive.each_issue())) == len(before["issue"])
        assert len(tx.outbox.list_deliveries()) == len(before["delivery"])
    store.close()
    after = rows(path)
    for table, old in before.items():
        for was, now in zip(old, after[table], strict=True):
            assert was.keys() - now.keys() <= GONE.get(table, set())
            assert {name: was[name] for name in was.keys() & now.keys()}.items() <= now.items(), table
    assert schema_of(path) == KNOWN[-1]
    if schema != KNOWN[-1]:
        assert list(find_damage(path)) == []
        assert rows(tmp_path / f"monitor.db.schema-{schema}") == before


@pytest.mark.parametrize("place", ["data", "elsewhere"])
def test_the_database_of_a_service_that_runs_is_left_as_its_version_writes_it(
    tmp_path: Path, monitor: Monitor, place: str
) -> None:
    settings = write_desk(tmp_path) / "monitor.toml"
    data, folder = tmp_path / "data", tmp_path / place
    settings.write_text(f'{settings.read_text()}\n[store]\ndatabase = "{folder / "monitor.db"}"\n')
    data.mkdir()
    folder.mkdir(exist_ok=True)
    path = thaw(FROZEN[0], folder)
    before = schema_of(path)
    lines = "import sys, pathlib; from monitor.store.instance import hold"
    lines += "\nwith hold(pathlib.Path(sys.argv[1])): print(flush=True), sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", lines, data], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as service:
        assert service.stdout is not None
        service.stdout.readline()
        for command in ("once", "status", "doctor", "items"):
            said = monitor(command)
            assert f"process {service.pid} still serves it with an older version" in said.out + said.err
        assert (schema_of(path), list(folder.glob("*.schema-*"))) == (before, [])
    with hold(data):
        Store.open_file(path, data_dir=data).close()
    assert schema_of(path) == KNOWN[-1]


def test_every_release_has_its_frozen_schema() -> None:
    """When this fails: `python tests/store/freeze.py DATABASE`, as the head of that file says."""
    released = re.findall(r"^## \[?(\d[\w.]*)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert set(released) <= {path.stem for path in FROZEN}


def test_the_two_newest_copies_of_former_schemas_stay(tmp_path: Path) -> None:
    for schema in ("0000-a", "0000-b"):
        (tmp_path / f"monitor.db.schema-{schema}").write_text("")
    Store.open_file(thaw(FROZEN[0], tmp_path)).close()
    kept = sorted(path.name for path in tmp_path.glob("*.schema-*"))
    assert kept == ["monitor.db.schema-0000-b", "monitor.db.schema-0001"]
    assert len(kept) == KEPT_COPIES


def test_a_copy_that_the_disk_has_no_room_for_is_not_begun(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"a copy takes .* MB, and .* are free: free some space"):
        copying.check_room(tmp_path, 1 << 60)


def test_a_frozen_schema_is_written_as_it_was_read(tmp_path: Path) -> None:
    for frozen in FROZEN:
        folder = tmp_path / frozen.stem
        folder.mkdir()
        database = sqlite3.connect(thaw(frozen, folder))
        assert "".join(f"{line}\n" for line in dump(database)) == frozen.read_text()
        database.close()
