"""One item as queries see it: the words of title and text in one row, with what is known about each."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, reduce
from itertools import chain, compress
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
        #: Position of the text's first word, and how many words there are.
        self.split = len(self.title.forms)
        self.length = self.split + len(self.text.forms)
        self._stretches: dict[TextField | None, tuple[int, int]] = {
            None: (0, self.length),
            "title": (0, self.split),
            "text": (self.split, self.length),
            "lead": (0, self.split + LEAD_WORDS),
        }
        #: What each word means.
        words = lexicon.words(item.language)
        self._entries = list(map(words.__getitem__, chain(self.title.forms, self.text.forms)))
        #: Those of the lead, and all others.
        self._lead = set(self._entries[: self.split + LEAD_WORDS])
        self._below = set(self._entries[self.split + LEAD_WORDS :]) - self._lead
        #: Numbers of the facts that topics ask for and that hold.
        self.facts = present_facts(item, source, lexicon)
        #: Where each term stands, ascending; the terms that are present, and these and their clauses. Filled
        #: by `locate`.
        self.positions: dict[int, list[int]] = {}
        self.terms: Set[int] = self.facts
        self.present: Set[int] = self.facts
        #: What each leaf of a query found, by its number; filled as leaves are asked.
        self.found: dict[int, list[Hit]] = {}
        #: The same of alternatives, by themselves.
        self.alternatives: dict[object, list[Hit] | None] = {}
        #: What each topic found that was evaluated and satisfied, by its number.
        self.topics: dict[int, list[Hit]] = {}

    def masks(self, masks: Sequence[int]) -> tuple[int, int]:
        """Return the bits for the search for candidates: of the lead's words and the facts, and of others."""
        return mask_of(self._lead, self.facts, masks), mask_of(self._below, (), masks)

    def name(self, key: str) -> Sequence[tuple[int, int]]:
        """Return where a name stands, ascending; its term stands wherever it may."""
        return self._names.get(key, ())

    @cached_property
    def _names(self) -> dict[str, list[tuple[int, int]]]:
        """Return where names stand. Telling whose they are is dear: it is done once a name is asked for."""
        names: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        terms = self.terms & self._lexicon.name_terms
        places = sorted({place for term in terms for place in self.positions[term]})
        split = bisect_left(places, self.split)
        for tokens, offset, found in (self.title, 0, places[:split]), (self.text, self.split, places[split:]):
            at = [place - offset for place in found]
            for hit in self._finder.find(tokens, self.item.language, at=at) if at else ():
                names[hit.key].append((hit.first + offset, hit.last + offset))
        return names

    def locate(self, topics: int) -> None:
        """Find where the terms stand for which these topics, a bit for each, ask. They may be evaluated then.

        The many other words are passed over. The term of a name stands where the name may stand.
        """
        entries = self._entries
        places: dict[Entry, list[int]] = {
            entry: [] for entry in chain(self._lead, self._below) if entry.mask & topics
        }
        for position in compress(range(self.length), map(places.__contains__, entries)):
            places[entries[position]].append(position)
        scattered: defaultdict[int, list[list[int]]] = defaultdict(list)
        positions: dict[int, list[int]] = {}
        for entry, found in places.items():
            for term in entry.terms:
                if positions.setdefault(term, found) is not found:
                    scattered[term].append(found)
        for term, more in scattered.items():
            positions[term] = sorted(chain(positions[term], *more))
        self.positions = positions
        self.terms = {*positions, *self.facts}
        clauses = [entry.clauses for entry in places]
        self.present = self.terms.union(*clauses, self._lexicon.clauses(self.facts))

    def places(self, term: int, field: TextField | None) -> Sequence[int]:
        """Return where a term stands in a field, ascending."""
        places = self.positions.get(term, ())
        if field is None or not places:
            return places
        low, high = self._stretches[field]
        if low <= places[0] and places[-1] < high:
            return places
        return places[bisect_left(places, low) : bisect_left(places, high)]

    def stretch(self, field: TextField | None) -> tuple[int, int]:
        """Return where a field (None: title and text) begins and ends, exclusive, in the row of words."""
        return self._stretches[field]

    @cached_property
    def paragraphs(self) -> "Units":
        """Return the paragraphs; the title is the first."""
        return self._units(self.title.paragraphs, self.text.paragraphs)

    @cached_property
    def sentences(self) -> "Units":
        """Return the sentences, the title's first."""
        return self._units(self.title.sentences, self.text.sentences)

    def _units(self, title: Sequence[int], text: Sequence[int]) -> "Units":
        return Units([*title, *(first + self.split for first in text), self.length])


class Units:
    """Sentences or paragraphs, as stretches of the row of words."""

    def __init__(self, firsts: Sequence[int]) -> None:
        #: The first word of each, ascending, and where the next would begin.
        self._firsts = firsts

    def is_one(self, first: int, last: int) -> bool:
        """Tell whether all words from one to another stand in the same unit."""
        return first == last or last <= self.last(first)

    def first(self, position: int) -> int:
        """Return the first word of the unit around a word."""
        return self._firsts[bisect_right(self._firsts, position) - 1]

    def last(self, position: int) -> int:
        """Return the last word of the unit around a word."""
        return self._firsts[bisect_right(self._firsts, position)] - 1


def present_entries(forms: Iterable[str], language: str, lexicon: Lexicon) -> Set[Entry]:
    """Return what words as written mean to the topics, those left out that mean nothing."""
    present = set(map(lexicon.words(language).__getitem__, forms))
    present.discard(NOTHING)
    return present


def present_facts(item: Item, source: Source, lexicon: Lexicon) -> frozenset[int]:
    """Return the numbers of the facts that topics ask for and that hold of an item."""
    return frozenset(_facts(item, source, lexicon.facts))


def mask_of(entries: Iterable[Entry], facts: Iterable[int], masks: Sequence[int]) -> int:
    """Return the bits that words and facts set in the search for candidates."""
    mask = reduce(or_, [entry.mask for entry in entries], 0)
    return reduce(or_, [masks[fact] for fact in facts], mask)


def _facts(item: Item, source: Source, asked: Mapping[str, Mapping[str, int]]) -> Iterator[int]:
    """Yield the numbers of the facts that are asked for, by field and value, and hold."""
    for field, wanted in asked.items():
        if field == "url":
            url = item.url.casefold()
            yield from (number for part, number in wanted.items() if part in url)
        else:
            for value in _values(field, item, source):
                number = wanted.get(fold(value)) if value else None
                if number is not None:
                    yield number


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
