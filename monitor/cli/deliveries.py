"""`monitor deliveries` and `monitor resend`: what was sent to whom, what was not, and once more."""

import asyncio
import logging
import sys
from typing import TYPE_CHECKING

import click

from monitor.cli.arguments import LIMIT, NUMBER
from monitor.cli.output import safe, say_json, say_table, when
from monitor.cli.session import Session
from monitor.errors import ConfigError, StoreError

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.pipeline.outbox import Sent


@click.command()
@click.option("--failed", is_flag=True, help="Only those whose last attempt failed.")
@click.option(
    "--limit", type=LIMIT, default=50, show_default=True, help="At most so many, newest first; 0: all."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def deliveries(session: Session, failed: bool, limit: int, as_json: bool) -> None:
    """List deliveries, newest first: one report to one recipient by one channel.

    A delivery is waiting, sent, failed or dropped. What failed for a time is waiting for its next attempt;
    what failed for good stays until `monitor resend`; what was dropped is for somebody who was taken out of
    the configuration meanwhile.
    """
    with session.store(session.load()) as store, store.read() as tx:
        found = tx.outbox.list_deliveries(failed_only=failed, limit=limit or None)
        issues = tx.archive.entries({delivery.issue_id for delivery in found})
    if as_json:
        say_json(found)
        return
    rows = (
        (
            delivery.id,
            f"{issues[delivery.issue_id].digest} {issues[delivery.issue_id].number}",
            delivery.part,
            delivery.channel,
            delivery.recipient,
            delivery.status,
            delivery.attempts,
            when(delivery.next_attempt_at) if delivery.status == "waiting" else when(delivery.sent_at),
            delivery.error or "",
        )
        for delivery in found
    )
    columns = ["delivery", "issue", "part", "channel", "recipient", "status", "attempts", "when", "error"]
    say_table(columns, rows)


@click.command()
@click.argument("numbers", metavar="[DELIVERY]...", nargs=-1, type=NUMBER)
@click.option("--failed", is_flag=True, help="All whose last attempt failed.")
@click.pass_obj
def resend(session: Session, numbers: tuple[int, ...], failed: bool) -> None:
    """Send deliveries once more, now; their numbers are in `monitor deliveries`.

    What was sent before is sent again, with the same content and the same Message-ID. Exit code 1 when one
    of them fails again.
    """
    if bool(numbers) == failed:
        raise ConfigError("say which deliveries: their numbers, or --failed")
    session.log_to_stderr(logging.CRITICAL)
    config = session.load()
    results = asyncio.run(_resend(config, numbers))
    for sent in results:
        to = f"{sent.delivery.id} to {safe(sent.delivery.recipient)}"
        click.echo(
            f"{to}: {'not delivered: ' + safe(sent.error) if sent.error else 'delivered'}",
            err=bool(sent.error),
        )
    if failed and not results:
        click.echo("no delivery has failed")
    if any(sent.error for sent in results):
        sys.exit(1)


async def _resend(config: "Config", numbers: tuple[int, ...]) -> "list[Sent]":
    """Queue deliveries, those that failed when none is numbered, and attempt them."""
    from monitor.app.wiring import open_app

    async with open_app(config) as app:
        with app.store.write() as tx:
            chosen = numbers or [delivery.id for delivery in tx.outbox.list_deliveries(failed_only=True)]
            missing = set(chosen) - set(tx.outbox.requeue(chosen, now=app.clock()))
            if missing:
                listed = ", ".join(str(number) for number in sorted(missing))
                raise StoreError(
                    f"no such delivery, or being sent at this moment: {listed}; nothing was sent"
                )
        results = await app.jobs.deliver()
        return [sent for sent in results if sent.delivery.id in chosen]
