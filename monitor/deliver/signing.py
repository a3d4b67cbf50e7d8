"""Signatures of what is posted to webhooks, by the rules of Standard Webhooks. Pure.

Receivers check them with libraries that exist for most languages (https://www.standardwebhooks.com).
"""

import hashlib
import hmac
from base64 import b64decode, b64encode
from datetime import datetime

_PREFIX = "whsec_"
#: Bytes of a key.
_SHORTEST, _LONGEST = 24, 64


def signed_headers(key: str, delivery_id: str, body: bytes, *, now: datetime) -> dict[str, str]:
    """Return the headers that prove who posts what and when; raise ValueError for a key that is none."""
    timestamp = str(int(now.timestamp()))
    signed = b".".join((delivery_id.encode(), timestamp.encode(), body))
    signature = hmac.digest(read_key(key), signed, hashlib.sha256)
    return {
        "webhook-id": delivery_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{b64encode(signature).decode()}",
    }


def read_key(text: str) -> bytes:
    """Return the bytes of a key; raise ValueError, with the remedy, when it is none."""
    try:
        key = b64decode(text.removeprefix(_PREFIX), validate=True)
    except ValueError:
        key = b""
    if not text.startswith(_PREFIX) or not _SHORTEST <= len(key) <= _LONGEST:
        raise ValueError(
            f"must be {_PREFIX} and the base64 of {_SHORTEST} to {_LONGEST} bytes;"
            f' make one with: echo "{_PREFIX}$(openssl rand -base64 32)"'
        )
    return key
