"""Message-IDs: the same for every attempt, another for every issue, part and recipient. Pure."""

import hashlib
from datetime import datetime

#: Besides the first of all.
_MOST_EARLIER = 4


def new_message_id(
    digest: str, number: int, *, made_at: datetime, recipient: str, part: int = 1, domain: str
) -> str:
    """Return `<hash@domain>`, which tells nobody on the way what the mail is about.

    `made_at` is in the hash because numbers begin again with a new database, and mail servers drop a
    message whose ID they have seen.
    """
    facts = "\0".join((digest, str(number), made_at.isoformat(), recipient, str(part)))
    mark = hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"<{mark}@{domain}>"


def thread_after(earlier: str, message_id: str) -> str:
    """Return what the message after `message_id` follows: the first of all and the last few (RFC 5322)."""
    ids = [*earlier.split(), message_id]
    return " ".join(ids[:1] + ids[1:][-_MOST_EARLIER:])
