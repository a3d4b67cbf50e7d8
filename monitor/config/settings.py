"""The whole configuration as one value, ready for use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from monitor.errors import Problem
from monitor.model.digests import Digest
from monitor.model.feeds import Feed, Source
from monitor.model.service import Keeping, MailServer, NotifyService, Webhook
from monitor.model.topics import Name, Topic, WordList
from monitor.net.access import Access
from monitor.net.limits import Limits
from monitor.query.match import Matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class PollSettings:
    """How feeds are asked."""

    #: Seconds between polls of a feed that brings much, and of one that brings little.
    every_s: int
    quiet_s: int
    limits: Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the operator wants. Every part has been checked, and the parts fit each other."""

    #: Where the four files were read.
    config_dir: Path
    #: Where everything we keep lies.
    data_dir: Path
    #: The SQLite file.
    database: Path
    #: Documents taken in once.
    seeds_dir: Path
    #: The operator's own templates; None when there are none.
    templates_dir: Path | None
    #: Digests as pages.
    report_dir: Path
    #: For how long texts are kept.
    keeping: Keeping
    poll: PollSettings
    #: Mail or web address for publishers; empty when none is given.
    contact: str
    #: None: no mail is sent.
    mail: MailServer | None
    #: How the service's log is written.
    log_format: Literal["text", "json"]
    #: HOST:PORT at which the service answers about its health; empty: nowhere.
    health_listen: str
    # All in the order of their files.
    sources: tuple[Source, ...]
    feeds: tuple[Feed, ...]
    topics: tuple[Topic, ...]
    names: tuple[Name, ...]
    #: Lists that queries call by $.
    words: tuple[WordList, ...]
    #: Alerts too, after the others.
    digests: tuple[Digest, ...]
    #: The topics, compiled.
    matcher: Matcher = field(compare=False, repr=False)
    #: How feeds are reached that need more than their address, by URL.
    accesses: Mapping[str, Access] = field(default_factory=dict, repr=False)
    #: Where issues are posted to, by name, and the services that show them.
    webhooks: Mapping[str, Webhook] = field(default_factory=dict, repr=False)
    services: Mapping[str, NotifyService] = field(default_factory=dict, repr=False)
    #: What is right and yet may not be meant.
    warnings: tuple[Problem, ...] = ()
