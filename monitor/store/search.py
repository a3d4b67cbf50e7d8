"""The index of words: which items have them, so that a search need not read them all.

An FTS5 table of SQLite that keeps no text of its own, only which item has which key (`monitor.words.keys`);
what an item no longer says is taken out by the keys of its former text. It is written in the transaction
of its items. When the rules behind the keys change it is emptied and filled anew, from the newest item
down; until that is done, items not in it count as candidates for every search.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, column, delete, false, or_, select, table, text, update
from sqlalchemy.dialects.sqlite import insert

from monitor.model.items import Item
from monitor.store.checksums import WORDS_OF_ITEM, words_checksum
from monitor.store.rows import ChecksumRow, ItemRow, WordIndexRow
from monitor.store.tables import table_of
from monitor.words.keys import ANY_END, keys_of, text_keys

ITEM = table_of(ItemRow)
STATE = table_of(WordIndexRow)
CHECKSUM = table_of(ChecksumRow)

#: The virtual table; SQLite keeps its parts in tables whose names begin so.
WORDS = table("item_word", column("rowid"), column("words"))

_CREATE = text(
    "CREATE VIRTUAL TABLE item_word USING fts5"
    "(words, content='', columnsize=0, detail=none, tokenize='ascii')"
)
#: Now and then who writes must merge so many pages of the index, while all others wait: small ones.
_SET_PAGES = "INSERT INTO item_word (item_word, rank) VALUES ('pgsz', 1000)"
# Handed to the driver as they are: SQLAlchemy takes longer with the values of many rows than SQLite.
_ADD = "INSERT INTO item_word (rowid, words) VALUES (?, ?)"
_SAVE_SUM = (
    "INSERT INTO checksum (of_table, of_row, sum) VALUES (?, ?, ?)"
    " ON CONFLICT (of_table, of_row) DO UPDATE SET sum = excluded.sum"
)
_REMOVE = "INSERT INTO item_word (item_word, rowid, words) VALUES ('delete', ?, ?)"
_EMPTY = text("INSERT INTO item_word (item_word) VALUES ('delete-all')")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Which items a search looks at."""

    #: First seen then or later.
    since: datetime | None = None
    #: First seen before.
    until: datetime | None = None
    #: In one of these languages; empty: in any.
    languages: tuple[str, ...] = ()
    #: Of one of these sources; empty: of any.
    sources: tuple[str, ...] = ()


def create_index(connection: Connection) -> None:
    """Make the virtual table in a new database."""
    connection.execute(_CREATE)
    connection.exec_driver_sql(_SET_PAGES)


class WordIndex:
    """The index, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: list[dict[str, Any]] = []

    def add(self, items: Iterable[Item], *, forms: Mapping[str, Sequence[str]] | None = None) -> None:
        """Take in items that are not in the index, by the end of the transaction or before it is asked.

        `forms`: by guid their distinct words as written, of those of them of which they are at hand.
        """
        at_hand = forms or {}
        self._waiting += [_row(item, at_hand.get(item.guid)) for item in items]

    def flush(self) -> None:
        """Store what waits: together, for there may be many feeds with one new item each."""
        rows, self._waiting = self._waiting, []
        if rows:
            self._connection.exec_driver_sql(_ADD, [(row["id"], row["words"]) for row in rows])
            self._connection.exec_driver_sql(
                _SAVE_SUM, [(WORDS_OF_ITEM, row["id"], _sum(row)) for row in rows]
            )

    def replace(self, before: Item, after: Item) -> None:
        """Take in what an item says now instead of what it said."""
        self.exchange(after.id, words_of(before), words_of(after))

    def exchange(self, item_id: int, before: str, after: str) -> None:
        """Have the words of an item instead of what it had; an item not reached yet waits for its turn."""
        below = self.below()
        if below is None or item_id >= below:
            self.flush()
            self._connection.exec_driver_sql(_REMOVE, (item_id, before))
            self._waiting.append({"id": item_id, "words": after})
            self.flush()

    def save_version(self, version: str, *, last_item_id: int) -> None:
        """Note by which rules keys are made; when they have changed, empty the index."""
        self.flush()
        if self._connection.execute(select(STATE.c.version)).scalar() == version:
            return
        self._connection.execute(_EMPTY)
        self._connection.execute(delete(CHECKSUM).where(CHECKSUM.c.of_table == WORDS_OF_ITEM))
        self._connection.execute(delete(STATE))
        below = last_item_id + 1 if last_item_id else None
        self._connection.execute(insert(STATE).values(version=version, below=below))

    def below(self) -> int | None:
        """Return the id below which items are not in the index; None when all are in it."""
        below: int | None = self._connection.execute(select(STATE.c.below)).scalar()
        return below

    def mark_filled(self, *, below: int | None) -> None:
        """Note how far filling the index has come, from the newest item down; None: done."""
        self._connection.execute(update(STATE).values(below=below))

    def find(self, clauses: Sequence[Set[str]], bounds: Bounds, *, version: str) -> Iterator[int]:
        """Yield the ids, newest first, of all items that satisfy the clauses, and perhaps of others.

        A clause is satisfied by an item with one of its keys. Without clauses, or when the index was made
        by other rules than `version`, these are all items within the bounds.
        """
        self.flush()
        statement = select(ITEM.c.id).where(*_within(bounds))
        if clauses and self._connection.execute(select(STATE.c.version)).scalar() == version:
            matching = select(WORDS.c.rowid).where(text("item_word MATCH :words"))
            is_candidate = ITEM.c.id.in_(matching.params(words=_expression(clauses)))
            below = self.below()
            is_unread = false() if below is None else ITEM.c.id < below
            statement = statement.where(or_(is_candidate, is_unread))
        newest_first = statement.order_by(ITEM.c.first_seen_at.desc(), ITEM.c.id.desc())
        yield from self._connection.execute(newest_first.execution_options(yield_per=1000)).scalars()


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Tell alembic whether the rows describe a table: not those of the index, which SQLite makes itself."""
    return not (kind == "table" and name is not None and name.startswith(WORDS.name))


def words_of(item: Item, forms: Sequence[str] | None = None) -> str:
    """Return what the index has of an item, from its forms if they are known. Pure; takes milliseconds."""
    if forms is None:
        return " ".join(text_keys((item.title, item.text), item.language))
    return " ".join(keys_of(forms, item.language))


def _row(item: Item, forms: Sequence[str] | None) -> dict[str, Any]:
    return {"id": item.id, "words": words_of(item, forms)}


def _sum(row: dict[str, Any]) -> int:
    return words_checksum(row["id"], row["words"].split())


def _within(bounds: Bounds) -> Iterable[ColumnElement[bool]]:
    if bounds.since is not None:
        yield ITEM.c.first_seen_at >= bounds.since
    if bounds.until is not None:
        yield ITEM.c.first_seen_at < bounds.until
    if bounds.languages:
        yield ITEM.c.language.in_(bounds.languages)
    if bounds.sources:
        yield ITEM.c.source.in_(bounds.sources)


def _expression(clauses: Sequence[Set[str]]) -> str:
    """Return the clauses as FTS5 reads them."""
    return " AND ".join(f"({' OR '.join(map(_quoted, sorted(clause)))})" for clause in clauses)


def _quoted(key: str) -> str:
    # Keys hold no quotation marks, nor anything else that means something to FTS5.
    return f'"{key.removesuffix(ANY_END)}"*' if key.endswith(ANY_END) else f'"{key}"'
