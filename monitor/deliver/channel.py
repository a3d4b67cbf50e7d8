"""What every way out can do: take one report to one recipient, or say why not."""

from typing import Protocol

from monitor.model.deliveries import Delivery, Report


class Channel(Protocol):
    """A way out. Sending the same delivery twice hands over the same bytes."""

    def send(self, report: Report, delivery: Delivery) -> None:
        """Hand a report over; return only when the other side has taken it.

        Raises DeliveryError, `permanent` when trying again cannot help until a person changes something.
        """
