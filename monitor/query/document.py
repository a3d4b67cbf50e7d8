"""One item as queries see it: the words of title and text in one row, with what is known about each."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property

from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.query.names import NameFinder
from monitor.query.terms import Entry, Lexicon
from monitor.words.folding import fold
from monitor.words.tokens import tokenise

#: Words of the text that count as its lead.
LEAD_WORDS = 60

#: First and last word (positions in the row, inclusive) and number of the leaf.
Hit = tuple[int, int, int]


class Document:
    """The words, names and facts of one item; lives as long as its matching takes."""

    def __init__(self, item: Item, source: Source, *, lexicon: Lexicon, names: NameFinder) -> None:
        self.item = item
        self.title = tokenise(item.title)
        self.text = tokenise(item.text)
        #: Position of the text's first word.
        self.split = len(self.title.forms)
        words = lexicon.words(item.language)
        self._entries: list[Entry | None] = [
            *map(words.__getitem__, self.title.forms),
            *map(words.__getitem__, self.text.forms),
        ]
        #: Places of the names that topics ask for, by key.
        self.names = self._find_names(names, lexicon.names) if lexicon.names else {}
        self._name_terms = lexicon.names
        #: Numbers of the facts that topics ask for and that hold.
        self.facts = frozenset(_facts(item, source, lexicon)) if lexicon.facts else frozenset()
        #: What each leaf of a query found, by its number; filled as leaves are asked.
        self.found: dict[int, list[Hit]] = {}
        #: What each topic found that was evaluated and satisfied, by its number.
        self.topics: dict[int, list[Hit]] = {}

    def mask(self, masks: Sequence[int]) -> int:
        """Return the bits that the item's words, names and facts set in the search for candidates."""
        mask = 0
        for entry in set(self._entries):
            if entry is not None:
                mask |= entry.mask
        for key in self.names:
            mask |= masks[self._name_terms[key]]
        for fact in self.facts:
            mask |= masks[fact]
        return mask

    @cached_property
    def terms(self) -> Set[int]:
        """Return the terms that are present."""
        return {*self.positions, *map(self._name_terms.__getitem__, self.names), *self.facts}

    @cached_property
    def positions(self) -> Mapping[int, list[int]]:
        """Return where each term stands, ascending."""
        positions: defaultdict[int, list[int]] = defaultdict(list)
        for position, entry in enumerate(self._entries):
            if entry is not None:
                for term in entry.terms:
                    positions[term].append(position)
        return positions

    @cached_property
    def paragraphs(self) -> "Units":
        """Return the paragraphs; the title is the first."""
        return Units(self.title.paragraphs, self.text.paragraphs)

    @cached_property
    def sentences(self) -> "Units":
        """Return the sentences, the title's first."""
        return Units(self.title.sentences, self.text.sentences)

    def _find_names(self, finder: NameFinder, wanted: Mapping[str, int]) -> dict[str, list[tuple[int, int]]]:
        places: dict[str, list[tuple[int, int]]] = {}
        for tokens, offset in ((self.title, 0), (self.text, self.split)):
            for hit in finder.find(tokens, self.item.language) if tokens.forms else ():
                if hit.key in wanted:
                    places.setdefault(hit.key, []).append((hit.first + offset, hit.last + offset))
        return {key: sorted(set(found)) for key, found in places.items()}


class Units:
    """Sentences or paragraphs, as stretches of the row of words."""

    def __init__(self, title: Sequence[int], text: Sequence[int]) -> None:
        beyond = title[-1] + 1 if title else 0
        self._numbers = [*title, *(number + beyond for number in text)]

    def is_one(self, first: int, last: int) -> bool:
        """Tell whether both words stand in the same unit."""
        return self._numbers[first] == self._numbers[last]

    def first(self, position: int) -> int:
        """Return the first word of the unit around a word."""
        return bisect_left(self._numbers, self._numbers[position])

    def last(self, position: int) -> int:
        """Return the last word of the unit around a word."""
        return bisect_right(self._numbers, self._numbers[position]) - 1


def _facts(item: Item, source: Source, lexicon: Lexicon) -> Iterator[int]:
    """Yield the numbers of the facts that hold."""
    for field, values in _values(item, source):
        for value in values:
            number = lexicon.facts.get(f"{field}:{fold(value)}") if value else None
            if number is not None:
                yield number
    url = item.url.casefold()
    for part, number in lexicon.urls:
        if part in url:
            yield number


def _values(item: Item, source: Source) -> Iterator[tuple[str, Iterable[str]]]:
    authors = [part.strip() for part in item.author.replace(";", ",").split(",")]
    yield "source", (source.key, source.name)
    yield "group", (source.group,)
    yield "country", (source.country,)
    yield "lang", (item.language,)
    yield "author", {" ".join(item.author.split()), *authors}
    yield "tag", item.tags
