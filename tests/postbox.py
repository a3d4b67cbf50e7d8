"""A mail server on loopback that keeps what it is given."""

import asyncio
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Mailbox:
    """What has arrived, and how the server is to answer."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        #: Recipient -> what the server says to it; the others are accepted.
        self.refusals: dict[str, str] = {}
        self.port = 0
        #: Messages it takes in all; later ones are put off.
        self.most = 10_000
        #: Seconds between a message and its acceptance.
        self.delay_s = 0.0
        #: Whether a message has come that is not accepted yet.
        self.is_busy = False

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """Accept or refuse a recipient."""
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep a message."""
        if len(self.messages) >= self.most:
            return "452 too many"
        self.is_busy = True
        await asyncio.sleep(self.delay_s)
        self.is_busy = False
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(*, password: str = "") -> Iterator[Mailbox]:
    """Run a mail server; with a password it wants a login."""
    box = Mailbox()

    def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == password.encode(), handled=False)

    # It warns that a login without TLS is unsafe; on loopback it is not.
    warnings.filterwarnings("ignore", message="Requiring AUTH while not requiring TLS")
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=_free_port(),
        authenticator=authenticate if password else None,
        auth_required=bool(password),
        auth_require_tls=False,
    )
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()
