"""Mail through a local program: taken, refused for good, refused for now."""

import stat
from email import message_from_bytes
from pathlib import Path

import pytest
from delivery_sample import make_delivery, make_report

from monitor.deliver.sendmail import SendmailChannel
from monitor.errors import DeliveryError
from monitor.model.service import MailServer


def program(folder: Path, script: str) -> MailServer:
    """Return a server that is a shell script."""
    path = folder / "sendmail"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return MailServer(sendmail=str(path), sender="Monitor <monitor@example.org>", timeout_s=0.2)


def test_a_program_is_given_addresses_and_message_without_a_shell(tmp_path: Path) -> None:
    server = program(tmp_path, f'printf "%s\\n" "$@" > {tmp_path}/arguments; cat > {tmp_path}/message')
    SendmailChannel(server).send(make_report(), make_delivery(recipient="-oQ/tmp$x@example.net"))
    arguments = (tmp_path / "arguments").read_text().split()
    assert arguments == ["-i", "-f", "monitor@example.org", "--", "-oQ/tmp$x@example.net"]
    content = (tmp_path / "message").read_bytes()
    assert b"\r" not in content
    assert message_from_bytes(content)["Message-ID"] == make_delivery().message_id


@pytest.mark.parametrize(
    ("script", "permanent", "words"),
    [
        ("echo no such user >&2; exit 67", True, "refuses the mail (67 no such user)"),
        ("exit 75", False, "It is tried again"),
        ("exit 1", False, "It is tried again"),
        ("sleep 10", False, "does not end in time"),
    ],
)
def test_what_a_program_says_is_told(tmp_path: Path, script: str, permanent: bool, words: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        SendmailChannel(program(tmp_path, script)).send(make_report(), make_delivery())
    assert (caught.value.permanent, words in str(caught.value)) == (permanent, True)


def test_a_program_that_is_slow_is_waited_for(tmp_path: Path) -> None:
    SendmailChannel(program(tmp_path, "sleep 0.5")).send(make_report(), make_delivery())


def test_a_program_that_is_not_there_waits_for_the_operator() -> None:
    server = MailServer(sendmail="/nowhere/sendmail", sender="monitor@example.org")
    with pytest.raises(DeliveryError, match="Check \\[mail\\] sendmail") as caught:
        SendmailChannel(server).send(make_report(), make_delivery())
    assert not caught.value.permanent
