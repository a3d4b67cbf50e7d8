"""Column types that keep what the nouns promise."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime in, the same out.

    SQLite has no zones and would keep `12:00+03:00` as 12:00, so we convert before it can.
    """

    impl = DateTime
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        """Return what makes of a time what the driver takes: SQLite has them as text, in this form."""
        return _text_of if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to naive UTC; a naive value is a bug and is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Callable[[Any], datetime | None] | None:
        """Return what makes a time of what the driver gives."""
        return _time_of if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Mark what comes back as the UTC that it is."""
        return None if value is None else value.replace(tzinfo=UTC)


def at_column(*, index: bool = False, nullable: bool = False) -> Any:
    """Return a column of times."""
    return Field(default=None, nullable=nullable, index=index, sa_type=UTCDateTime)


def json_column() -> Any:
    """Return a column of values of JSON."""
    return Field(sa_column=Column(JSON, nullable=False))


def _text_of(value: datetime | None) -> str | None:
    """Do for SQLite what `process_bind_param` and SQLAlchemy would, in a tenth of the time."""
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"naive datetime {value!r}")
    return value.astimezone(UTC).isoformat(" ", "microseconds").removesuffix("+00:00")


def _time_of(value: str | None) -> datetime | None:
    """Undo that, as fast."""
    return None if value is None else datetime.fromisoformat(value + "+00:00")
