"""Nouns to rows and back."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from monitor.model.coverage import Coverage
from monitor.model.items import Item
from monitor.model.topics import Match, Span

Noun = TypeVar("Noun")


def values_of(noun: Any) -> dict[str, Any]:
    """Return a noun's fields by name, without the id that the database has yet to give."""
    found = {name: getattr(noun, name) for name in _NAMES[type(noun)]}
    if found.get("id") == 0:
        del found["id"]
    return found


def _columns(row: Any) -> Mapping[str, Any]:
    columns: Mapping[str, Any] = row if isinstance(row, Mapping) else row._mapping
    return columns


def noun_of(kind: type[Noun], row: Any, **changed: Any) -> Noun:
    """Return the noun that a row holds; `changed` gives the fields whose form differs."""
    columns = _columns(row)
    return kind(**{name: changed[name] if name in changed else columns[name] for name in _NAMES[kind]})


class _Names(dict[type, tuple[str, ...]]):
    """The names of the fields of nouns: asked for each row, they are looked up once."""

    def __missing__(self, kind: type) -> tuple[str, ...]:
        names = tuple(field.name for field in fields(kind))
        self[kind] = names
        return names


_NAMES = _Names()


def item_values(item: Item, *, identity: str | None) -> dict[str, Any]:
    """Return the columns of an item."""
    return values_of(item) | {"tags": list(item.tags), "identity": identity}


def item_of(row: Any) -> Item:
    """Return the item that a row holds."""
    columns = _columns(row)
    return noun_of(Item, columns, tags=tuple(columns["tags"]))


def match_values(match: Match) -> dict[str, Any]:
    """Return the columns of a match."""
    spans = [[span.field, span.start, span.end, span.leaf] for span in match.spans]
    return values_of(match) | {"spans": spans}


def match_of(row: Any) -> Match:
    """Return the match that a row holds."""
    columns = _columns(row)
    spans = (
        Span(field=field, start=start, end=end, leaf=leaf) for field, start, end, leaf in columns["spans"]
    )
    return noun_of(Match, columns, spans=tuple(spans))


def coverage_values(coverage: Coverage) -> dict[str, Any]:
    """Return a coverage as JSON knows it."""
    blind = [values_of(source) | {"since": source.since.isoformat()} for source in coverage.blind]
    return {"sources": coverage.sources, "blind": blind}
