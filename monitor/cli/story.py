"""`monitor story`, and what corrects stories: which items, why each joined; split and merge."""

from datetime import UTC, datetime

import click

from monitor.cli.output import safe, say_json, when
from monitor.cli.session import Session
from monitor.model.stories import Evidence, Member, MergingTrace

_SAMENESS = {
    "opens": "opened a story",
    "copy": "a copy",
    "words": "the same event in other words",
    "language": "the same event in another language",
}


@click.command()
@click.argument("story_id", metavar="STORY", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def story(session: Session, story_id: int, as_json: bool) -> None:
    """Show the items of one story and why each joined.

    STORY is the number that `monitor stories` prints. A number stays valid when stories are merged. What was
    folded wrongly is corrected with `monitor stories split` and `monitor stories merge`.
    """
    with session.store(session.load()) as store, store.read() as tx:
        number = tx.stories.resolve(story_id)
        members = tx.stories.members([number])[number]
        mergings = tx.stories.mergings(number)
    if as_json:
        say_json({"id": number, "items": members, "mergings": mergings})
        return
    sources = len({member.source for member in members})
    click.echo(click.style(safe(members[0].title), bold=True))
    click.echo(f"story {number}  {_count(members, 'item')}  {sources} source{'' if sources == 1 else 's'}")
    for member in members:
        _say_member(member)
    for merging in mergings:
        _say_merging(merging, number)


def _count(members: tuple[Member, ...], noun: str) -> str:
    return f"{len(members)} {noun}{'' if len(members) == 1 else 's'}"


def _say_member(member: Member) -> None:
    head = (member.item_id, when(member.published_at), member.source, member.language or "-", member.title)
    click.echo("\n" + safe("  ".join(map(str, head))))
    if member.is_fixed:
        click.echo("  put into this story by the operator")
    why = _SAMENESS[member.sameness]
    click.echo(safe(f"  {why}{_because(member.because) if member.because else ''}"))


def _because(because: Evidence) -> str:
    found = {
        "names": because.names,
        "places": because.places,
        "numbers": because.numbers,
        "speaks of": because.subjects,
    }
    shared = "".join(f"\n  {what}: {', '.join(these)}" for what, these in found.items() if these)
    return f": nearest to item {because.nearest}, similarity {because.similarity:.2f}{shared}"


def _say_merging(merging: MergingTrace, number: int) -> None:
    other = merging.gone if merging.stays == number else merging.stays
    verb = "took in" if merging.stays == number else "was taken into"
    by = "by the operator" if merging.similarity is None else f"similarity {merging.similarity:.2f}"
    click.echo(f"\n{when(merging.merged_at)}  {verb} story {other}, {by}")


@click.command()
@click.argument("story_id", metavar="STORY", type=int)
@click.argument("item_ids", metavar="ITEM...", type=int, nargs=-1, required=True)
@click.pass_obj
def split(session: Session, story_id: int, item_ids: tuple[int, ...]) -> None:
    """Take items out of a story into one of their own; the two stay apart for good."""
    with session.store(session.load()) as store, store.write(is_ledger=True) as tx:
        before = tx.stories.resolve(story_id)
        opened = tx.corrections.split(story_id, item_ids)
        parts = tx.stories.members([before, opened])
    for number in (before, opened):
        click.echo(f"story {number}: {_count(parts[number], 'item')}")


@click.command()
@click.argument("story_id", metavar="STORY", type=int)
@click.argument("other_id", metavar="STORY", type=int)
@click.pass_obj
def merge(session: Session, story_id: int, other_id: int) -> None:
    """Make two stories one for good, called as the one that began first. Both numbers stay valid."""
    with session.store(session.load()) as store, store.write(is_ledger=True) as tx:
        number = tx.corrections.merge(story_id, other_id, now=datetime.now(UTC))
        members = tx.stories.members([number])[number]
    click.echo(f"story {number}: {_count(members, 'item')}")
