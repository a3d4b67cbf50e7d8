"""One item as queries see it: the words of title and text in one row, with what is known about each."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, reduce
from operator import or_

from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.query.names import NameFinder
from monitor.query.nodes import TextField
from monitor.query.terms import NOTHING, Entry, Lexicon
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
        self._lexicon = lexicon
        self._finder = names
        self.title = tokenise(item.title)
        self.text = tokenise(item.text)
        #: Position of the text's first word.
        self.split = len(self.title.forms)
        words = lexicon.words(item.language)
        self._entries = [*map(words.__getitem__, self.title.forms), *map(words.__getitem__, self.text.forms)]
        self._present = set(self._entries) - {NOTHING}
        #: Numbers of the facts that topics ask for and that hold.
        self.facts = frozenset(_facts(item, source, lexicon.facts))
        #: Where each term stands, ascending; and the terms that are present. Filled by `locate`.
        self.positions: dict[int, list[int]] = {}
        self.terms: Set[int] = self.facts
        #: What each leaf of a query found, by its number; filled as leaves are asked.
        self.found: dict[int, list[Hit]] = {}
        #: What each topic found that was evaluated and satisfied, by its number.
        self.topics: dict[int, list[Hit]] = {}

    def mask(self, masks: Sequence[int]) -> int:
        """Return the bits that the item's words and facts set in the search for candidates."""
        mask = reduce(or_, [entry.mask for entry in self._present], 0)
        return reduce(or_, [masks[fact] for fact in self.facts], mask)

    @cached_property
    def names(self) -> Mapping[str, list[tuple[int, int]]]:
        """Return where the names stand that topics ask for, by key. Of many items nobody needs to know."""
        places: dict[str, set[tuple[int, int]]] = {}
        for tokens, offset in ((self.title, 0), (self.text, self.split)):
            for hit in self._finder.find(tokens, self.item.language) if tokens.forms else ():
                if hit.key in self._lexicon.names:
                    places.setdefault(hit.key, set()).add((hit.first + offset, hit.last + offset))
        return {key: sorted(found) for key, found in places.items()}

    def locate(self, topics: int) -> None:
        """Find where the terms stand for which these topics, a bit for each, ask. They may be evaluated then.

        The many other words are passed over. The term of a name stands where the name may stand.
        """
        places: dict[Entry, list[int]] = {entry: [] for entry in self._present if entry.topics & topics}
        for position, entry in enumerate(self._entries):
            if entry in places:
                places[entry].append(position)
        positions: defaultdict[int, list[int]] = defaultdict(list)
        for entry, found in places.items():
            for term in entry.terms:
                positions[term] += found
        for found in positions.values():
            found.sort()
        self.positions = dict(positions)
        self.terms = {*positions, *self.facts}

    def stretch(self, field: TextField | None) -> tuple[int, int]:
        """Return where a field begins and ends, exclusive, in the row of words; None: title and text."""
        match field:
            case None:
                return 0, len(self._entries)
            case "title":
                return 0, self.split
            case "text":
                return self.split, len(self._entries)
            case "lead":
                return 0, self.split + LEAD_WORDS

    @cached_property
    def paragraphs(self) -> "Units":
        """Return the paragraphs; the title is the first."""
        return Units(self.title.paragraphs, self.text.paragraphs)

    @cached_property
    def sentences(self) -> "Units":
        """Return the sentences, the title's first."""
        return Units(self.title.sentences, self.text.sentences)


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


def _facts(item: Item, source: Source, asked: Mapping[str, Mapping[str, int]]) -> Iterator[int]:
    """Yield the numbers of the facts that are asked for, by field and value, and hold."""
    for field, wanted in asked.items():
        if field == "url":
            url = item.url.casefold()
            yield from (number for part, number in wanted.items() if part in url)
        else:
            folded = (fold(value) for value in _values(field, item, source) if value)
            yield from (wanted[value] for value in folded if value in wanted)


def _values(field: str, item: Item, source: Source) -> Iterable[str]:
    """Return what an item is, as far as one field tells."""
    match field:
        case "source":
            return source.key, source.name
        case "group":
            return (source.group,)
        case "country":
            return (source.country,)
        case "lang":
            return (item.language,)
        case "author":
            parts = item.author.replace(";", ",").split(",")
            return " ".join(item.author.split()), *(part.strip() for part in parts)
        case _:
            return item.tags
