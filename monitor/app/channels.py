"""The ways out that are configured, and the outbox that takes them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from monitor.app.outside import user_agent
from monitor.config.settings import Config
from monitor.deliver.bodies import size_of
from monitor.deliver.channel import Channel
from monitor.deliver.email import EmailChannel
from monitor.deliver.file import FileChannel
from monitor.deliver.notify import NotifyChannel
from monitor.deliver.openpgp import Sealer, sealed_size_of
from monitor.deliver.sendmail import SendmailChannel
from monitor.deliver.webhook import WebhookChannel
from monitor.model.deliveries import Report
from monitor.net.client import Client
from monitor.pipeline.outbox import Outbox
from monitor.store.store import Store

#: What a webhook may take for its answer.
POST_DEADLINE_S = 30.0


def outbox_of(config: Config, store: Store, clock: Callable[[], datetime]) -> Outbox:
    """Return the outbox with all channels that are configured."""
    seal = Sealer(config.mail.keys, clock=clock).seal if config.mail and config.mail.keys else None
    return Outbox(store, channels=_channels(config, clock), clock=clock, seal=seal)


def size_of_message(config: Config) -> Callable[[Report], int]:
    """Return what tells the bytes of a message, the encrypted one where somebody has a key."""
    if not (config.mail and config.mail.keys):
        return size_of
    return lambda report: max(size_of(report), sealed_size_of(report))


def recipients_of(config: Config) -> dict[str, set[str]]:
    """Return who is in the configuration, by channel, also where the channel is left out for a time.

    Pages go to a folder, which is no recipient.
    """
    return {
        "email": {recipient for digest in config.digests for recipient in digest.recipients},
        "webhook": set(config.webhooks),
        "notify": set(config.services),
    }


def _channels(config: Config, clock: Callable[[], datetime]) -> dict[str, Channel]:
    limits = replace(config.poll.limits, timeout_s=POST_DEADLINE_S)
    channels: dict[str, Channel] = {
        "file": FileChannel(config.report_dir),
        "webhook": WebhookChannel(
            config.webhooks, open_client=lambda: Client(limits, user_agent=user_agent(config)), clock=clock
        ),
        "notify": NotifyChannel(config.services),
    }
    if config.mail is not None:
        program = SendmailChannel(config.mail) if config.mail.sendmail else None
        channels["email"] = program or EmailChannel(config.mail)
    return channels
