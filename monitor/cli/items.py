"""`monitor items` and `monitor show`: what is stored, and why it is tagged."""

from datetime import datetime

import click

from monitor.cli.arguments import LIMIT, NUMBER, pick
from monitor.cli.history import say_history
from monitor.cli.moments import moment
from monitor.cli.output import plain, safe, say_json, say_json_lines, say_table, when, when_published
from monitor.cli.session import Session
from monitor.model.feeds import Source
from monitor.model.fulltexts import FullTextState
from monitor.model.items import Item
from monitor.model.topics import Match


@click.command()
@click.option("--topic", help="Only items of this topic.")
@click.option("--since", callback=moment, help="Only items first seen since: 7d, 12h or 2026-11-22.")
@click.option(
    "--limit", type=LIMIT, default=50, show_default=True, help="At most so many, newest first; 0: all."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a line, with every stored field."
)
@click.pass_obj
def items(session: Session, topic: str | None, since: datetime | None, limit: int, as_json: bool) -> None:
    """List stored items, newest first."""
    loaded = session.load()
    if topic is not None:
        pick([topic], [each.key for each in loaded.topics], "topic", hint="--topic")
    with session.store(loaded) as store, store.read() as tx:
        found = tx.items.list_items(topic=topic, since=since, limit=limit or None)
        tagged = ((item, tx.matches.list_of_item(item.id)) for item in found)
        if as_json:
            say_json_lines(plain(item) | {"matches": matches} for item, matches in tagged)
        else:
            say_table(["id", "first seen", "source", "topics", "title"], (_row(*pair) for pair in tagged))


def _row(item: Item, matches: list[Match]) -> tuple[object, ...]:
    topics = ", ".join(match.topic for match in matches) or "-"
    return item.id, when(item.first_seen_at), item.source, topics, item.title


@click.command()
@click.argument("item_id", metavar="ITEM", type=NUMBER)
@click.option("--history", is_flag=True, help="Also show what was changed in it, and when.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document with every stored field.")
@click.pass_obj
def show(session: Session, item_id: int, history: bool, as_json: bool) -> None:
    """Show one item and why each topic matched.

    ITEM is the number that `monitor items` prints.
    """
    with session.store(session.load()) as store, store.read() as tx:
        item = tx.items.get(item_id)
        matches = tx.matches.list_of_item(item_id)
        revisions = tx.items.list_revisions(item_id)
        source = tx.feeds.list_sources()[item.source]
        page = tx.full_texts.get_state(item_id)
    if as_json:
        more = {"matches": matches, "revisions": revisions, "source_name": source.name, "full_text": page}
        say_json(plain(item) | more)
        return
    _say_item(item, source, page)
    for match in matches:
        _say_match(match, item)
    if not matches:
        click.echo("\nNo topic matched.")
    click.echo("\n" + safe(item.text))
    if history:
        say_history(item, revisions)


def _say_item(item: Item, source: Source, page: FullTextState | None) -> None:
    click.echo(click.style(safe(item.title), bold=True))
    guessed = " (guessed: the feed gave none that can be read or believed)" if item.is_date_guessed else ""
    facts = {
        "source": f"{source.name} ({source.key})",
        "author": item.author,
        "url": item.url,
        "published": when_published(item.published_at) + guessed,
        "first seen": when(item.first_seen_at),
        "revised": f"{item.revisions} x, last {when(item.revised_at)}" if item.revisions else "",
        "language": item.language,
        "text": _origin(item, page),
        "tags": ", ".join(item.tags),
    }
    for name, value in facts.items():
        if value:
            click.echo(f"{name:<11}{safe(value)}")


def _origin(item: Item, page: FullTextState | None) -> str:
    """Say where the text is from, if not simply from the feed."""
    if item.dropped_at is not None:
        return f"dropped {when(item.dropped_at)}: it was older than texts are kept"
    if item.full_text_at is not None:
        return f"the article on its page, read {when(item.full_text_at)}"
    if page is None:
        return ""
    return f"the feed's; its page: {page.error}" if page.error else "the feed's; its page is to be read"


def _say_match(match: Match, item: Item) -> None:
    click.echo(f"\n{click.style(match.topic, bold=True)}  score {match.score:.2f}  query {match.version}")
    hits: dict[str, list[str]] = {}
    for span in match.spans:
        whole = item.title if span.field == "title" else item.text
        hits.setdefault(span.leaf, []).append(f"{whole[span.start : span.end]} ({span.field})")
    for leaf, texts in hits.items():
        click.echo(safe(f"  {leaf}: {', '.join(dict.fromkeys(texts))}"))
