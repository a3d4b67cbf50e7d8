"""Statements that every poll with news needs: compiled once, and handed to the driver as they are.

SQLAlchemy, asked to execute them, takes ten times as long as SQLite does.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.sql.dml import Insert, UpdateBase

#: Our form of a value to the driver's, or the other way round.
_Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    """A statement as one kind of database understands it."""

    #: Where a list goes there is `%s`.
    sql: str
    #: The names of its values, in their order, and of those of them that are lists.
    names: Sequence[str]
    lists: Sequence[str]
    #: Values that are always the same.
    constants: Mapping[str, Any]
    #: How values are converted, by their place; those that are not here are taken as they are.
    converts: Sequence[tuple[int, _Convert]]
    #: The columns of its rows: name, and how each is converted, if it is.
    columns: Sequence[tuple[str, _Convert | None]]

    def call(self, given: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """Return what the driver is to execute, and with which values."""
        if not self.lists:
            return self.sql, self.parameters(given)
        lists = {name: _padded(given[name]) for name in self.lists}
        sql = self.sql % tuple(", ".join("?" * len(values)) for values in lists.values())
        values = self.parameters({**given, **lists})
        return sql, [one for value in values for one in (value if isinstance(value, list) else (value,))]

    def parameters(self, given: Mapping[str, Any]) -> list[Any]:
        """Return the values in their order, as the driver takes them; a list as a list."""
        given = {**self.constants, **given} if self.constants else given
        values = [given[name] for name in self.names]
        for at, convert in self.converts:
            values[at] = convert(values[at])
        return values

    def row(self, found: Iterable[Any]) -> dict[str, Any]:
        """Return a row by the names of its columns."""
        named = zip(self.columns, found, strict=True)
        return {name: value if convert is None else convert(value) for (name, convert), value in named}


class Prepared:
    """A statement whose values are `bindparam`, expanding for lists that are not empty; or an insert."""

    def __init__(self, statement: Select[Any] | UpdateBase) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def all(self, connection: Connection, **values: Any) -> list[dict[str, Any]]:
        """Return the rows that it finds or returns, by the names of their columns."""
        compiled = self._for(connection.dialect, values)
        cursor = connection.connection.cursor()
        cursor.execute(*compiled.call(values))
        return [compiled.row(row) for row in cursor.fetchall()] if compiled.columns else []

    def many(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute it for each of the rows, which all name the same values; lists there are values of JSON."""
        if rows:
            compiled = self._for(connection.dialect, rows[0])
            connection.connection.cursor().executemany(compiled.sql, list(map(compiled.parameters, rows)))

    def _for(self, dialect: Dialect, values: Mapping[str, Any]) -> _Compiled:
        if dialect.name not in self._compiled:
            self._compiled[dialect.name] = _compile(self._statement, dialect, values)
        return self._compiled[dialect.name]


def _compile(statement: Select[Any] | UpdateBase, dialect: Dialect, values: Mapping[str, Any]) -> _Compiled:
    # An insert has the columns that it is given; else SQLAlchemy would have it ask for all.
    keys = list(values) if isinstance(statement, Insert) else None
    compiled: Any = statement.compile(dialect=dialect, column_keys=keys)
    binds = {name: compiled.binds[name] for name in compiled.positiontup}
    lists = [name for name, bind in binds.items() if bind.expanding]
    sql: str = compiled.string
    for name in lists:
        sql = sql.replace(f"__[POSTCOMPILE_{name}]", "%s")
    converts = [(at, _to_driver(binds[name], dialect)) for at, name in enumerate(compiled.positiontup)]
    return _Compiled(
        sql=sql,
        names=compiled.positiontup,
        lists=lists,
        constants={name: bind.value for name, bind in binds.items() if not bind.required},
        converts=[(at, convert) for at, convert in converts if convert is not None],
        columns=[
            (str(column.key), column.type.dialect_impl(dialect).result_processor(dialect, None))
            for column in statement.exported_columns
        ],
    )


def _to_driver(bind: Any, dialect: Dialect) -> _Convert | None:
    convert: _Convert | None = bind.type.dialect_impl(dialect).bind_processor(dialect)
    if convert is None or not bind.expanding:
        return convert
    return lambda values: list(map(convert, values))


def _padded(values: Collection[Any]) -> list[Any]:
    """Return a list of one of few lengths, its last value repeated: the driver remembers some statements."""
    found = list(values)
    return found + found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found))
