"""What the running service keeps about itself and its surroundings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One pass of a job."""

    job: str
    started_at: datetime
    ended_at: datetime
    is_ok: bool
    counts: Mapping[str, int] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """For how long the texts of items are kept; None: for ever."""

    #: Of items that match no topic.
    unmatched: timedelta | None = None
    #: Of items that match these topics and no other; those of topics that are not named are kept for ever.
    topics: Mapping[str, timedelta] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The server, or the program of this machine, that takes our mail."""

    host: str = ""
    #: Path of a program that speaks as sendmail does, instead of a host; empty for none.
    sendmail: str = ""
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    #: `From` of every message: `Monitor <monitor@example.org>`.
    sender: str
    #: Recipient -> file with the OpenPGP key that mail to them is encrypted to.
    keys: Mapping[str, Path] = field(default_factory=dict)
    #: For the connection, and for each answer before the message is handed over.
    timeout_s: float = 30.0

    @property
    def taking_s(self) -> float:
        """How long a whole delivery may take, most of it for the answer to the message.

        Whoever gives up there sends a mail again that a slow server takes after all. RFC 5321 (4.5.3.2.6)
        asks for ten minutes; a service whose job makes no step for five is taken for one that hangs.
        """
        return 7 * self.timeout_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A program of the operator's to which issues are posted."""

    #: May be a secret itself.
    url: str = field(default="", repr=False)
    #: What the posts are signed with: `whsec_` and base64.
    key: str = field(default="", repr=False)
    #: Why nothing can be posted, for a person: a secret is missing. Empty: nothing is.
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyService:
    """A service that shows short messages, such as a messenger or a phone."""

    #: In the form of the library apprise; a secret.
    url: str = field(default="", repr=False)
    #: As for a webhook.
    problem: str = ""
