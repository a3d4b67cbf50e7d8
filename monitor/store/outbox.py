"""The outbox: deliveries, claimed with a lease and marked when the other side has them."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, update

from monitor.model.deliveries import Delivery, DeliveryStatus
from monitor.store.convert import noun_of, values_of
from monitor.store.issue_rows import DeliveryRow, IssueRow
from monitor.store.tables import table_of

DELIVERY = table_of(DeliveryRow)
ISSUE = table_of(IssueRow)


class Outbox:
    """Deliveries, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due_channels(self, now: datetime) -> set[str]:
        """Return the channels by which something is to be sent now."""
        return set(self._connection.execute(select(DELIVERY.c.channel).where(_is_due(now))).scalars())

    def claim_due(
        self, now: datetime, *, channel: str, lease_s: float, limit: int, due_by: datetime | None = None
    ) -> list[Delivery]:
        """Return deliveries by a channel whose time had come by `due_by` (None: now), leased to the caller.

        Longest waiting first.
        """
        order = (DELIVERY.c.next_attempt_at, DELIVERY.c.id)
        due = select(DELIVERY).where(_is_due(now), DELIVERY.c.next_attempt_at <= (due_by or now))
        due = due.where(DELIVERY.c.channel == channel)
        due = due.order_by(*order).limit(limit)
        rows = self._connection.execute(due).all()
        lease = update(DELIVERY).where(DELIVERY.c.id.in_([row.id for row in rows]))
        self._connection.execute(lease.values(leased_until=now + timedelta(seconds=lease_s)))
        return [_delivery(row) for row in rows]

    def mark(self, delivery: Delivery) -> None:
        """Store what an attempt has made of a delivery, and give it free."""
        values = values_of(delivery) | {"leased_until": None}
        # What is sent is not for an attempt to change.
        for frozen in ("id", "issue_id", "part", "message_id", "thread", "sealed"):
            del values[frozen]
        self._connection.execute(update(DELIVERY).where(DELIVERY.c.id == delivery.id).values(values))

    def seal(self, delivery: Delivery) -> None:
        """Freeze the encrypted body of a delivery, before it is sent for the first time."""
        sealed = update(DELIVERY).where(DELIVERY.c.id == delivery.id).values(sealed=delivery.sealed)
        self._connection.execute(sealed)

    def requeue(self, ids: Collection[int], *, now: datetime) -> list[int]:
        """Have deliveries attempted anew, as if for the first time; return those that nobody is sending."""
        values = {
            "status": DeliveryStatus.WAITING,
            "attempts": 0,
            "next_attempt_at": now,
            "leased_until": None,
        }
        anew = update(DELIVERY).where(DELIVERY.c.id.in_(ids), _is_free(now)).values(values)
        return [row.id for row in self._connection.execute(anew.returning(DELIVERY.c.id))]

    def drop_others(self, recipients: Mapping[str, Collection[str]], *, now: datetime) -> int:
        """Give up what is for none of these recipients, by channel, and return how much that was.

        What another process is sending at this moment is left to it.
        """
        others = or_(
            *(
                and_(DELIVERY.c.channel == channel, DELIVERY.c.recipient.not_in(known))
                for channel, known in recipients.items()
            )
        )
        open_ones = DELIVERY.c.status.in_([DeliveryStatus.WAITING, DeliveryStatus.FAILED])
        dropped = update(DELIVERY).where(open_ones, _is_free(now), others)
        done = self._connection.execute(dropped.values(status=DeliveryStatus.DROPPED, error=None))
        return done.rowcount

    def count_failing(self, *, attempts: int, since: datetime) -> int:
        """Return how many failed for good, or so many times, of those attempted since then."""
        keeps = and_(DELIVERY.c.status == DeliveryStatus.WAITING, DELIVERY.c.attempts >= attempts)
        failing = or_(DELIVERY.c.status == DeliveryStatus.FAILED, keeps)
        statement = select(func.count()).where(failing, DELIVERY.c.next_attempt_at >= since)
        return int(self._connection.execute(statement).scalar_one())

    def has_untried(self, digests: Collection[str], *, made_after: datetime) -> bool:
        """Tell whether a delivery of an issue made since then waits for its first attempt."""
        of_issue = ISSUE.c.id == DELIVERY.c.issue_id
        untried = (DELIVERY.c.status == DeliveryStatus.WAITING, DELIVERY.c.attempts == 0)
        recent = (ISSUE.c.digest.in_(digests), ISSUE.c.made_at > made_after)
        statement = select(DELIVERY.c.id).join(ISSUE, of_issue).where(*untried, *recent).limit(1)
        return self._connection.execute(statement).first() is not None

    def list_deliveries(
        self, *, issue_id: int | None = None, failed_only: bool = False, limit: int | None = None
    ) -> list[Delivery]:
        """Return deliveries, newest first, of one issue or of all, or those whose last attempt failed."""
        statement = select(DELIVERY).order_by(DELIVERY.c.id.desc()).limit(limit)
        if failed_only:
            statement = statement.where(DELIVERY.c.error.is_not(None))
        if issue_id is not None:
            statement = statement.where(DELIVERY.c.issue_id == issue_id)
        return [_delivery(row) for row in self._connection.execute(statement)]

    def list_last(self, digest: str, channel: str) -> list[Delivery]:
        """Return the first part of the last issue of a digest that each recipient of a channel was to get."""
        of_digest = (ISSUE.c.digest == digest, DELIVERY.c.channel == channel, DELIVERY.c.part == 1)
        joined = select(func.max(DELIVERY.c.id)).join(ISSUE, ISSUE.c.id == DELIVERY.c.issue_id)
        last = joined.where(*of_digest).group_by(DELIVERY.c.recipient)
        return [
            _delivery(row)
            for row in self._connection.execute(select(DELIVERY).where(DELIVERY.c.id.in_(last)))
        ]

    def counts(self) -> dict[str, int]:
        """Return how many deliveries stand where."""
        statement = select(DELIVERY.c.status, func.count()).group_by(DELIVERY.c.status)
        return {row[0]: row[1] for row in self._connection.execute(statement)}


def _is_due(now: datetime) -> ColumnElement[bool]:
    is_waiting = DELIVERY.c.status == DeliveryStatus.WAITING
    return and_(is_waiting, DELIVERY.c.next_attempt_at <= now, _is_free(now))


def _is_free(now: datetime) -> ColumnElement[bool]:
    """Tell whether nobody is sending a delivery."""
    return or_(DELIVERY.c.leased_until.is_(None), DELIVERY.c.leased_until <= now)


def _delivery(row: Row[Any]) -> Delivery:
    return noun_of(Delivery, row, status=DeliveryStatus(row.status))
