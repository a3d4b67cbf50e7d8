"""Messengers and phones: an issue as a short message, through apprise (the extra `notify`).

Apprise connects by itself: neither the network guard nor `[poll] proxy` sees what it does.
"""

import logging
import re
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from monitor.deliver.defuse import defuse
from monitor.errors import DeliveryError
from monitor.model.deliveries import Delivery, Report
from monitor.model.service import NotifyService

#: How to get it, for messages.
REMEDY = "pip install 'monitor[notify]'"
#: For a whole message; what a service does not take in that time is tried again.
DEADLINE_S = 60.0
#: Parts of an address that are as short as this are no secrets but words such as `https`.
_HARMLESS = 4


def is_installed() -> bool:
    """Tell whether the extra is there."""
    return find_spec("apprise") is not None


class NotifyChannel:
    """The services of the configuration, each called by the name of its secret."""

    def __init__(self, services: Mapping[str, NotifyService], *, deadline_s: float = DEADLINE_S) -> None:
        self._services = services
        self._deadline_s = deadline_s

    def send(self, report: Report, delivery: Delivery) -> None:
        """Show a message; return when the service says that it has taken it.

        Services do not say what is permanent, so every failure is tried again.
        """
        name = delivery.recipient
        service = self._services.get(name)
        if service is None:
            raise DeliveryError(f"no digest or alert names notify:{name} any more; name it, or drop this")
        if service.problem:
            raise DeliveryError(service.problem)
        result = _notify(_open(name, service.url), report, deadline_s=self._deadline_s)
        if not result:
            why = "; ".join(defuse(_without_secrets(said, service.url)) for said in _said(result))
            raise DeliveryError(f"notify:{name}: {why}; it is tried again")


def _open(name: str, url: str) -> Any:
    try:
        import apprise
    except ImportError:
        raise DeliveryError(f"notify:{name} needs an extra that is not installed; {REMEDY}") from None
    # What it warns of is the reason that we tell, at any level of our log; and only there, without secrets.
    log = logging.getLogger("apprise")
    log.setLevel(logging.WARNING)
    log.propagate = False
    # Nothing on disk, no secret in the log, and no name of theirs over our messages.
    asset = apprise.AppriseAsset(
        storage_mode="memory", secure_logging=True, app_id="Monitor", app_desc="Monitor", app_url=""
    )
    opened = apprise.Apprise(asset=asset)
    if not opened.add(url) or len(opened) != 1:
        raise DeliveryError(
            f"notify:{name}: its secret is not one address that apprise understands; correct it ("
            "`apprise --dry-run` tries one); it is tried again"
        )
    return opened


def _notify(opened: Any, report: Report, *, deadline_s: float) -> Any:
    """Return apprise's result, which is true when the message was taken."""
    # As plain text: a headline is never taken for markup or a template.
    return opened.notify(
        body=report.text, title=report.title, body_format="text", interpret_escapes=False, timeout=deadline_s
    )


def _said(result: Any) -> list[str]:
    """Return what the library has to say about a failure."""
    attempts = (attempt for service in result.results for attempt in service.attempts)
    said = [entry.message for attempt in attempts for entry in attempt.logs]
    return said or [f"the service did not take it ({result.status.name.lower()})"]


def _without_secrets(text: str, url: str) -> str:
    """Return a text in which no part of a secret address stands."""
    for part in sorted(re.split(r"[^\w.~-]+", url), key=len, reverse=True):
        if len(part) > _HARMLESS:
            text = text.replace(part, "***")
    return text
