"""`monitor digests`: the issues made, and what became of them."""

import click

from monitor.cli.output import say_json, say_table, when
from monitor.cli.session import Session
from monitor.model.digests import Delivery


@click.command()
@click.option("--limit", default=20, show_default=True, help="At most so many issues, newest first; 0: all.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def digests(session: Session, limit: int, as_json: bool) -> None:
    """List the issues of the digests, newest first, with their deliveries."""
    with session.store(session.load()) as store, store.read() as tx:
        issues = tx.issues.list_issues(limit=limit or None)
        deliveries = {issue.id: tx.outbox.list_deliveries(issue_id=issue.id) for issue in issues}
    if as_json:
        say_json([{"issue": issue, "deliveries": deliveries[issue.id]} for issue in issues])
        return
    rows = (
        (
            issue.entry.digest,
            issue.entry.number,
            when(issue.entry.window.from_at),
            when(issue.entry.window.until_at),
            issue.entry.items,
            "; ".join(_delivery(delivery) for delivery in deliveries[issue.id]),
        )
        for issue in issues
    )
    say_table(["digest", "issue", "from", "until", "items", "deliveries"], rows)


def _delivery(delivery: Delivery) -> str:
    told = f"{delivery.channel} {delivery.recipient}: {delivery.status}"
    if delivery.sent_at:
        return f"{told} {when(delivery.sent_at)}"
    return f"{told} ({delivery.error}; attempt {delivery.attempts})" if delivery.error else told
