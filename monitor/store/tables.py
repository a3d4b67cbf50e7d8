"""What all tables have in common: one metadata, whatever module is imported first."""

from typing import ClassVar

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel


class Row(SQLModel):
    """A row of any table. It holds every field of its noun; what it holds besides is said in its class."""

    #: With names for constraints, so that migrations can name what they drop.
    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def table_of(row: type[Row]) -> Table:
    """Return the table behind a row class, for statements."""
    table: Table = row.__table__  # type: ignore[attr-defined]  # set by SQLModel at run time
    return table
