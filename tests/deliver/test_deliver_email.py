"""Mail goes out over real connections, and every refusal says what to do."""

import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from delivery_sample import make_delivery, make_report
from smtp_script import DRIP, DROP, HANG, SLOW, ScriptedServer
from test_deliver_message import HEADERS, HOSTILE

from monitor.deliver.email import EmailChannel
from monitor.errors import DeliveryError
from monitor.model.service import MailServer

#: Not ASCII: the standard library's own login cannot send it.
PASSWORD = "пароль"


class Mailbox:
    """Keeps what a server took."""

    def __init__(self) -> None:
        self.envelopes: list[object] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        self.envelopes.append(envelope)
        return "250 taken"


def check(
    server: object, session: object, envelope: object, mechanism: str, login: LoginPassword
) -> AuthResult:
    return AuthResult(success=login == LoginPassword(b"monitor", PASSWORD.encode()), handled=False)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a key and a certificate for localhost."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    made = subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        capture_output=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    both = folder / "both.pem"
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "certificate.pem").read_bytes())
    return both


@pytest.fixture
def secure(certificate: Path) -> Iterator[tuple[Mailbox, int]]:
    """Run a server that wants STARTTLS and a login; yield its mailbox and port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    mailbox = Mailbox()
    controller = Controller(
        mailbox, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True,
        auth_required=True, authenticator=check,
    )  # fmt: skip
    controller.start()
    yield mailbox, controller.port
    controller.stop()


def described(port: int, **other: object) -> MailServer:
    fields = {
        "host": "localhost", "port": port, "security": "starttls", "username": "monitor",
        "password": PASSWORD, "sender": "Monitor <monitor@example.org>", "timeout_s": 5.0,
    }  # fmt: skip
    return MailServer(**(fields | other))


def refusal(server: MailServer, *, tls: ssl.SSLContext | None = None, **delivery: object) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        EmailChannel(server, tls=tls).send(make_report(), make_delivery(**delivery))
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_mail_arrives_as_it_was_built() -> None:
    with ScriptedServer() as server:
        EmailChannel(server.described()).send(make_report(), make_delivery())
    message = message_from_bytes(server.messages[0])
    plain, html = message.get_payload()
    assert message["Message-ID"] == make_delivery().message_id
    text = plain.get_payload(decode=True).decode()
    assert text.replace("\r\n", "\n") == make_report().text
    assert "Вызваленне &amp; перамовы" in html.get_payload(decode=True).decode()
    assert "mail FROM:<monitor@example.org>" in server.commands[1]
    assert "rcpt TO:<reader@example.net>" in server.commands[2]


def test_every_attempt_sends_the_same_bytes() -> None:
    with ScriptedServer() as server:
        for _ in range(2):
            EmailChannel(server.described()).send(make_report(), make_delivery())
    assert server.messages[0] == server.messages[1]


def test_the_name_of_the_machine_is_not_told() -> None:
    with ScriptedServer() as server:
        EmailChannel(server.described()).send(make_report(), make_delivery())
    assert server.commands[0] == "ehlo example.org"


def test_starttls_and_login_work_with_a_certificate_that_is_trusted(
    secure: tuple[Mailbox, int], certificate: Path
) -> None:
    mailbox, port = secure
    trusting = ssl.create_default_context(cafile=str(certificate))
    EmailChannel(described(port), tls=trusting).send(make_report(), make_delivery())
    assert [envelope.rcpt_tos for envelope in mailbox.envelopes] == [["reader@example.net"]]


def test_a_certificate_that_is_not_trusted_is_refused(secure: tuple[Mailbox, int]) -> None:
    mailbox, port = secure
    error = refusal(described(port))
    assert not error.permanent
    assert "certificate that cannot be trusted" in str(error)
    assert mailbox.envelopes == []


def test_a_certificate_for_another_host_is_refused(secure: tuple[Mailbox, int], certificate: Path) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    error = refusal(described(secure[1], host="127.0.0.1"), tls=trusting)
    assert not error.permanent
    assert "mismatch" in str(error)
    assert "Check [mail] host" in str(error)


@pytest.mark.parametrize("password", ["wrong", "памылка"])
def test_a_refused_login_waits_for_the_operator(
    secure: tuple[Mailbox, int], certificate: Path, password: str
) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    error = refusal(described(secure[1], password=password), tls=trusting)
    assert not error.permanent
    assert "refuses the login (535" in str(error)
    assert "Correct [mail] username and password" in str(error)
    assert password not in str(error)


def test_an_ordinary_login_works() -> None:
    with ScriptedServer() as server:
        EmailChannel(server.described(username="u", password="p")).send(make_report(), make_delivery())
    assert server.commands[1] == "AUTH PLAIN AHUAcA=="


def test_tls_from_the_first_byte_works(certificate: Path) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), ssl_context=context)
    controller.start()
    try:
        trusting = ssl.create_default_context(cafile=str(certificate))
        server = described(controller.port, security="tls", username="")
        EmailChannel(server, tls=trusting).send(make_report(), make_delivery())
    finally:
        controller.stop()
    assert len(mailbox.envelopes) == 1


def test_tls_to_a_plain_server_names_the_setting() -> None:
    with ScriptedServer() as server:
        error = refusal(server.described(security="tls"))
    assert not error.permanent
    assert "does not speak TLS on this port" in str(error)


def test_a_server_without_starttls_gets_no_mail_in_the_clear() -> None:
    with ScriptedServer() as server:
        error = refusal(server.described(security="starttls", username="u", password="secret"))
    assert not error.permanent
    assert "offers no STARTTLS" in str(error)
    assert [command for command in server.commands if "ehlo" not in command] == []


def test_a_server_that_takes_no_login_says_so() -> None:
    with ScriptedServer(EHLO="250 here") as server:
        error = refusal(server.described(username="u", password="p"))
    assert not error.permanent
    assert "takes no login here" in str(error)


@pytest.mark.parametrize(
    ("script", "permanent", "words"),
    [
        ({"RCPT": "550 no such user"}, True, "refuses the recipient (550 no such user)"),
        ({"RCPT": "451 later, greylisted"}, False, "refuses the recipient (451 later, greylisted)"),
        ({"RCPT": "550 5.1.1 no such user"}, True, "Check [digests] recipients"),
        (
            {"RCPT": "554 5.7.1 Relay access denied"},
            False,
            "takes no mail from us (554 5.7.1 Relay access denied)",
        ),
        ({"RCPT": "550 relay not permitted"}, False, "Correct [mail] username, password and sender"),
        ({"RCPT": "530 authentication required"}, False, "takes no mail from us (530 authentication"),
        ({"RCPT": "550 5.1.8 sender's domain not found"}, False, "takes no mail from us (550 5.1.8"),
        ({"END": "554 looks like spam"}, True, "refuses the message (554 looks like spam)"),
        ({"END": "452 disk full"}, False, "refuses the message (452 disk full)"),
        ({"DATA": "421 shutting down"}, False, "421 shutting down"),
        ({"MAIL": "553 not your address"}, False, "Correct [mail] sender"),
        ({"MAIL": "452 busy"}, False, "refuses the sender (452 busy)"),
        ({"BANNER": "554 go away"}, False, "refuses to serve us (554 go away)"),
        ({"BANNER": "421 too busy"}, False, "421 too busy"),
        ({"EHLO": DROP}, False, "closed the connection"),
        ({"RCPT": DROP}, False, "closed the connection"),
        ({"END": DROP}, False, "closed the connection"),
        ({"BANNER": DROP}, False, "closed the connection"),
        ({"RCPT": "550 a\x1b[31mb\x07"}, True, "(550 a [31mb)"),
    ],
)
def test_refusals_tell_what_is_final(script: dict[str, str], permanent: bool, words: str) -> None:
    with ScriptedServer(**script) as server:
        error = refusal(server.described())
    assert error.permanent is permanent
    assert words in str(error)


@pytest.mark.parametrize("moment", ["BANNER", "EHLO", "RCPT", "END"])
def test_a_server_that_hangs_costs_its_timeout_and_no_more(moment: str) -> None:
    with ScriptedServer(**{moment: HANG}) as server:
        began = time.monotonic()
        error = refusal(server.described(timeout_s=0.3))
    assert time.monotonic() - began < 3
    assert not error.permanent
    assert "in time" in str(error) or "took too long" in str(error)


def test_a_mail_that_is_taken_late_is_not_sent_again() -> None:
    with ScriptedServer(END=SLOW + "250 scanned and taken") as server:
        EmailChannel(server.described(timeout_s=0.3)).send(make_report(), make_delivery())
    assert len(server.messages) == 1


@pytest.mark.parametrize("moment", ["BANNER", "RCPT"])
def test_a_server_that_drips_bytes_is_cut_off(moment: str) -> None:
    with ScriptedServer(**{moment: DRIP}) as server:
        began = time.monotonic()
        error = refusal(server.described(timeout_s=0.3))
    assert time.monotonic() - began < 5
    assert not error.permanent


@pytest.mark.parametrize("farewell", [DROP, HANG, "500 rude"])
def test_what_was_accepted_is_sent_whatever_the_farewell(farewell: str) -> None:
    with ScriptedServer(QUIT=farewell) as server:
        EmailChannel(server.described(timeout_s=0.3)).send(make_report(), make_delivery())
    assert len(server.messages) == 1


def test_nobody_listening_is_told_with_the_place() -> None:
    port = free_port()
    error = refusal(described(port))
    assert not error.permanent
    assert f"mail server localhost:{port} cannot be reached (Connection refused)" in str(error)


def test_an_unknown_host_is_told() -> None:
    error = refusal(described(25, host="no-such-host.invalid"))
    assert not error.permanent
    assert "is not known by that name" in str(error)


@pytest.mark.parametrize(
    "recipient", ["", "nobody", "a@", "@b", "a b@c.example", "имя@example.org", "a@b>\r\nBcc: x@y"]
)
def test_what_is_no_address_is_permanent_and_costs_no_connection(recipient: str) -> None:
    error = refusal(described(1), recipient=recipient)
    assert error.permanent
    assert "is not a mail address" in str(error)


def test_a_recipient_with_a_domain_in_letters_is_reached() -> None:
    with ScriptedServer() as server:
        EmailChannel(server.described()).send(make_report(), make_delivery(recipient="a@пошта.бел"))
    assert "rcpt TO:<a@xn--80a1acn3a.xn--90ais>" in server.commands


def test_the_password_is_not_shown_by_a_server() -> None:
    assert PASSWORD not in repr(described(1))


def test_every_hostile_title_is_delivered_without_a_header_of_its_own() -> None:
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    titles = sorted(set(HOSTILE), key=HOSTILE.index)
    try:
        for number, title in enumerate(titles):
            delivery = make_delivery(message_id=f"<{number}@example.org>")
            channel = EmailChannel(described(controller.port, host="127.0.0.1", security="none", username=""))
            channel.send(make_report(title=title), delivery)
    finally:
        controller.stop()
    assert len(mailbox.envelopes) == len(titles) >= 45
    for envelope in mailbox.envelopes:
        assert envelope.rcpt_tos == ["reader@example.net"]
        assert sorted(message_from_bytes(envelope.content).keys()) == HEADERS
