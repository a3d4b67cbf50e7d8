"""Terms: what a query can ask of one word, name or fact, and which of them a written word satisfies."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from monitor.query.globs import Globs
from monitor.query.pieces import is_wildcard
from monitor.words.folding import fold, fold_keeping_case

#: A folded word and a language (ISO 639-1, empty when unknown) to a key that all its forms share.
Stem = Callable[[str, str], str]

#: Longer words are looked up anew each time, and all are forgotten after so many: no text fills the memory.
_LONGEST_REMEMBERED = 64
_MOST_REMEMBERED = 100_000
_MOST_LANGUAGES = 24


class Kind(Enum):
    """How a term is compared."""

    FORMS = "forms"
    EXACT = "exact"
    CASE = "case"
    GLOB = "glob"
    CASE_GLOB = "case glob"
    NAME = "name"
    FACT = "fact"


class Term(NamedTuple):
    """One thing asked of one word; for names the key, for facts `field:value`."""

    kind: Kind
    text: str


def word_term(piece: str, *, is_exact: bool, is_case_sensitive: bool) -> Term:
    """Return what a word of a query asks for."""
    if is_case_sensitive:
        return Term(Kind.CASE_GLOB if is_wildcard(piece) else Kind.CASE, fold_keeping_case(piece))
    if is_wildcard(piece):
        return Term(Kind.GLOB, fold(piece))
    return Term(Kind.EXACT if is_exact else Kind.FORMS, fold(piece))


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What a word of a text means to the topics; equal ones are one and the same."""

    #: Numbers of the terms that it satisfies.
    terms: tuple[int, ...]
    #: The bits that these terms set in the search for candidates.
    mask: int


class Lexicon:
    """All terms of all topics; one look-up a word serves them all."""

    def __init__(self, terms: Sequence[Term], masks: Sequence[int], *, stem: Stem) -> None:
        self._masks = masks
        self._stem = stem
        self._tables: dict[Kind, defaultdict[str, list[int]]] = {kind: defaultdict(list) for kind in Kind}
        self._globs = {Kind.GLOB: Globs(), Kind.CASE_GLOB: Globs()}
        for number, (kind, text) in enumerate(terms):
            self._tables[kind][text].append(number)
            if kind in self._globs:
                self._globs[kind].add(text, number)
        self._entries: dict[tuple[int, ...], Entry] = {}
        self._languages: dict[str, Words] = {}
        self.names = {key: numbers[0] for key, numbers in self._tables[Kind.NAME].items()}
        self.facts = {fact: numbers[0] for fact, numbers in self._tables[Kind.FACT].items()}
        #: What is looked for anywhere in an item's URL, with the number of its term.
        self.urls = [(fact[4:], number) for fact, number in self.facts.items() if fact.startswith("url:")]

    def words(self, language: str) -> "Words":
        """Return the words of a language, as far as they have been seen."""
        if language not in self._languages:
            if len(self._languages) >= _MOST_LANGUAGES:
                del self._languages[next(iter(self._languages))]
            self._languages[language] = Words(self, stems=self._stems(language), language=language)
        return self._languages[language]

    def entry(self, form: str, *, stems: dict[str, list[int]], language: str) -> Entry | None:
        """Return what a word as written means; None when no topic asks for it."""
        folded, cased = fold(form), fold_keeping_case(form)
        found = [
            *self._tables[Kind.EXACT].get(folded, ()),
            *self._tables[Kind.CASE].get(cased, ()),
            *self._globs[Kind.GLOB].find(folded),
            *self._globs[Kind.CASE_GLOB].find(cased),
        ]
        if stems:
            found += stems.get(self._stem(folded, language), ())
        if not found:
            return None
        terms = tuple(sorted(found))
        if terms not in self._entries:
            mask = 0
            for term in terms:
                mask |= self._masks[term]
            self._entries[terms] = Entry(terms, mask)
        return self._entries[terms]

    def _stems(self, language: str) -> dict[str, list[int]]:
        stems: defaultdict[str, list[int]] = defaultdict(list)
        for word, numbers in self._tables[Kind.FORMS].items():
            stems[self._stem(word, language)] += numbers
        return dict(stems)


class Words(dict[str, Entry | None]):
    """Words of one language as written, each with what it means."""

    def __init__(self, lexicon: Lexicon, *, stems: dict[str, list[int]], language: str) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._stems = stems
        self._language = language

    def __missing__(self, form: str) -> Entry | None:
        entry = self._lexicon.entry(form, stems=self._stems, language=self._language)
        if len(form) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[form] = entry
        return entry
