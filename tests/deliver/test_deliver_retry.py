"""A delivery is tried for two weeks, patiently, and then given up."""

from datetime import timedelta
from importlib.resources import files

import pytest
from delivery_sample import NOW, make_delivery

from monitor.deliver.retry import LONGEST_WAIT, TRIES_FOR, after_failure, after_success, next_attempt_at
from monitor.errors import DeliveryError
from monitor.model.deliveries import DeliveryStatus

FAILED = DeliveryError("the server is away; it is tried again")


def wait(failures: int) -> timedelta | None:
    again = next_attempt_at(failures, now=NOW)
    return again - NOW if again else None


def test_waits_double_from_a_minute_to_an_hour() -> None:
    minutes = [found.total_seconds() / 60 for n in range(1, 9) if (found := wait(n))]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60]


def test_after_two_weeks_of_waits_it_is_given_up() -> None:
    waits = [found for n in range(1, 500) if (found := wait(n))]
    assert TRIES_FOR - LONGEST_WAIT < sum(waits, timedelta()) <= TRIES_FOR
    assert len(waits) == 340
    assert wait(len(waits) + 1) is None
    assert wait(10_000) is None


@pytest.mark.parametrize("page", ["faults.txt", "webhooks.txt"])
def test_the_manual_says_for_how_long_it_is_tried(page: str) -> None:
    manual = files("monitor.cli").joinpath("manual", page).read_text(encoding="utf-8")
    assert timedelta(weeks=2) == TRIES_FOR
    assert "for two weeks" in manual


def test_a_failed_attempt_is_counted_told_and_tried_again() -> None:
    delivery = after_failure(make_delivery(), FAILED, now=NOW)
    assert delivery.status is DeliveryStatus.WAITING
    assert (delivery.attempts, delivery.error) == (1, str(FAILED))
    assert delivery.next_attempt_at == NOW + timedelta(minutes=1)
    assert delivery.message_id == make_delivery().message_id


def test_a_permanent_failure_is_parked_at_once() -> None:
    delivery = after_failure(make_delivery(), DeliveryError("no such user", permanent=True), now=NOW)
    assert delivery.status is DeliveryStatus.FAILED
    assert (delivery.attempts, delivery.error) == (1, "no such user")


def test_the_last_temporary_failure_is_parked_with_its_reason() -> None:
    delivery = after_failure(make_delivery(attempts=340), FAILED, now=NOW)
    assert delivery.status is DeliveryStatus.FAILED
    assert delivery.error == str(FAILED)


def test_success_forgets_the_error() -> None:
    delivery = after_success(make_delivery(attempts=2, error="x"), now=NOW)
    assert delivery.status is DeliveryStatus.SENT
    assert (delivery.attempts, delivery.error, delivery.sent_at) == (3, None, NOW)
