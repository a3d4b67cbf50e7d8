"""Passes of jobs, with their counts."""

from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from monitor.model.service import Run
from monitor.store.convert import values_of
from monitor.store.rows import RunRow
from monitor.store.tables import table_of

RUN = table_of(RunRow)

#: Older passes are forgotten: they are for looking what happened lately.
KEEP = 5_000


class Runs:
    """Passes of jobs, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, run: Run) -> None:
        """Store one pass and forget the oldest."""
        statement = insert(RUN).values(values_of(run) | {"counts": dict(run.counts)}).returning(RUN.c.id)
        last = int(self._connection.execute(statement).scalar_one())
        self._connection.execute(delete(RUN).where(RUN.c.id <= last - KEEP))

    def latest_at(self) -> datetime | None:
        """Return when the newest pass of any job ended; None when there was none."""
        return self._connection.execute(select(RUN.c.ended_at).order_by(RUN.c.id.desc()).limit(1)).scalar()
