"""What stands below the headers of a mail: text and HTML side by side, or sealed. Pure."""

import hashlib
from email.charset import BASE64, QP, Charset
from email.encoders import encode_7or8bit
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32

from monitor.model.deliveries import Delivery, Report

#: Only encoded words are folded, by us: not everybody understands a Message-ID on a line of its own.
POLICY = compat32.clone(linesep="\r\n", cte_type="7bit", max_line_length=998)
#: Inside an encrypted part nothing need be 7 bits wide.
INNER = POLICY.clone(cte_type="8bit")

#: More than all headers and boundaries take.
_HEADERS = 3000
#: What quoted-printable leaves as it is.
_PLAIN = bytes(b for b in range(33, 127) if b != ord("=")) + b" \n"


def both_bodies(report: Report, delivery: Delivery) -> MIMEMultipart:
    """Return the text and the HTML of a report, in ASCII."""
    message = MIMEMultipart("alternative", _boundary(delivery), policy=POLICY)
    for kind, text in (("plain", report.text), ("html", report.html)):
        part = MIMEText("", kind, policy=POLICY)
        del part["Content-Transfer-Encoding"]
        sent = text.encode("utf-8", "replace")
        charset = Charset("utf-8")
        charset.body_encoding = QP if _is_latin(text, sent) else BASE64
        part.set_payload(sent.decode(), charset)
        message.attach(part)
    return message


def inner_bodies(report: Report, delivery: Delivery) -> MIMEMultipart:
    """Return the same as it is encrypted: in UTF-8, because the armour around it makes ASCII of it anyway."""
    message = MIMEMultipart("alternative", _boundary(delivery), policy=INNER)
    for kind, text in (("plain", report.text), ("html", report.html)):
        sent = text.encode("utf-8", "replace")
        part = MIMEApplication(sent, kind, encode_7or8bit, policy=INNER)
        part.replace_header("Content-Type", f'text/{kind}; charset="utf-8"')
        message.attach(part)
    return message


def sealed_body(delivery: Delivery) -> MIMEMultipart:
    """Return the encrypted body of a delivery as RFC 3156 wraps it."""
    message = MIMEMultipart(
        "encrypted", _boundary(delivery), policy=POLICY, protocol="application/pgp-encrypted"
    )
    for kind, text in (("pgp-encrypted", "Version: 1\n"), ("octet-stream", delivery.sealed)):
        message.attach(MIMEApplication(text.encode("ascii"), kind, encode_7or8bit, policy=POLICY))
    return message


def _boundary(delivery: Delivery) -> str:
    """Return a line that no body has: neither base64 nor quoted-printable nor armour can hold `=_`."""
    return "=_" + hashlib.sha256(delivery.message_id.encode()).hexdigest()[:40]


def size_of(report: Report) -> int:
    """Return how many bytes a message of this report takes at most, reckoned without building it."""
    return _HEADERS + sum(_size(text, text.encode("utf-8", "replace")) for text in (report.text, report.html))


def _size(text: str, sent: bytes) -> int:
    """Return the size of a body by the rules of its encoding, line ends of two bytes included."""
    if not _is_latin(text, sent):
        return (len(sent) // 57 + 1) * 78
    encoded = len(sent) + 2 * len(sent.translate(None, _PLAIN))
    # A line is broken after 72 to 75 bytes, so as not to cut an escape in two.
    return encoded + 2 * sent.count(b"\n") + 3 * (encoded // 72 + 1)


def _is_latin(text: str, sent: bytes) -> bool:
    """Tell which of the two encodings is shorter: base64 where most letters are not Latin."""
    return len(sent) < len(text) * 1.2
