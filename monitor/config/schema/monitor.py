"""`monitor.toml`: how the program works and what it sends."""

from typing import Annotated, Literal

from pydantic import Field, SecretStr

from monitor.config.fields import (
    Address,
    Contact,
    Distinct,
    Duration,
    Keep,
    Line,
    Mailbox,
    OptionalEndpoint,
    OptionalHost,
    OptionalPath,
    Pause,
    Proxy,
    Sender,
    ShortName,
    Size,
)
from monitor.config.schema.table import Table
from monitor.config.schema.tellings import AlertTable, DigestTable, WebhookTable


class StoreTable(Table):
    """Where everything is kept."""

    database: Line = Field(
        default="monitor.db", description="The SQLite file, relative to the data directory."
    )
    keep_unmatched: Keep = Field(
        default="90d",
        description="For how long texts of items without a topic are kept, 7d or more; or forever.",
    )


class PollTable(Table):
    """How feeds are asked."""

    every: Duration = Field(
        default="30m", description="How often a busy feed is asked; no feed is asked more often by itself."
    )
    quiet_every: Duration = Field(
        default="4h", description="How often a feed is asked that brings little; others lie in between."
    )
    concurrency: int = Field(default=32, ge=1, le=1000, description="Requests under way at once, at most.")
    per_host: int = Field(
        default=2, ge=1, le=100, description="Requests under way at once to one host, at most."
    )
    pause: Pause | None = Field(
        default=None,
        description="Time between requests to one host; absent: 1s, and none for hosts in allow_private.",
    )
    timeout: Duration = Field(default="30s", description="Total time for one feed, redirects included.")
    max_bytes: Size = Field(
        default="10MB", description="Longest answer, as it comes and again when decompressed."
    )
    proxy: Proxy = Field(
        default="",
        description='Way to all hosts but those in allow_private: http://, socks5:// or "secret:NAME".',
    )
    contact: Contact = Field(
        default="",
        description="Mail or web address put into the User-Agent, so that a publisher can reach you.",
    )
    allow_private: Annotated[list[Address], Distinct] = Field(
        default=[], description="Hosts on private networks that may be asked; all others there are refused."
    )


class SeedsTable(Table):
    """Documents taken in once, without a feed."""

    folder: Line = Field(default="../seeds", description="Their folder, relative to the configuration.")


class ReportTable(Table):
    """Digests as pages."""

    folder: Line = Field(
        default="reports", description="Where they are written, relative to the data directory."
    )


class MailTable(Table):
    """The server that takes our mail."""

    host: OptionalHost = Field(default="", description="The SMTP server; empty: no mail is sent.")
    sendmail: OptionalPath = Field(
        default="", description="A program of this machine that takes mail, instead of a host."
    )
    port: int = Field(default=587, ge=1, le=65535, description="Its port: 587 for starttls, 465 for tls.")
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the connection is protected: starttls, tls (at once) or none."
    )
    username: str = Field(default="", description="For the login; empty: no login.")
    password: SecretStr = Field(
        default=SecretStr(""),
        description="For the login; better given as MONITOR_MAIL_PASSWORD or MONITOR_MAIL_PASSWORD_FILE.",
    )
    sender: Sender = Field(
        default="", description="From whom mail comes, such as Monitor <monitor@example.org>."
    )
    keys: dict[Mailbox, Line] = Field(
        default={},
        description="Files with the OpenPGP keys of recipients, to whom mail then goes encrypted; relative"
        " to the configuration.",
    )


class LogTable(Table):
    """What the service writes to standard error."""

    format: Literal["text", "json"] = Field(
        default="text", description="One line an event: text for people, or json for machines."
    )


class HealthTable(Table):
    """Answers for machines that look after the service: /healthz, /readyz, /metrics."""

    listen: OptionalEndpoint = Field(
        default="", description="Where they are asked, such as 127.0.0.1:9191; empty: nowhere."
    )


class MonitorFile(Table):
    """`monitor.toml`: how the program works and what it sends."""

    store: StoreTable = StoreTable()
    poll: PollTable = PollTable()
    seeds: SeedsTable = SeedsTable()
    report: ReportTable = ReportTable()
    mail: MailTable = MailTable()
    log: LogTable = LogTable()
    health: HealthTable = HealthTable()
    webhooks: dict[ShortName, WebhookTable] = Field(default={}, description="By their short names.")
    digests: dict[ShortName, DigestTable] = Field(default={}, description="By their short names.")
    alerts: dict[ShortName, AlertTable] = Field(default={}, description="By their short names.")
