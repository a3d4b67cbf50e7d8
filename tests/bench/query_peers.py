"""What the matcher is compared with: one regular expression a topic, and a search engine's index in memory.

Both are asked for less than the matcher answers: the expression for any leaf of a topic, however far
from the others, in its exact form; the index for which items match, NEAR read as AND, a wildcard and a
name as a word, and no places.
"""

import re
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from query_made import Made

from monitor.model.items import Item

HAS_TANTIVY = find_spec("tantivy") is not None


class Expressions:
    """The obvious way: an alternation for each topic."""

    def __init__(self, made: Sequence[Made]) -> None:
        self._expressions = [re.compile(_alternation(topic.leaves()), re.IGNORECASE) for topic in made]

    def match(self, item: Item) -> int:
        """Return of how many topics any leaf stands in the item."""
        text = f"{item.title}\n\n{item.text}"
        return sum(expression.search(text) is not None for expression in self._expressions)


def _alternation(leaves: Sequence[str]) -> str:
    written = (re.escape(leaf.strip('"@')).replace(r"\*", r"\w*") for leaf in leaves)
    return rf"\b(?:{'|'.join(written)})\b"


class Index:
    """A tantivy index that holds a batch of items, to which each topic is put as a query."""

    def __init__(self, made: Sequence[Made]) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="en_stem", stored=False)
        self._schema = builder.build()
        parser = tantivy.Index(self._schema)
        self._queries: list[Any] = [parser.parse_query(_plain(topic), ["text"]) for topic in made]

    def match(self, items: Sequence[Item]) -> int:
        """Return how many pairs of item and topic match."""
        import tantivy

        index = tantivy.Index(self._schema)
        writer = index.writer()
        for item in items:
            writer.add_document(tantivy.Document(text=[f"{item.title}\n\n{item.text}"]))
        writer.commit()
        index.reload()
        searcher = index.searcher()
        return sum(len(searcher.search(query, limit=len(items), count=False).hits) for query in self._queries)


def _plain(topic: Made) -> str:
    groups = [f"({' OR '.join(leaf.strip('@').rstrip('*') for leaf in group)})" for group in topic.groups]
    return f"{' AND '.join(groups)} AND NOT {topic.unwanted}"
