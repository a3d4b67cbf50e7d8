"""`monitor why`: why an item belongs to a topic, or what it lacks."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import click

from monitor.cli.arguments import NUMBER, pick
from monitor.cli.highlight import place
from monitor.cli.output import plain, safe, say_json
from monitor.cli.session import Session
from monitor.model.items import Item
from monitor.model.topics import Span

if TYPE_CHECKING:
    from monitor.query.explain import Explanation

#: Characters shown around a hit.
_AROUND = 160
#: Passages and words of one leaf that are shown; `--json` has all hits.
_MOST = 5


@click.command()
@click.argument("item_id", metavar="ITEM", type=NUMBER)
@click.argument("topic")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, with every hit.")
@click.pass_obj
def why(session: Session, item_id: int, topic: str, as_json: bool) -> None:
    """Say why an item belongs to a topic: the hits and where they lie; or which one clause failed.

    ITEM is the number that `monitor items` prints, TOPIC a key that `monitor topics` lists. The topic's
    present query is tried on the stored text.
    """
    config = session.load()
    pick([topic], [each.key for each in config.topics], "topic", hint="TOPIC")
    with session.store(config) as store, store.read() as tx:
        item = tx.items.get(item_id)
        source = tx.feeds.list_sources()[item.source]
    found = config.matcher.why(item, source, topic)
    if as_json:
        say_json(plain(found) | {"item_id": item.id})
        return
    _say(item, found)


def _say(item: Item, found: "Explanation") -> None:
    click.echo(click.style(safe(item.title), bold=True))
    is_not = "belongs" if found.is_match else "does not belong"
    click.echo(f"\nItem {item.id} {is_not} to {found.topic}. {_verdict(found)}")
    leaves: dict[str, list[Span]] = {}
    for span in found.spans:
        leaves.setdefault(span.leaf, []).append(span)
    for leaf, spans in leaves.items():
        _say_leaf(item, leaf, spans)


def _verdict(found: "Explanation") -> str:
    """Return what the hits that are listed below do not say themselves."""
    if found.is_match:
        return "What speaks for it:" if found.spans else safe(found.sentence)
    return safe(found.sentence) + (" What is there:" if found.spans else "")


def _say_leaf(item: Item, leaf: str, spans: Sequence[Span]) -> None:
    """Show a leaf, the words that it hit, and each passage that holds some of them once."""
    words = ", ".join(_words(item, leaf, spans))
    click.echo(f"\n  {click.style(safe(leaf), bold=True)}{words and '  ' + safe(words)}")
    passages: dict[tuple[str, str], list[Span]] = {}
    for span in spans:
        passage = span.field, click.unstyle(place(item, [span], limit=_AROUND))
        passages.setdefault(passage, []).append(span)
    for (field, _), hits in islice(passages.items(), _MOST):
        click.echo(f"    {field:<6} {place(item, hits, limit=_AROUND)}")
    if len(passages) > _MOST:
        click.echo(f"    and {len(passages) - _MOST} more")


def _words(item: Item, leaf: str, spans: Iterable[Span]) -> Iterable[str]:
    """Return the words that were hit, as they first stand there, unless they are those of the leaf."""
    found: dict[str, str] = {}
    for field, start, end, _ in spans:
        word = (item.title if field == "title" else item.text)[start:end]
        found.setdefault(word.casefold(), word)
    found.pop(leaf.casefold(), None)
    return found.values() if len(found) <= _MOST else [*islice(found.values(), _MOST), "…"]
