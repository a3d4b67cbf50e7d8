"""`monitor stories split` and `merge`: what was folded wrongly is put right for good."""

from datetime import UTC, datetime

import click

from monitor.cli.arguments import NUMBER
from monitor.cli.session import Session
from monitor.words.counts import count


@click.command()
@click.argument("story_id", metavar="STORY", type=NUMBER)
@click.argument("item_ids", metavar="ITEM...", type=NUMBER, nargs=-1, required=True)
@click.pass_obj
def split(session: Session, story_id: int, item_ids: tuple[int, ...]) -> None:
    """Take items out of a story into one of their own; the two stay apart for good."""
    with session.store(session.load()) as store, store.write(is_ledger=True) as tx:
        before = tx.stories.resolve(story_id)
        opened = tx.corrections.split(story_id, item_ids, now=datetime.now(UTC))
        parts = tx.stories.members([before, opened])
    for number in (before, opened):
        click.echo(f"story {number}: {count(len(parts[number]), 'item')}")


@click.command()
@click.argument("story_id", metavar="STORY", type=NUMBER)
@click.argument("other_id", metavar="STORY", type=NUMBER)
@click.pass_obj
def merge(session: Session, story_id: int, other_id: int) -> None:
    """Make two stories one for good, called as the one that began first. Both numbers stay valid."""
    with session.store(session.load()) as store, store.write(is_ledger=True) as tx:
        number = tx.corrections.merge(story_id, other_id, now=datetime.now(UTC))
        members = tx.stories.members([number])[number]
    click.echo(f"story {number}: {count(len(members), 'item')}")
