"""An issue's reports to deliveries: one for each recipient, channel and part. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from monitor.deliver.message_ids import new_message_id, thread_after
from monitor.model.deliveries import Delivery, Medium, Report
from monitor.model.digests import Digest
from monitor.model.issues import Issue

#: Which report a channel carries.
MEDIA: Mapping[str, Medium] = {"file": "page", "email": "mail", "webhook": "json", "notify": "note"}


def media_of(digest: Digest) -> set[Medium]:
    """Return what an issue is rendered for; there is always a page."""
    return {"page", *(MEDIA[channel.partition(":")[0]] for channel in digest.channels)}


def plan_deliveries(
    issue: Issue, digest: Digest, reports: Sequence[Report], *, threads: Mapping[str, str], domain: str
) -> list[Delivery]:
    """Return the deliveries of an issue, in the order in which they are attempted.

    `threads` maps a recipient of mail to the messages that the new one follows; `domain` is the right side
    of Message-IDs.
    """
    pages = [_delivery(issue, "file", page.title, domain) for page in reports if page.medium == "page"]
    mails = [mail for mail in reports if mail.medium == "mail"]
    posts = (
        _posts(issue, mails, who, thread=threads.get(who, ""), domain=domain) for who in digest.recipients
    )
    named = (channel.partition(":") for channel in digest.channels)
    others = (_delivery(issue, channel, name, domain) for channel, _, name in named if name)
    return [*pages, *others, *(delivery for each in posts for delivery in each)]


def _posts(
    issue: Issue, mails: Sequence[Report], recipient: str, *, thread: str, domain: str
) -> Iterator[Delivery]:
    """Yield the parts of a mail to one recipient; the later ones follow the first."""
    for mail in mails:
        delivery = _delivery(issue, "email", recipient, domain, part=mail.part, thread=thread)
        if mail.part == 1:
            thread = thread_after(thread, delivery.message_id)
        yield delivery


def _delivery(
    issue: Issue, channel: str, recipient: str, domain: str, *, part: int = 1, thread: str = ""
) -> Delivery:
    message_id = new_message_id(
        issue.digest, issue.number, made_at=issue.made_at, recipient=recipient, part=part, domain=domain
    )
    return Delivery(
        channel=channel,
        recipient=recipient,
        part=part,
        message_id=message_id,
        thread=thread,
        next_attempt_at=issue.made_at,
    )
