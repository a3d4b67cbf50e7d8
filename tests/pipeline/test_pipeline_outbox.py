"""A pass over the outbox comes to an end, whatever the other side does."""

import asyncio
from pathlib import Path

from desk import MAIL, Clock, with_app, write_desk

from monitor.app.wiring import App
from monitor.errors import DeliveryError
from monitor.model.deliveries import Delivery, Report
from monitor.pipeline.outbox import Outbox


class Hanging:
    """A way out that takes longer to fail than the next attempt has to wait."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.asked: list[str] = []

    def send(self, report: Report, delivery: Delivery) -> None:
        """Take four minutes, and give up."""
        self.asked.append(delivery.recipient)
        self.clock.forward(minutes=4)
        raise DeliveryError("no answer in time; it is tried again")


def test_a_pass_tries_each_delivery_once_however_long_it_lasts(tmp_path: Path) -> None:
    clock = Clock()
    readers = [f"reader{n}@desk.test" for n in range(3)]
    named = ", ".join(f'"{reader}"' for reader in readers)
    config = write_desk(
        tmp_path,
        channels='"email"',
        recipients=named,
        more=MAIL.format(port=9),
    )

    async def work(app: App) -> None:
        await app.jobs.read_seeds()
        await app.jobs.make_issues(due_only=False)
        way = Hanging(clock)
        outbox = Outbox(app.store, channels={"email": way}, clock=clock)
        await asyncio.wait_for(outbox.deliver_due(), 20)
        assert way.asked == readers
        clock.forward(minutes=4)
        await asyncio.wait_for(outbox.deliver_due(), 20)
        assert way.asked == readers * 2

    with_app(config, clock, work)
