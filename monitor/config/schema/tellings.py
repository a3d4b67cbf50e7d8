"""Digests, alerts and webhooks, as `monitor.toml` has them."""

from typing import Annotated

from pydantic import Field

from monitor.config.fields import (
    Channel,
    Clock,
    Days,
    Distinct,
    Duration,
    Filled,
    LanguageCode,
    Line,
    Mailbox,
    OptionalClockRange,
    OptionalCron,
    SecretReference,
    SecretUrl,
    ShortName,
    Zone,
)
from monitor.config.schema.table import Table


class WebhookTable(Table):
    """A program of yours to which issues are posted as JSON."""

    url: SecretUrl = Field(
        description='Where they are posted; "secret:NAME" when the address itself is a secret.'
    )
    key: SecretReference = Field(
        description='What they are signed with: "secret:NAME", whose value is whsec_ and base64.',
    )


class TellingTable(Table):
    """What digests and alerts have in common: who is told what."""

    name: Line | None = Field(default=None, description="The title readers see; absent: the short name.")
    topics: Annotated[list[ShortName], Distinct, Filled] | None = Field(
        default=None, description="Short names of topics, in the order shown; absent: all, as in topics.toml."
    )
    languages: Annotated[list[LanguageCode], Distinct] = Field(
        default=[],
        description="Languages that readers like to read, first the best: stories are led by such articles.",
    )
    zone: Zone = Field(default="UTC", description="The readers' time zone, such as Europe/Vilnius.")
    channels: Annotated[list[Channel], Distinct, Filled] = Field(
        description="Ways out: file (a page in the report folder), email, webhook:NAME, notify:NAME."
    )
    recipients: Annotated[list[Mailbox], Distinct] = Field(default=[], description="Mail addresses.")


class DigestTable(TellingTable):
    """Who is sent which topics, and when; readers with wishes of their own have a digest of their own."""

    at: Annotated[list[Clock], Distinct, Filled] = Field(
        default=["07:30"], description="Times of day at which an issue is made."
    )
    days: Days = Field(default="daily", description='"daily", "weekdays" or a list such as ["mon", "thu"].')
    cron: OptionalCron = Field(
        default="", description='A schedule of cron instead of at and days, such as "30 7 * * mon-fri".'
    )
    immediate: bool = Field(
        default=False,
        description="Whether an issue is made as soon as there is news, instead of at and days.",
    )
    channels: Annotated[list[Channel], Distinct, Filled] = Field(
        default=["file"],
        description="Ways out: file (a page in the report folder), email, webhook:NAME, notify:NAME.",
    )
    heartbeat: bool = Field(
        default=False, description="Whether an empty issue is sent too, as a sign of life."
    )
    min_score: float = Field(
        default=0.0, ge=0, le=1, description="Least score of a story's strongest match, 0 to 1."
    )
    min_sources: int = Field(
        default=1, ge=1, le=100, description="Least number of separate sources that tell a story."
    )
    continued: bool = Field(
        default=True,
        description="Whether a story that was told is told on when there is nothing new in it but articles.",
    )
    limit: int = Field(
        default=0, ge=0, description="Stories in a mail, at most; 0: no limit. The page has all of them."
    )


class AlertTable(TellingTable):
    """Which stories are told at once, to whom, and how often."""

    min_score: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="Score from which a story is told: of its strongest match, 0 to 1.",
    )
    min_sources: int = Field(
        default=2, ge=1, le=100, description="Separate sources of a story from which it is told."
    )
    cool_down: Duration = Field(
        default="6h",
        description="Least time from one alert to the next about a story with news in it.",
    )
    quiet_hours: OptionalClockRange = Field(
        default="", description='When alerts wait, by the clock of zone, such as "22:00-07:00"; empty: never.'
    )
    digests: Annotated[list[ShortName], Distinct] | None = Field(
        default=None,
        description="Digests whose readers get the alert, and which then only refer to it; absent: those that"
        " go to nobody else, by mail or another channel.",
    )
