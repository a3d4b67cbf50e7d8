"""Records of an export into the store: what is there already is recognised and left as it is.

Items come first, so that matches and issues find them. Stories are not taken over: the items that are new
here are placed among those that are here. Matches count as found by re-tagging: the archive is no news.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, TypeDecorator, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, ProgrammingError, StatementError

from monitor.store.archive import Archive
from monitor.store.convert import item_of
from monitor.store.issue_rows import DigestRow, IssueRow
from monitor.store.rows import EntryRow, FeedRow, ItemRow, MatchRow, RevisionRow, SourceRow, TopicRow
from monitor.store.search import WordIndex
from monitor.store.shapes import SHAPES, fits
from monitor.store.tables import table_of
from monitor.store.telling_rows import IssueItemRow, IssueStoryRow
from monitor.store.types import UTCDateTime

ITEM, MATCH, ENTRY, FEED = (table_of(row) for row in (ItemRow, MatchRow, EntryRow, FeedRow))
SOURCE, REVISION, ISSUE, TOPIC = (table_of(row) for row in (SourceRow, RevisionRow, IssueRow, TopicRow))
DIGEST, ISSUE_ITEM, ISSUE_STORY = (table_of(row) for row in (DigestRow, IssueItemRow, IssueStoryRow))

#: How the database says that a value is not what it keeps there; other errors are its own.
_REFUSED = (IntegrityError, InterfaceError, ProgrammingError)
#: What of an issue is the number of an item; stories are called by those of theirs.
_NUMBERS = ("item_id", "story_id", "lead_id")

Record = Mapping[str, Any]


class Importer:
    """Takes records in, one transaction after another."""

    def __init__(self) -> None:
        #: What items are called here that were called otherwise there.
        self._renumbered: dict[int, int] = {}

    def take(self, connection: Connection, kind: str, record: Record, *, now: datetime) -> bool:
        """Take one record in; False when it was here already, or is of a kind that is made anew.

        Raises KeyError, ValueError or TypeError for what is no record of an export.
        """
        try:
            return self._take(connection, kind, record, now=now)
        except StatementError as error:
            if isinstance(error, DBAPIError) and not isinstance(error, _REFUSED):
                raise
            raise ValueError(str(error.orig)) from error
        except (AttributeError, OverflowError) as error:
            raise ValueError(str(error)) from error

    def _take(self, connection: Connection, kind: str, record: Record, *, now: datetime) -> bool:
        if kind == "source":
            return _add(connection, SOURCE, record)
        if kind == "item":
            return self._take_item(connection, record, now=now)
        if kind == "match":
            return self._take_match(connection, record)
        if kind == "issue":
            return self._take_issue(connection, record)
        if kind == "digest":
            # Matches have other numbers here. None is told again: they count as found by re-tagging.
            return _add(connection, DIGEST, {**record, "match_cursor": 0})
        if kind == "story":
            return False
        raise ValueError(f"'{kind}' is no kind of record")

    def _here(self, item_id: int) -> int:
        return self._renumbered.get(item_id, item_id)

    def _take_item(self, connection: Connection, record: Record, *, now: datetime) -> bool:
        entries = [(_feed_id(connection, url, record, now=now), guid) for url, guid in record["entries"]]
        here = _find(connection, entries, record["identity"])
        is_new = here is None
        if here is None:
            here = _insert_item(connection, record)
        if here != record["id"]:
            self._renumbered[record["id"]] = here
        for feed_id, guid in entries:
            _add(connection, ENTRY, {"feed_id": feed_id, "guid": guid, "item_id": here})
        return is_new

    def _take_match(self, connection: Connection, record: Record) -> bool:
        values = {**record, "item_id": self._here(record["item_id"]), "is_retag": True}
        del values["id"]
        return _add(connection, MATCH, values)

    def _take_issue(self, connection: Connection, record: Record) -> bool:
        values = {name: value for name, value in record.items() if name != "id"}
        number = connection.execute(_insert(ISSUE, values).returning(ISSUE.c.id)).scalar()
        if number is None:
            return False
        for name, table in (("issue_items", ISSUE_ITEM), ("issue_stories", ISSUE_STORY)):
            for held in record[name]:
                _add(connection, table, {**held, **self._numbers(held), "issue_id": number})
        # What could not be read again is not taken in.
        Archive(connection).entries([number])
        return True

    def _numbers(self, held: Record) -> Record:
        """Return what of an issue are numbers of items, as these are called here."""
        numbers: dict[str, Any] = {key: self._here(held[key]) for key in _NUMBERS if key in held}
        if "deltas" in held:
            _check(ISSUE_STORY.c.deltas, held["deltas"])
            numbers["deltas"] = [
                {**delta, "item_id": self._here(delta["item_id"])} for delta in held["deltas"]
            ]
        return numbers


def _insert(table: Table, record: Record) -> Any:
    """Return the statement that stores a record unless one of its keys is taken."""
    # What an older version did not know may be missing, as may the number that the database gives.
    columns = (
        each for each in table.columns if each.name in record or not (each.nullable or each.name == "id")
    )
    values = {column.name: record[column.name] for column in columns}
    for name, value in values.items():
        if isinstance(value, str) and isinstance(table.c[name].type, UTCDateTime):
            values[name] = datetime.fromisoformat(value)
        _check(table.c[name], values[name])
    return insert(table).values(values).on_conflict_do_nothing()


def _check(column: Column[Any], value: Any) -> None:
    """Raise TypeError for a value of another kind than the column's: SQLite keeps whatever it is given."""
    stored = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    kind = stored.python_type
    kinds = (int, float) if kind is float else (kind,)
    if value is not None and kind is not object and type(value) not in kinds:
        raise TypeError(f"'{column.name}' is no {kind.__name__}")
    shape = SHAPES.get(f"{column.table.name}.{column.name}")
    if shape is not None and not fits(value, shape):
        raise ValueError(f"'{column.name}' could not be read again")


