"""Evidence at a terminal, where the hits stand out; when piped, click leaves the styles out."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from monitor.cli.output import safe
from monitor.model.items import Item
from monitor.model.topics import Span

if TYPE_CHECKING:
    from monitor.digest.snippets import Piece


def styled(pieces: "Iterable[Piece]") -> str:
    """Return untrusted pieces of text on one line, hits highlighted."""
    texts = ((" ".join(safe(piece.text).split("\n")), piece.is_hit) for piece in pieces)
    return "".join(click.style(text, bold=True, fg="yellow") if is_hit else text for text, is_hit in texts)


def headline(item: Item, spans: Iterable[Span]) -> str:
    """Return an item's title, hits highlighted."""
    from monitor.digest.snippets import mark_title

    return styled(mark_title(item.title, _in("title", spans)))


def extract(item: Item, spans: Iterable[Span], *, limit: int) -> str:
    """Return the sentences of an item's text with the most evidence, hits highlighted."""
    from monitor.digest.snippets import snippet

    return styled(snippet(item.text, _in("text", spans), limit=limit))


def place(item: Item, spans: Sequence[Span], *, limit: int) -> str:
    """Return hits of one field with the words around them."""
    return headline(item, spans) if spans[0].field == "title" else extract(item, spans, limit=limit)


def _in(field: str, spans: Iterable[Span]) -> Sequence[Span]:
    return [span for span in spans if span.field == field]
