"""When a delivery is tried again, and when it is given up. Pure.

The first wait is a minute, each later one twice as long, at most an hour. After two weeks of trying the
delivery counts as failed. The days are counted in waits, not by the clock, so that a service that was off
for a month still tries for two weeks. A server that asks for a longer pause gets it.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.errors import DeliveryError
from monitor.model.deliveries import Delivery, DeliveryStatus

#: Before the second attempt.
FIRST_WAIT = timedelta(minutes=1)
#: Between later attempts; a repaired password or server is noticed within this.
LONGEST_WAIT = timedelta(hours=1)
#: Sum of the waits after which nothing is tried any more: a server that is away for a week needs no hand.
TRIES_FOR = timedelta(days=14)
#: A delivery that has failed so often, a quarter of an hour after the first attempt, keeps failing.
KEEPS_FAILING = 5
#: For so long after its last attempt the operator is told of a delivery that failed.
TOLD_FOR = timedelta(days=14)


def next_attempt_at(failures: int, *, now: datetime) -> datetime | None:
    """Return when to try again after `failures` attempts that failed, or None when it is time to give up."""
    waits = [_wait(n) for n in range(1, failures + 1)]
    if sum(waits, timedelta()) > TRIES_FOR:
        return None
    return now + waits[-1]


def _wait(failures: int) -> timedelta:
    doubled = FIRST_WAIT * (1 << min(failures - 1, 16))
    return min(doubled, LONGEST_WAIT)


def after_success(delivery: Delivery, *, now: datetime) -> Delivery:
    """Return the delivery, sent."""
    return replace(
        delivery, status=DeliveryStatus.SENT, attempts=delivery.attempts + 1, error=None, sent_at=now
    )


def after_failure(delivery: Delivery, error: DeliveryError, *, now: datetime) -> Delivery:
    """Return the delivery as a failed attempt leaves it: waiting for the next one, or failed for good."""
    attempts = delivery.attempts + 1
    again = None if error.permanent else next_attempt_at(attempts, now=now)
    return replace(
        delivery,
        status=DeliveryStatus.FAILED if again is None else DeliveryStatus.WAITING,
        attempts=attempts,
        error=str(error),
        next_attempt_at=max(again, error.retry_at or again) if again else delivery.next_attempt_at,
    )
