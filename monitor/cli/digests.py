"""`monitor digests`: the issues made, what became of them, and the one to come."""

from datetime import UTC, datetime

import click

from monitor.cli.arguments import LIMIT, pick
from monitor.cli.listing import ListingGroup
from monitor.cli.output import safe, say_json, say_table, when
from monitor.cli.session import Session
from monitor.model.deliveries import Delivery
from monitor.model.issues import Issue


@click.group(cls=ListingGroup, invoke_without_command=True)
@click.option(
    "--limit", type=LIMIT, default=20, show_default=True, help="At most so many issues, newest first; 0: all."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def digests(ctx: click.Context, limit: int, as_json: bool) -> None:
    """List the issues of the digests, newest first, with their deliveries; show the one to come."""
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    with session.store(session.load()) as store, store.read() as tx:
        issues = list(tx.archive.each_issue(limit=limit or None))
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
    part = f" part {delivery.part}" if delivery.part > 1 else ""
    told = f"{delivery.channel} {delivery.recipient}{part}: {delivery.status}"
    if delivery.sent_at:
        return f"{told} {when(delivery.sent_at)}"
    return f"{told} ({delivery.error}; attempt {delivery.attempts})" if delivery.error else told


@digests.command()
@click.argument("name")
@click.option("--html", "as_html", is_flag=True, help="Print the page instead of the text of the mail.")
@click.option("--ranking", is_flag=True, help="Print of what parts the rank of each story is made instead.")
@click.pass_obj
def preview(session: Session, name: str, as_html: bool, ranking: bool) -> None:
    """Print the coming issue of the digest or alert NAME as it is now; none is made, nothing is sent."""
    from monitor.app.wiring import make_issues_of
    from monitor.digest.environment import Templates
    from monitor.digest.render_mail import render_mail
    from monitor.digest.render_page import render_page

    config = session.load()
    known = {digest.key: digest for digest in config.digests}
    pick([name], known, "digest or alert", hint="NAME")
    with session.store(config) as store:
        issues = make_issues_of(config, store).preview(datetime.now(UTC), only=name)
    if not any(issue.stories or known[name].heartbeat for issue in issues):
        quiet = ", or it waits for its quiet hours to end" if known[name].schedule.quiet else ""
        click.echo(f"Nothing would be sent now: there is nothing to tell{quiet}.")
        return
    templates = Templates(folder=config.templates_dir)
    for issue in issues:
        if ranking:
            _say_ranking(issue)
        elif as_html:
            click.echo(render_page(issue, templates).html)
        else:
            click.echo(safe(render_mail(issue, templates).text))


def _say_ranking(issue: Issue) -> None:
    """Print the stories of each topic with the parts of their ranks, each as it counts."""
    for number, section in enumerate(issue.sections):
        click.echo(("\n" if number else "") + safe(section.name))
        ranked = [(story, story.rank) for story in section.stories if story.rank]
        if not ranked:
            click.echo("nothing new")
            continue
        heads = [f"{part.name} × {part.share:.2f}" for part in ranked[0][1].parts]
        rows = (
            (
                f"{rank.total:.2f}",
                *(f"{part.value:.2f} {part.why}" for part in rank.parts),
                story.id,
                story.lead.item.title,
            )
            for story, rank in ranked
        )
        say_table(["rank", *heads, "story", "headline"], rows)
