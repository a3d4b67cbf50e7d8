"""Mail through a program of this machine that speaks as sendmail does."""

import subprocess

from monitor.deliver.addresses import parse_address
from monitor.deliver.defuse import defuse
from monitor.deliver.message import build_message
from monitor.errors import DeliveryError
from monitor.model.deliveries import Delivery, Report
from monitor.model.service import MailServer

#: Exit codes that concern this message or recipient alone (sysexits.h): data, user, host unknown.
_FINAL = {65, 67, 68}


class SendmailChannel:
    """The program that takes our messages."""

    def __init__(self, server: MailServer) -> None:
        self._server = server

    def send(self, report: Report, delivery: Delivery) -> None:
        """Hand a mail to the program; return when it has taken responsibility for it."""
        message = build_message(report, delivery, sender=self._server.sender)
        _, sender = parse_address(self._server.sender)
        _, recipient = parse_address(delivery.recipient)
        program = self._server.sendmail
        command = [program, "-i", "-f", sender, "--", recipient]
        try:
            done = subprocess.run(  # noqa: S603 - named by the operator; no shell, addresses are checked
                command,
                input=message.replace(b"\r\n", b"\n"),
                capture_output=True,
                timeout=self._server.taking_s,
                check=False,
            )
        except OSError as error:
            raise DeliveryError(
                f"{program} cannot be run ({error.strerror}). Check [mail] sendmail; mail waits until then"
            ) from error
        except subprocess.TimeoutExpired as error:
            raise DeliveryError(f"{program} does not end in time; it is tried again") from error
        if done.returncode:
            raise _refusal(program, done)


def _refusal(program: str, done: "subprocess.CompletedProcess[bytes]") -> DeliveryError:
    reason = defuse((done.stderr or done.stdout).decode("utf-8", "replace"))
    is_final = done.returncode in _FINAL
    then = "Check [digests] recipients" if is_final else "It is tried again"
    return DeliveryError(
        f"{program} refuses the mail ({done.returncode} {reason}). {then}", permanent=is_final
    )
