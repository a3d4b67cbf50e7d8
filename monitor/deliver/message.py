"""A report as a message: the same bytes at every attempt, and no header that we did not write.

Titles come from strangers. The newer half of the standard library's `email` turns an encoded word with line
ends inside into headers of its own (CPython before 3.11.10 and 3.12.5) and loses blanks when it folds, so
headers are made by its older half from defused text, read back, and compared.
"""

import hashlib
import re
from collections.abc import Mapping
from email.header import Header, decode_header, make_header
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import format_datetime, formataddr
from urllib.parse import quote

from monitor.deliver.addresses import mail_domain, parse_address
from monitor.deliver.bodies import both_bodies, inner_bodies, sealed_body
from monitor.deliver.defuse import defuse
from monitor.errors import DeliveryError
from monitor.model.deliveries import Delivery, Report

#: Written by the library itself.
_STRUCTURE = {"Content-Type", "MIME-Version"}


def build_message(report: Report, delivery: Delivery, *, sender: str) -> bytes:
    """Return the message with all its headers, lines ended by CRLF.

    Raises DeliveryError, permanent, for an address that mail cannot be sent to.
    """
    headers = _headers(report, delivery, sender=sender)
    message = sealed_body(delivery) if delivery.sealed else both_bodies(report, delivery)
    for name, text in headers.items():
        message[name] = _written(name, text)
    content = message.as_bytes()
    _compare(content, headers)
    return content


def build_body(report: Report, delivery: Delivery) -> bytes:
    """Return what is encrypted for a reader with a key: both bodies, and the subject."""
    message = inner_bodies(report, delivery)
    message.set_param("protected-headers", "v1")
    message["Subject"] = _written("Subject", defuse(report.title))
    return message.as_bytes()


def _written(name: str, text: str) -> str:
    """Return a header as it is sent: encoded where it must be, folded where it may be."""
    if name == "References":
        return text.replace(" ", "\r\n ")
    return text if text.isascii() else Header(text, "utf-8", header_name=name).encode()


def _headers(report: Report, delivery: Delivery, *, sender: str) -> dict[str, str]:
    """Return the headers as a reader is meant to see them, in order."""
    _, address = parse_address(sender)
    _, recipient = parse_address(delivery.recipient)
    label = _hidden(report.digest) if delivery.sealed else _label(report.digest)
    return {
        "From": formataddr(parse_address(sender)),
        "To": recipient,
        "Subject": "..." if delivery.sealed else defuse(report.title),
        "Date": format_datetime(report.made_at),
        "Message-ID": delivery.message_id,
        **_thread(delivery.thread),
        "List-Id": f"<{label}.{mail_domain(sender)}>",
        "List-Unsubscribe": f"<mailto:{address}?subject={quote(f'unsubscribe {label}')}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }


def _thread(earlier: str) -> dict[str, str]:
    """Return the headers by which mail programs show the issues of a digest as one conversation."""
    return {"In-Reply-To": earlier.rsplit(maxsplit=1)[-1], "References": earlier} if earlier else {}


def _label(key: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", key.lower()).strip("-") or "digest"


def _hidden(key: str) -> str:
    """Return a label by which a reader's filter knows a digest, and nobody else what it is about."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


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
