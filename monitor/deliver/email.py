"""Mail over SMTP: one connection a delivery, verified TLS, every refusal told with its remedy."""

import smtplib
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from monitor.deliver.addresses import mail_domain, parse_address
from monitor.deliver.message import build_message
from monitor.deliver.refusals import explain
from monitor.model.deliveries import Delivery, Report
from monitor.model.service import MailServer

#: The greeting of a server that is open (RFC 5321).
_READY = 220
#: The reply to a login that was right (RFC 4954).
_WELCOME = 235


class EmailChannel:
    """The mail server that takes our messages."""

    def __init__(self, server: MailServer, *, tls: ssl.SSLContext | None = None) -> None:
        """Keep the server; `tls` is for certificates that the system does not know."""
        self._server = server
        self._tls = tls

    def send(self, report: Report, delivery: Delivery) -> None:
        """Send a mail; return when the server has taken responsibility for it."""
        message = build_message(report, delivery, sender=self._server.sender)
        _, sender = parse_address(self._server.sender)
        _, recipient = parse_address(delivery.recipient)
        try:
            with self._session() as session:
                self._hand_over(session, sender, recipient, message)
        except (smtplib.SMTPException, OSError) as error:
            raise explain(error, self._server) from error

    def knock(self) -> None:
        """Connect, encrypt and log in, and send nothing; raise DeliveryError where that fails."""
        try:
            with self._session() as session:
                session.noop()
        except (smtplib.SMTPException, OSError) as error:
            raise explain(error, self._server) from error

    def _hand_over(self, session: smtplib.SMTP, sender: str, recipient: str, message: bytes) -> None:
        # From here on the deadline of the whole delivery is all that ends the waiting.
        _wait_for(session, self._server.taking_s)
        session.sendmail(sender, [recipient], message)
        _wait_for(session, self._server.timeout_s)

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        """Yield a connection that is encrypted and logged in as configured."""
        session = self._unconnected()
        # A server that drips one byte now and then would otherwise hold the outbox for ever.
        deadline = threading.Timer(self._server.taking_s, _cut, [session])
        deadline.daemon = True
        deadline.start()
        try:
            self._enter(session)
            yield session
            # Accepted is accepted: trouble with the farewell must not make a failure of it.
            with suppress(smtplib.SMTPException, OSError):
                session.quit()
        finally:
            deadline.cancel()
            session.close()

    def _unconnected(self) -> smtplib.SMTP:
        server = self._server
        # The name of the machine is nobody's business; the sender's domain is known to the reader anyway.
        domain = mail_domain(server.sender)
        if server.security == "tls":
            session: smtplib.SMTP = smtplib.SMTP_SSL(
                local_hostname=domain, timeout=server.timeout_s, context=self._context()
            )
        else:
            session = smtplib.SMTP(local_hostname=domain, timeout=server.timeout_s)
        # Certificates are checked against the name, which only a constructor that connects at once keeps.
        session._host = server.host  # type: ignore[attr-defined]  # private, unknown to typeshed
        return session

    def _enter(self, session: smtplib.SMTP) -> None:
        code, reply = session.connect(self._server.host, self._server.port)
        if code != _READY:
            raise smtplib.SMTPConnectError(code, reply)
        if self._server.security == "starttls":
            session.starttls(context=self._context())
        if self._server.username:
            _login(session, self._server.username, self._server.password)

    def _context(self) -> ssl.SSLContext:
        return self._tls or ssl.create_default_context()


def _login(session: smtplib.SMTP, username: str, password: str) -> None:
    """Log in; letters beyond ASCII go as RFC 4616 has them, which smtplib cannot do."""
    if (username + password).isascii():
        session.login(username, password)
        return
    session.ehlo_or_helo_if_needed()
    login = b64encode("\0".join(("", username, password)).encode()).decode()
    code, reply = session.docmd("AUTH", f"PLAIN {login}")
    if code != _WELCOME:
        raise smtplib.SMTPAuthenticationError(code, reply)


def _wait_for(session: smtplib.SMTP, seconds: float) -> None:
    """Have each answer waited for so long."""
    if session.sock:
        session.sock.settimeout(seconds)


def _cut(session: smtplib.SMTP) -> None:
    """End a connection that has taken too long; whoever waits for it is told that it is closed."""
    with suppress(OSError):
        if session.sock:
            session.sock.shutdown(socket.SHUT_RDWR)
