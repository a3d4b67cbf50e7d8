"""The outbox: deliveries, claimed with a lease and marked when the other side has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select, update

from monitor.model.digests import Delivery, DeliveryStatus
from monitor.store.convert import noun_of
from monitor.store.rows import DeliveryRow, table_of

DELIVERY = table_of(DeliveryRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came of one attempt to deliver."""

    at: datetime
    #: None: delivered.
    error: str | None = None
    #: When to try again; None: never.
    retry_at: datetime | None = None


class Outbox:
    """Deliveries, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim_due(self, now: datetime, *, lease_s: float, limit: int) -> list[Delivery]:
        """Return deliveries whose time has come, longest waiting first, and lease them to the caller."""
        free = or_(DELIVERY.c.leased_until.is_(None), DELIVERY.c.leased_until <= now)
        where = (DELIVERY.c.status == DeliveryStatus.WAITING, DELIVERY.c.next_attempt_at <= now, free)
        order = (DELIVERY.c.next_attempt_at, DELIVERY.c.id)
        due = select(DELIVERY).where(*where).order_by(*order).limit(limit)
        rows = self._connection.execute(due).all()
        lease = update(DELIVERY).where(DELIVERY.c.id.in_([row.id for row in rows]))
        self._connection.execute(lease.values(leased_until=now + timedelta(seconds=lease_s)))
        return [_delivery(row) for row in rows]

    def mark(self, delivery: Delivery, attempt: Attempt) -> None:
        """Record an attempt: sent, to be tried again, or given up."""
        status = DeliveryStatus.WAITING if attempt.retry_at else DeliveryStatus.FAILED
        if attempt.error is None:
            status = DeliveryStatus.SENT
        values = {
            "status": status,
            "attempts": delivery.attempts + 1,
            "error": attempt.error,
            "sent_at": attempt.at if attempt.error is None else None,
            "next_attempt_at": attempt.retry_at or delivery.next_attempt_at,
            "leased_until": None,
        }
        self._connection.execute(update(DELIVERY).where(DELIVERY.c.id == delivery.id).values(values))

    def release(self, deliveries: Sequence[Delivery]) -> None:
        """Give deliveries free that were claimed and not attempted."""
        ids = [delivery.id for delivery in deliveries]
        self._connection.execute(update(DELIVERY).where(DELIVERY.c.id.in_(ids)).values(leased_until=None))

    def list_deliveries(self, *, issue_id: int | None = None, limit: int | None = None) -> list[Delivery]:
        """Return deliveries, newest first, of one issue or of all."""
        statement = select(DELIVERY).order_by(DELIVERY.c.id.desc()).limit(limit)
        if issue_id is not None:
            statement = statement.where(DELIVERY.c.issue_id == issue_id)
        return [_delivery(row) for row in self._connection.execute(statement)]

    def counts(self) -> dict[str, int]:
        """Return how many deliveries stand where."""
        statement = select(DELIVERY.c.status, func.count()).group_by(DELIVERY.c.status)
        return {row[0]: row[1] for row in self._connection.execute(statement)}


def _delivery(row: Row[Any]) -> Delivery:
    return noun_of(Delivery, row, status=DeliveryStatus(row.status))
