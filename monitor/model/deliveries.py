"""The way of an issue to its readers: rendered for a medium, and handed over by a channel."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

#: A page, a mail, data for a program, a short message.
Medium = Literal["page", "mail", "json", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An issue rendered for a medium. Frozen with the issue, so that every attempt sends the same."""

    medium: Medium
    #: From 1; an issue too large for one mail has several.
    part: int = 1
    #: Key of the digest.
    digest: str
    #: The digest's name when the issue was made.
    name: str
    #: When the issue was made: the date of every attempt to send it.
    made_at: datetime
    #: File name without folder for a page, subject for a mail, headline for a note.
    title: str
    #: Of a page and a mail; empty for others.
    html: str = ""
    #: The text part of a mail, the JSON, the note; empty for a page.
    text: str = ""


class DeliveryStatus(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    #: Given up, because its recipient was taken out of the configuration.
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One report to one recipient by one channel: a row of the outbox."""

    #: Ours; 0 until stored.
    id: int = 0
    issue_id: int = 0
    channel: str
    #: A mail address; the name of a file, a webhook or a service.
    recipient: str
    #: Which part of the report it carries.
    part: int = 1
    #: The same for every attempt, so that a repeat is recognisable.
    message_id: str
    #: Message-IDs of earlier issues to this recipient, oldest first, with blanks between: what it follows.
    thread: str = ""
    #: The encrypted body, in ASCII armour; empty for one that goes as it is.
    sealed: str = field(default="", repr=False)
    status: DeliveryStatus = DeliveryStatus.WAITING
    #: Not before this.
    next_attempt_at: datetime
    attempts: int = 0
    #: Why the last attempt failed, for a person; None when it did not.
    error: str | None = None
    sent_at: datetime | None = None
