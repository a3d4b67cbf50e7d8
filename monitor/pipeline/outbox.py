"""Waiting deliveries to their recipients."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.deliver.channel import Channel
from monitor.deliver.retry import KEEPS_FAILING, TOLD_FOR, after_failure, after_success
from monitor.errors import DeliveryError
from monitor.model.deliveries import Delivery, Report
from monitor.pipeline.posting import MEDIA
from monitor.store.store import Store, Transaction

log = logging.getLogger(__name__)

#: A delivery that is being sent is left alone by others for so long: well over the mail server's deadlines.
LEASE_S = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One attempt, for whoever watches."""

    delivery: Delivery
    error: str | None


def count_failing(tx: Transaction, now: datetime) -> int:
    """Return how many deliveries the operator is to be told of: failed, or failing again and again."""
    return tx.outbox.count_failing(attempts=KEEPS_FAILING, since=now - TOLD_FOR)


class Outbox:
    """Sends what waits in the store's outbox."""

    def __init__(
        self,
        store: Store,
        *,
        channels: Mapping[str, Channel],
        clock: Callable[[], datetime],
        seal: Callable[[Report, Delivery], str] | None = None,
    ) -> None:
        """Keep the ways out; `seal` encrypts what goes by mail to a recipient with a key."""
        self._store = store
        self._channels = channels
        self._clock = clock
        self._seal = seal
        self._is_stopping = False
        #: Channels by which something is being sent.
        self._busy: set[str] = set()
        #: Channel -> what its last attempt came to, until the store has it.
        self._unmarked: dict[str, Delivery] = {}
        #: Deliveries that had failed, or kept failing, at the end of the last pass.
        self.failing = 0

    def stop(self) -> None:
        """Begin no further delivery."""
        self._is_stopping = True

    async def deliver_due(self) -> list[Sent]:
        """Attempt every delivery whose time has come: channels side by side, in each one after another.

        So a channel that hangs holds up no other, in this pass or in one that comes after it.
        """
        wanted = await asyncio.to_thread(self._look)
        free = [channel for channel in MEDIA if channel in wanted and channel not in self._busy]
        lanes = await asyncio.gather(*map(self._deliver_by, free))
        if free:
            await asyncio.to_thread(self._look)
        return [sent for lane in lanes for sent in lane]

    async def _deliver_by(self, channel: str) -> list[Sent]:
        """Empty one channel; claimed singly, so that a stop leaves at most one delivery to its lease.

        What falls due again meanwhile is left to the next pass: behind a server that hangs a pass lasts
        longer than the waits between attempts, and would never end.
        """
        self._busy.add(channel)
        began = self._clock()
        results: list[Sent] = []
        try:
            while not self._is_stopping and (
                claimed := await asyncio.to_thread(self._claim, channel, due_by=began)
            ):
                results += [await asyncio.to_thread(self._attempt, delivery) for delivery in claimed]
        finally:
            self._busy.discard(channel)
        return results

    def settle(self) -> None:
        """Mark what a locked database did not take, while nothing is being sent; StoreError: not yet."""
        for channel in MEDIA:
            if channel in self._unmarked:
                self._mark(channel)

    def _look(self) -> Set[str]:
        """Return the channels that have something to do; see how many deliveries fail."""
        with self._store.read() as tx:
            self.failing = count_failing(tx, self._clock())
            return tx.outbox.due_channels(self._clock()) | self._unmarked.keys()

    def _claim(self, channel: str, *, due_by: datetime) -> Sequence[Delivery]:
        """Claim what is sent next; first mark what a locked database did not take."""
        if channel in self._unmarked:
            self._mark(channel)
        with self._store.write() as tx:
            now = self._clock()
            return tx.outbox.claim_due(now, channel=channel, lease_s=LEASE_S, limit=1, due_by=due_by)

    def _attempt(self, delivery: Delivery) -> Sent:
        """Send one report and mark it; only what the other side has accepted counts as sent."""
        after = self._send(delivery)
        self._unmarked[delivery.channel] = after
        self._mark(delivery.channel)
        return Sent(delivery=after, error=after.error)

    def _mark(self, channel: str) -> None:
        delivery = self._unmarked[channel]
        with self._store.write(is_ledger=True) as tx:
            tx.outbox.mark(delivery)
        if self._unmarked.get(channel) is delivery:
            del self._unmarked[channel]

    def _send(self, delivery: Delivery) -> Delivery:
        try:
            self._hand_over(delivery)
        except DeliveryError as error:
            log.warning("delivery failed: %s %s: %s", delivery.channel, delivery.recipient, error)
            return after_failure(delivery, error, now=self._clock())
        except Exception as error:
            # A bug must neither lose the delivery nor repeat it in a tight loop.
            log.exception("delivery failed")
            trouble = DeliveryError(f"internal error: {error!r}; the log has more")
            return after_failure(delivery, trouble, now=self._clock())
        return after_success(delivery, now=self._clock())

    def _hand_over(self, delivery: Delivery) -> None:
        channel = self._channels.get(delivery.channel)
        if channel is None:
            raise DeliveryError(f"channel {delivery.channel!r} is not set up: see [mail] in monitor.toml")
        with self._store.read() as tx:
            report = tx.issues.get_report(delivery.issue_id, MEDIA[delivery.channel], part=delivery.part)
        channel.send(report, self._sealed(report, delivery))

    def _sealed(self, report: Report, delivery: Delivery) -> Delivery:
        """Return a delivery whose body is encrypted if it must be; frozen, for no two ciphers are equal."""
        if self._seal is None or delivery.channel != "email" or delivery.sealed:
            return delivery
        sealed = replace(delivery, sealed=self._seal(report, delivery))
        if sealed.sealed:
            with self._store.write(is_ledger=True) as tx:
                tx.outbox.seal(sealed)
        return sealed
