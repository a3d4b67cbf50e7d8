"""A report as a message: the same bytes at every attempt, and no header that we did not write.

Titles come from strangers. The newer half of the standard library's `email` turns an encoded word with line
ends inside into headers of its own (CPython before 3.11.10 and 3.12.5) and loses blanks when it folds, so
headers are made by its older half from defused text, read back, and compared.
"""

import hashlib
import re
from collections.abc import Mapping
from email.charset import BASE64, QP, Charset
from email.header import Header, decode_header, make_header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import format_datetime, formataddr
from urllib.parse import quote

from monitor.deliver.addresses import mail_domain, parse_address
from monitor.deliver.defuse import defuse
from monitor.errors import DeliveryError
from monitor.model.digests import Delivery, Report

#: Only encoded words are folded, by us: not everybody understands a Message-ID on a line of its own.
_POLICY = compat32.clone(linesep="\r\n", cte_type="7bit", max_line_length=998)
#: Written by the library itself.
_STRUCTURE = {"Content-Type", "MIME-Version"}


def build_message(report: Report, delivery: Delivery, *, sender: str) -> bytes:
    """Return the message with all its headers, lines ended by CRLF.

    Raises DeliveryError, permanent, for an address that mail cannot be sent to.
    """
    headers = _headers(report, delivery, sender=sender)
    # Neither base64 nor quoted-printable can hold `=_`, so no body can end the part that it is in.
    boundary = "=_" + hashlib.sha256(delivery.message_id.encode()).hexdigest()[:40]
    message = MIMEMultipart("alternative", boundary, policy=_POLICY)
    for name, text in headers.items():
        message[name] = text if text.isascii() else Header(text, "utf-8", header_name=name).encode()
    for kind, text in (("plain", report.text), ("html", report.html)):
        message.attach(_part(text, kind))
    content = message.as_bytes()
    _compare(content, headers)
    return content


def _headers(report: Report, delivery: Delivery, *, sender: str) -> dict[str, str]:
    """Return the headers as a reader is meant to see them, in order."""
    _, address = parse_address(sender)
    _, recipient = parse_address(delivery.recipient)
    return {
        "From": formataddr(parse_address(sender)),
        "To": recipient,
        "Subject": defuse(report.title),
        "Date": format_datetime(report.made_at),
        "Message-ID": delivery.message_id,
        "List-Id": f"<{_label(report.digest)}.{mail_domain(sender)}>",
        "List-Unsubscribe": f"<mailto:{address}?subject={quote(f'unsubscribe {report.digest}')}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }


def _part(text: str, kind: str) -> MIMEText:
    """Return a body in the shorter of the two encodings: base64 where most letters are not Latin."""
    charset = Charset("utf-8")
    sent = text.encode("utf-8", "replace")
    charset.body_encoding = QP if len(sent) < len(text) * 1.2 else BASE64
    part = MIMEText("", kind, policy=_POLICY)
    del part["Content-Transfer-Encoding"]
    part.set_payload(sent.decode(), charset)
    return part


def _label(key: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", key.lower()).strip("-") or "digest"


def _compare(content: bytes, headers: Mapping[str, str]) -> None:
    """Refuse a message in which a reader would find other headers than we meant."""
    found = BytesHeaderParser(policy=compat32).parsebytes(content)
    names = sorted(name for name in found if name not in _STRUCTURE)
    if names != sorted(headers) or any(_read(found[name]) != _read(text) for name, text in headers.items()):
        raise DeliveryError(
            "the message would carry headers that we did not write, so it was not sent: report this as a bug",
            permanent=True,
        )


def _read(value: str) -> str:
    """Return a header as a mail program shows it."""
    return str(make_header(decode_header(re.sub(r"\r?\n(?=[ \t])", "", value))))