def _add(connection: Connection, table: Table, record: Record) -> bool:
    return connection.execute(_insert(table, record)).rowcount == 1


def _feed_id(connection: Connection, url: str, record: Record, *, now: datetime) -> int:
    """Return the number of a feed; one that is not known here is noted, and not asked."""
    find = select(FEED.c.id).where(FEED.c.url == url)
    found = connection.execute(find).scalar()
    if found is None:
        values = FeedRow(
            url=url, source=record["source"], kind="rss", select={}, full_text="matched", language="",
            every_s=None, is_active=False, next_fetch_at=now,
        )  # fmt: skip
        connection.execute(insert(FEED).values(values.model_dump(exclude={"id"})))
        found = connection.execute(find).scalar_one()
    return int(found)


def _find(connection: Connection, entries: list[tuple[int, str]], identity: str | None) -> int | None:
    """Return the item that one of these entries is, or whose address has this key; None: there is none."""
    for feed_id, guid in entries:
        where = (ENTRY.c.feed_id == feed_id, ENTRY.c.guid == guid)
        found = connection.execute(select(ENTRY.c.item_id).where(*where)).scalar()
        if found is not None:
            return int(found)
    if identity is None:
        return None
    return connection.execute(select(ITEM.c.id).where(ITEM.c.identity == identity)).scalar()


def _insert_item(connection: Connection, record: Record) -> int:
    """Store an item, under its number when all items here have smaller ones, and return its number."""
    last = connection.execute(select(func.coalesce(func.max(ITEM.c.id), 0))).scalar_one()
    number = max(int(record["id"]), int(last) + 1)
    connection.execute(_insert(ITEM, {**record, "id": number}))
    row = connection.execute(select(ITEM).where(ITEM.c.id == number)).one()
    words = WordIndex(connection)
    words.add([item_of(row)])
    words.flush()
    # The topics of where it comes from may have been others: those of here go over it, and all before it.
    connection.execute(update(TOPIC).values(retag_below=number + 1))
    for past in record["former"]:
        connection.execute(_insert(REVISION, {**past, "item_id": number}))
    return number
