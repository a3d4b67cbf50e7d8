"""What the running service keeps about itself and its surroundings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
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
class MailServer:
    """The server that takes our mail."""

    host: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    #: `From` of every message: `Monitor <monitor@example.org>`.
    sender: str
    timeout_s: float = 30.0
