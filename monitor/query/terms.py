"""Terms: what a query can ask of one word, name or fact, and which of them a written word satisfies."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import or_
from typing import NamedTuple

from monitor.query.globs import Globs
from monitor.query.names import NameFinder
from monitor.query.pieces import is_wildcard
from monitor.words.elision import without_article
from monitor.words.folding import fold, fold_keeping_case
from monitor.words.spellings import spellings

#: A folded word and a language (ISO 639-1, empty when unknown) to a key that all its forms share.
Stem = Callable[[str, str], str]

#: Longer words are looked up anew each time, and those of all languages are forgotten after so many: no text
#: fills the memory, and no year of news, in which each language has more words than it uses in a day.
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
    #: Numbers of the clauses in which one of them is.
    clauses: tuple[int, ...]
    #: The bits that these terms set in the search for candidates.
    mask: int


#: A word that no topic asks for; most words are.
NOTHING = Entry((), (), 0)


class Lexicon:
    """All terms of all topics; one look-up a word serves them all."""

    def __init__(
        self,
        terms: Mapping[Term, int],
        masks: Sequence[int],
        *,
        clauses: Mapping[int, Iterable[int]],
        names: NameFinder,
        stem: Stem,
    ) -> None:
        self._finder = names
        self._masks = masks
        self._clauses = clauses
        self._stem = stem
        tables: dict[Kind, dict[str, int]] = {kind: {} for kind in Kind}
        for (kind, text), number in terms.items():
            tables[kind][text] = number
        self._forms, self._exact, self._cased = tables[Kind.FORMS], tables[Kind.EXACT], tables[Kind.CASE]
        self._globs, self._cased_globs = Globs(tables[Kind.GLOB]), Globs(tables[Kind.CASE_GLOB])
        cased = [*self._cased, *tables[Kind.CASE_GLOB]]
        #: Whether a word can be asked for as written, and whether one without capitals can.
        self._is_case_asked, self._is_lower_asked = bool(cased), any(text == text.lower() for text in cased)
        self._entries: dict[tuple[int, ...], Entry] = {}
        self._languages: dict[str, Words] = {}
        #: Numbers of the names asked for, by key.
        self.names = tables[Kind.NAME]
        self.name_terms = frozenset(self.names.values())
        #: Numbers of the facts asked for, by field and value.
        self.facts: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for fact, number in tables[Kind.FACT].items():
            field, _, value = fact.partition(":")
            self.facts[field][value] = number

    def words(self, language: str) -> "Words":
        """Return the words of a language, as far as they have been seen."""
        if language not in self._languages:
            if len(self._languages) >= _MOST_LANGUAGES:
                del self._languages[next(iter(self._languages))]
            self._languages[language] = Words(self, stems=self._stems(language), language=language)
        return self._languages[language]

    def clauses(self, terms: Iterable[int]) -> tuple[int, ...]:
        """Return the clauses in which one of some terms is."""
        return tuple({clause for term in terms for clause in self._clauses.get(term, ())})

    def make_room(self) -> None:
        """Forget the words of all languages when they have become too many."""
        if sum(map(len, self._languages.values())) >= _MOST_REMEMBERED:
            for words in self._languages.values():
                words.clear()

    def entry(self, form: str, words: "Words") -> Entry:
        """Return what a word as written means."""
        folded = fold(form)
        # Of most words with a capital it is known already what they mean without.
        known = None if folded == form or self._is_lower_asked else words.get(folded)
        found = self._find_folded(folded, words) if known is None else list(known.terms)
        if self.names:
            found += [self.names[key] for key in self._finder.keys(form, words.language) if key in self.names]
        if self._is_lower_asked or (self._is_case_asked and not (form.isascii() and form.islower())):
            for each in {form, without_article(form, words.language)}:
                found += self._find_cased(fold_keeping_case(each))
        return self._entry(tuple(sorted(set(found))))

    def _find_folded(self, folded: str, words: "Words") -> list[int]:
        bare, found = without_article(folded, words.language), self._find_word(folded, words)
        return found if bare == folded else [*{*found, *self._find_word(bare, words)}]

    def _find_word(self, folded: str, words: "Words") -> list[int]:
        found = self._globs.find(folded)
        if folded in self._exact:
            found.append(self._exact[folded])
        if words.stems:
            found += words.stems.get(self._stem(folded, words.language), ())
        return found

    def _find_cased(self, form: str) -> list[int]:
        found = self._cased_globs.find(form)
        return [*found, self._cased[form]] if form in self._cased else found

    def _entry(self, terms: tuple[int, ...]) -> Entry:
        if not terms:
            return NOTHING
        if terms not in self._entries:
            if len(self._entries) >= _MOST_REMEMBERED:
                self._entries.clear()
            mask = reduce(or_, [self._masks[term] for term in terms])
            self._entries[terms] = Entry(terms, self.clauses(terms), mask)
        return self._entries[terms]

    def _stems(self, language: str) -> dict[str, list[int]]:
        stems: defaultdict[str, list[int]] = defaultdict(list)
        for word, number in self._forms.items():
            for key in {self._stem(spelt, language) for spelt in spellings(word, language)}:
                stems[key].append(number)
        return dict(stems)


class Words(dict[str, Entry]):
    """Words of one language as written, each with what it means."""

    def __init__(self, lexicon: Lexicon, *, stems: dict[str, list[int]], language: str) -> None:
        super().__init__()
        self._lexicon = lexicon
        #: The words that topics ask for in any form, by the key of their forms.
        self.stems = stems
        #: ISO 639-1 code.
        self.language = language

    def __missing__(self, form: str) -> Entry:
        entry = self._lexicon.entry(form, self)
        if len(form) <= _LONGEST_REMEMBERED:
            self._lexicon.make_room()
            self[form] = entry
        return entry
