"""What one pass did, as it is told to people and programs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from monitor.cli.output import safe
from monitor.words.counts import count

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.model.issues import Issue
    from monitor.pipeline.fulltexts import Read
    from monitor.pipeline.outbox import Sent
    from monitor.pipeline.outcome import Outcome

#: How many different reasons of failed feeds are told; `monitor feeds` has them all.
MOST_REASONS = 5
#: Channel -> what was delivered.
_SAID = {"file": "Report", "email": "Mail", "webhook": "Webhook", "notify": "Note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What one pass came to."""

    seeds: "list[Outcome]"
    feeds: "list[Outcome]"
    pages: "list[Read]"
    issues: "list[Issue]"
    sent: "list[Sent]"
    #: Deliveries, of this pass or of earlier ones, that are to be tried again.
    waiting: int = 0


def tell_items(done: Pass, *, busy: int) -> None:
    """Print what was read; `busy` feeds are being polled by others."""
    broken = [seed for seed in done.seeds if seed.error]
    failed = [feed for feed in done.feeds if feed.error]
    read = [*done.seeds, *done.feeds]
    click.echo(f"Seeds    {len(done.seeds) - len(broken)} read, {len(broken)} broken")
    for seed in broken:
        error = (seed.error or "").removeprefix(f"{seed.place}: ")
        click.echo(f"         {safe(seed.place)}: {safe(error)}")
    click.echo(f"Feeds    {len(done.feeds) - len(failed)} answered, {len(failed)} could not be read")
    _tell_reasons(failed)
    if busy:
        click.echo(f"         {busy} not asked: another process is polling them, or was killed while it did;")
        click.echo("         they are free again within three minutes")
    if done.pages:
        missing = sum(1 for page in done.pages if page.error)
        click.echo(f"Articles {len(done.pages) - missing} read from their pages, {missing} could not be")
    new, revised = sum(o.new for o in read), sum(o.revised for o in read)
    matches = count(sum(o.matches for o in read), "match", "matches")
    click.echo(f"Items    {new} new, {revised} revised; {matches}")


def _tell_reasons(failed: "Sequence[Outcome]") -> None:
    reasons = Counter(_without_place(outcome.error or "") for outcome in failed).most_common()
    for reason, times in reasons[:MOST_REASONS]:
        click.echo(f"         {times} x {safe(reason)}")
    if failed:
        rest = len(reasons) - MOST_REASONS
        more = f"{count(rest, 'more reason')}; " if rest > 0 else ""
        click.echo(f"         ({more}`monitor feeds` lists them all)")


def _without_place(error: str) -> str:
    """Return a reason without the host it names, so that equal reasons can be counted together."""
    head, separator, tail = error.partition(": ")
    return head if separator and " " not in tail.strip() else error


def tell_digests(done: Pass, config: "Config", *, dry_run: bool) -> None:
    """Print what digests told, and what became of it; of a dry run the digests themselves."""
    if dry_run:
        from monitor.digest.environment import Templates
        from monitor.digest.render_mail import render_mail

        heartbeats = {digest.key for digest in config.digests if digest.heartbeat}
        for issue in done.issues:
            if not issue.stories and issue.digest not in heartbeats:
                click.echo(f"\n{safe(issue.name)}: nothing to tell, so nothing would be sent")
                continue
            click.echo("\n" + safe(render_mail(issue, Templates(folder=config.templates_dir)).text))
        return
    for issue in done.issues:
        items = count(sum(len(story.items) for story in issue.stories), "item")
        kind = "Alert " if issue.is_alert else "Digest"
        click.echo(f"{kind}   {issue.name}, issue {issue.number}: {items}")
    if not done.issues:
        click.echo("Digest   nothing new since the last issue")
    for sent in done.sent:
        _tell_delivery(sent, config)
    if done.waiting:
        click.echo(f"Waiting  {done.waiting} to be delivered; `monitor digests` says why")


def _tell_delivery(sent: "Sent", config: "Config") -> None:
    delivery = sent.delivery
    is_file = delivery.channel == "file"
    target = str((config.report_dir / delivery.recipient).resolve()) if is_file else delivery.recipient
    if sent.error:
        click.echo(f"         not delivered to {target}: {safe(sent.error)}", err=True)
    else:
        click.echo(f"{_SAID[delivery.channel]:<8} {target}")


def summary(done: Pass) -> dict[str, object]:
    """Return what was done, for programs."""
    return {
        "seeds": done.seeds,
        "feeds": done.feeds,
        "pages": done.pages,
        "issues": [
            {"digest": i.digest, "number": i.number, "from": i.window.from_at, "until": i.window.until_at}
            for i in done.issues
        ],
        "deliveries": [
            {"channel": s.delivery.channel, "recipient": s.delivery.recipient, "error": s.error}
            for s in done.sent
        ],
        "waiting": done.waiting,
    }
