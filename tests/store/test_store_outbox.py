"""The outbox: claimed with a lease, marked after the other side has it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from nouns import NOW

from monitor.model.deliveries import Delivery, DeliveryStatus
from monitor.model.digests import Window
from monitor.model.issues import Issue
from monitor.store.store import Store

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _two_deliveries(store: Store) -> None:
    issue = Issue(
        digest="daily",
        name="Daily",
        number=1,
        window=Window(from_at=NOW, until_at=NOW),
        made_at=NOW,
        zone=ZoneInfo("UTC"),
        sections=(),
    )
    deliveries = [
        Delivery(channel="email", recipient=f"{name}@x.test", message_id=f"<{name}@x>", next_attempt_at=NOW)
        for name in ("ann", "bob")
    ]
    with store.write() as tx:
        tx.issues.add(issue, [], deliveries)


def claim(store: Store, now: datetime = NOW, limit: int = 1) -> list[Delivery]:
    with store.write() as tx:
        return tx.outbox.claim_due(now, channel="email", lease_s=60, limit=limit)


def mark(store: Store, delivery: Delivery, **changed: Any) -> Delivery:
    with store.write() as tx:
        tx.outbox.mark(replace(delivery, attempts=delivery.attempts + 1, **changed))
        return next(d for d in tx.outbox.list_deliveries() if d.id == delivery.id)


def test_two_claimers_never_get_the_same_delivery(store: Store) -> None:
    [ann], [bob] = claim(store), claim(store)
    assert {ann.recipient, bob.recipient} == {"ann@x.test", "bob@x.test"}
    assert claim(store) == []


def test_a_claim_that_was_never_marked_can_be_claimed_after_its_lease(store: Store) -> None:
    claim(store, limit=2)
    assert len(claim(store, NOW + MINUTE, limit=2)) == 2


def test_a_sent_delivery_is_never_claimed_again(store: Store) -> None:
    [ann] = claim(store)
    sent = mark(store, ann, status=DeliveryStatus.SENT, sent_at=NOW)
    assert (sent.status, sent.sent_at, sent.attempts) == (DeliveryStatus.SENT, NOW, 1)
    assert [d.recipient for d in claim(store, NOW + 60 * MINUTE, limit=5)] == ["bob@x.test"]


def test_a_failed_attempt_waits_for_its_time_and_keeps_its_message_id(store: Store) -> None:
    [ann] = claim(store)
    mark(store, ann, error="refused", next_attempt_at=NOW + 5 * MINUTE)
    assert [d.recipient for d in claim(store, NOW + 4 * MINUTE, limit=5)] == ["bob@x.test"]
    [again] = [d for d in claim(store, NOW + 5 * MINUTE, limit=5) if d.id == ann.id]
    assert (again.message_id, again.attempts, again.error) == (ann.message_id, 1, "refused")


def test_a_given_up_delivery_is_kept_with_its_reason(store: Store) -> None:
    [ann] = claim(store)
    failed = mark(store, ann, status=DeliveryStatus.FAILED, error="no such user")
    assert (failed.status, failed.error) == (DeliveryStatus.FAILED, "no such user")
    with store.read() as tx:
        assert tx.outbox.counts() == {"failed": 1, "waiting": 1}
