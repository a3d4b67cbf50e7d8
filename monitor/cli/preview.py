"""`monitor topics preview` and `near-misses`: what changed queries would do to stored items."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.arguments import DAYS, LIMIT, pick
from monitor.cli.draft import FILE, brief, load_draft
from monitor.cli.output import Progress, progress, safe, say_json, when_published
from monitor.cli.session import Session
from monitor.words.counts import count

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.pipeline.preview import Change, MissedBy, Preview, Reach, Seen


@click.command()
@click.argument("topic", required=False)
@click.option("--edit", "edited", type=FILE, help="Try a changed topics.toml instead of the configured one.")
@click.option("--days", type=DAYS, default=30, show_default=True, help="Items first seen in so many days.")
@click.option("--limit", type=LIMIT, default=50, show_default=True, help="List at most so many each; 0: all.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, with all items.")
@click.pass_obj
def preview(
    session: Session, topic: str | None, edited: Path | None, days: int, limit: int, as_json: bool
) -> None:
    """Show which stored items a changed query would gain and lose, and why; nothing is changed.

    Compared are what is stored and what TOPIC (or every topic) in the changed file would match. Examples
    of the file may fail.
    """
    from monitor.pipeline.preview import preview as look

    config = load_draft(session, edited)
    now = datetime.now(UTC)
    with session.store(config) as store, progress("Trying the queries") as bar:
        with store.read() as tx:
            stored = tx.matches.counts()
        found = look(
            store,
            config.matcher,
            topics=_picked(topic, dict.fromkeys([*_keys(config), *sorted(stored)])),
            sources={source.key: source for source in config.sources},
            reach=_reach(bar, now, days),
            now=now,
        )
    if as_json:
        say_json(found)
        return
    for each in found:
        _say_preview(each, limit)


@click.command(name="near-misses")
@click.argument("topic", required=False)
@click.option("--days", type=DAYS, default=7, show_default=True, help="Items first seen in so many days.")
@click.option(
    "--limit", type=LIMIT, default=10, show_default=True, help="List at most so many a clause; 0: all."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, with all items.")
@click.pass_obj
def near_misses(session: Session, topic: str | None, days: int, limit: int, as_json: bool) -> None:
    """Show the stored items that one clause of a query keeps out, by that clause, the rarest first.

    What speaks for one of them all the same is shown by `monitor why ITEM TOPIC`.
    """
    from monitor.pipeline.preview import near_misses as look

    config = load_draft(session)
    with session.store(config) as store, progress("Trying the queries") as bar:
        found = look(
            store,
            config.matcher,
            topics=_picked(topic, _keys(config)),
            sources={source.key: source for source in config.sources},
            reach=_reach(bar, datetime.now(UTC), days),
        )
    if as_json:
        say_json(found)
        return
    for each in found:
        _say_missed(each, limit)
    if not found:
        click.echo("No stored item is one clause short.")


def _picked(topic: str | None, known: Iterable[str]) -> list[str]:
    return pick([topic] if topic else [], known, "topic", hint="TOPIC")


def _keys(config: "Config") -> list[str]:
    return [topic.key for topic in config.topics]


def _reach(bar: Progress, now: datetime, days: int) -> "Reach":
    from monitor.pipeline.preview import Reach

    return Reach(since=now - timedelta(days=days), total=bar.total, step=bar.step)


def _say_preview(found: "Preview", limit: int) -> None:
    topic = click.style(found.topic, bold=True)
    click.echo(f"{topic}: {found.kept} stay, {len(found.gained)} gained, {len(found.lost)} lost")
    for sign, changes in (("+", found.gained), ("-", found.lost)):
        for change in changes[: limit or None]:
            _say_change(sign, change)
        _say_rest(sign, len(changes), limit)


def _say_change(sign: str, change: "Change") -> None:
    click.echo(f"  {sign} {_line(change.item)}\n      {brief(change.why)}")


def _say_missed(found: "MissedBy", limit: int) -> None:
    topic = click.style(found.topic, bold=True)
    lacking, items = brief(found.clause), count(len(found.items), "item")
    why = f"kept out by {lacking[4:]}" if lacking.startswith("NOT ") else f"without {lacking}"
    click.echo(f"{topic}: {items} {why}")
    for item in found.items[: limit or None]:
        click.echo(f"    {_line(item)}")
    _say_rest(" ", len(found.items), limit)


def _say_rest(sign: str, total: int, limit: int) -> None:
    if limit and total > limit:
        click.echo(f"  {sign} ... and {total - limit} more; --limit 0 lists all")


def _line(item: "Seen") -> str:
    return f"{item.id:>6}  {when_published(item.published_at):<16}  {safe(item.source)}  {brief(item.title)}"
