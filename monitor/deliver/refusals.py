"""What a mail server's refusal means: whether to try again, and what a person can do. Pure.

Only what concerns this one message or recipient is permanent. Trouble with the server, its certificate, the
login or the sender stays temporary, so that mail goes out once the operator has put it right.
"""

import re
import smtplib
import socket
import ssl

from monitor.deliver.defuse import defuse
from monitor.errors import DeliveryError
from monitor.model.service import MailServer

#: Replies from here on are final (RFC 5321, 4.2.1).
_FINAL = 500
#: Replies to a recipient that are about the login or the sender, which many servers judge only here.
#: RFC 3463: 5.7.x is policy, 5.1.7 and 5.1.8 the sender; RFC 4954: 530 asks for a login; Exim says "relay".
_NOT_THE_RECIPIENT = re.compile(r"530 |\d+ 5\.(?:7\.\d+|1\.[78])\b|.*\brelay", re.IGNORECASE)

_LET_IN = "Correct [mail] username, password and sender, or ask its operator; mail waits until then"


def explain(error: Exception, server: MailServer) -> DeliveryError:
    """Return the error as one sentence with its remedy."""
    place = f"mail server {server.host}:{server.port}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _of_recipient(place, *next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPDataError):
        return _answered(
            f"{place} refuses the message", error.smtp_code, error.smtp_error, "Ask its operator why"
        )
    if isinstance(error, smtplib.SMTPResponseException):
        return DeliveryError(f"{place} {_refusal(error)}. {_remedy(error)}")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return DeliveryError(f"{place} {_missing(error)}")
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return DeliveryError(f"{place} closed the connection or took too long; it is tried again")
    return DeliveryError(f"{place} {_unreachable(error)}")


def _of_recipient(place: str, code: int, reply: bytes) -> DeliveryError:
    said = f"{code} {_one_line(reply)}"
    if code >= _FINAL and _NOT_THE_RECIPIENT.match(said):
        return DeliveryError(f"{place} takes no mail from us ({said}). {_LET_IN}")
    return _answered(f"{place} refuses the recipient", code, reply, "Check [digests] recipients")


def _answered(what: str, code: int, reply: bytes | str, remedy: str) -> DeliveryError:
    is_final = code >= _FINAL
    then = remedy if is_final else "It is tried again"
    return DeliveryError(f"{what} ({code} {_one_line(reply)}). {then}", permanent=is_final)


def _refusal(error: smtplib.SMTPResponseException) -> str:
    what = {
        smtplib.SMTPAuthenticationError: "refuses the login",
        smtplib.SMTPSenderRefused: "refuses the sender",
    }.get(type(error), "refuses to serve us")
    return f"{what} ({error.smtp_code} {_one_line(error.smtp_error)})"


def _remedy(error: smtplib.SMTPResponseException) -> str:
    remedies = {
        smtplib.SMTPAuthenticationError: "Correct [mail] username and password; mail waits until then",
        smtplib.SMTPSenderRefused: "Correct [mail] sender, or log in; mail waits until then",
    }
    return remedies.get(type(error), "It is tried again")


def _missing(error: smtplib.SMTPNotSupportedError) -> str:
    if "STARTTLS" in str(error):
        return 'offers no STARTTLS. Set [mail] security to "tls" (often with port 465); mail waits until then'
    return "takes no login here. Check [mail] port and security, or remove username; mail waits until then"


def _unreachable(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"shows a certificate that cannot be trusted ({_one_line(error.verify_message)})."
            " Check [mail] host, or the clock and the certificates of this machine; mail waits until then"
        )
    if isinstance(error, ssl.SSLError):
        return "does not speak TLS on this port. Check [mail] port and security; mail waits until then"
    if isinstance(error, socket.gaierror):
        return "is not known by that name. Check [mail] host; mail waits until then"
    if isinstance(error, TimeoutError):
        return "does not answer in time; it is tried again"
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"cannot be reached ({_one_line(reason)}). Check [mail] host and port; mail waits until then"


def _one_line(text: bytes | str) -> str:
    return defuse(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)
