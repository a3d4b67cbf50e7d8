"""Message-IDs: the same for every attempt, another for every issue and recipient. Pure."""

import hashlib
from datetime import datetime


def new_message_id(digest: str, number: int, *, made_at: datetime, recipient: str, domain: str) -> str:
    """Return `<digest.number.hash@domain>`.

    `made_at` is in the hash because numbers begin again with a new database, and mail servers drop a
    message whose ID they have seen.
    """
    facts = "\0".join((digest, str(number), made_at.isoformat(), recipient))
    mark = hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    readable = "".join(c for c in digest if c.isascii() and (c.isalnum() or c in "-_"))
    return f"<{readable or 'digest'}.{number}.{mark}@{domain}>"
