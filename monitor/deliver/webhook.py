"""Webhooks: an issue as JSON, posted to a program of the operator's, signed, with one id at all attempts."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from monitor.deliver.signing import signed_headers
from monitor.errors import DeliveryError, FetchError
from monitor.model.deliveries import Delivery, Report
from monitor.model.service import Webhook
from monitor.net.client import Answer, Client
from monitor.net.pauses import retry_at, says_later

_SUCCESS, _REDIRECT, _REFUSAL = 200, 300, 400


class WebhookChannel:
    """The webhooks of the configuration, each called by its short name."""

    def __init__(
        self,
        hooks: Mapping[str, Webhook],
        *,
        open_client: Callable[[], Client],
        clock: Callable[[], datetime],
    ) -> None:
        """`open_client` returns a new HTTP client: each post has a loop of its own."""
        self._hooks = hooks
        self._open_client = open_client
        self._clock = clock

    def send(self, report: Report, delivery: Delivery) -> None:
        """Post an issue; return when the other side has answered that it has taken it."""
        name = delivery.recipient
        hook = self._hooks.get(name)
        if hook is None:
            raise DeliveryError(f"there is no [webhooks.{name}] in monitor.toml; write it, and it is sent")
        if hook.problem:
            raise DeliveryError(hook.problem)
        try:
            answer = asyncio.run(self._post(hook, delivery, report.text.encode()))
        except FetchError as error:
            raise DeliveryError(f"webhook {name}: {error}; it is tried again") from error
        if not _SUCCESS <= answer.status < _REDIRECT:
            raise _refusal(name, answer, now=self._clock())

    async def _post(self, hook: Webhook, delivery: Delivery, body: bytes) -> Answer:
        delivery_id = delivery.message_id.strip("<>").partition("@")[0]
        headers = signed_headers(hook.key, delivery_id, body, now=self._clock())
        headers["Content-Type"] = "application/json"
        async with self._open_client() as client:
            return await client.post(hook.url, body, headers=headers)


def _refusal(name: str, answer: Answer, *, now: datetime) -> DeliveryError:
    """Return what an answer means that is no success."""
    status = answer.status
    if says_later(status):
        text = f"webhook {name} cannot take it now ({status}); it is tried again"
        return DeliveryError(text, retry_at=retry_at(answer.headers, now))
    if status >= _REFUSAL:
        return DeliveryError(
            f"webhook {name} refuses it ({status}). Check [webhooks.{name}], then `monitor resend`",
            permanent=True,
        )
    return DeliveryError(
        f"webhook {name} answers with {status}, and redirects are not followed."
        f" Correct [webhooks.{name}] url; it is tried again"
    )
