"""What an item is about: terms with weights, made so that other words and languages come to the same ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from weakref import ref

from monitor.story.acts import Acts, acts_of_years
from monitor.story.counting import Counts
from monitor.story.passage import Passage
from monitor.words.lacinka import in_cyrillic
from monitor.words.language import is_lacinka
from monitor.words.names.index import NameIndex

#: An event is told at the beginning: words that are read, and what one of them weighs.
_TITLE_WORDS, _TITLE = 60, 1.6
_TEXT_WORDS, _TEXT = 80, 1.0
#: What each further place of a term adds to the first.
_AGAIN = 0.3
_NO: frozenset[float] = frozenset()
#: With this begin the terms of days of the week.
WEEKDAY = "@:w"
#: Items of which this is remembered: one that came late is read for the windows of several days.
_REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of term."""

    #: What one shared term of this kind tells, against others.
    weight: float
    #: Share of the news that has such a term, until the stream has shown it.
    expected: float


#: By the letter with which terms of the kind begin.
KINDS: Mapping[str, Kind] = {
    "c": Kind(1.0, 0.01),  # a subject
    "C": Kind(0.7, 0.05),  # a subject of most news
    "p": Kind(1.0, 0.01),  # a place
    "P": Kind(0.6, 0.08),  # a place of most news
    "n": Kind(1.2, 0.004),  # a name of the names file
    "k": Kind(1.1, 0.001),  # a capitalised word by its sounds
    "j": Kind(0.7, 0.002),  # how such a word begins: where the whole of it is not shared
    "#": Kind(1.5, 0.003),  # a number
    "%": Kind(0.5, 0.003),  # a number with what it counts
    "@": Kind(0.6, 0.01),  # a month, a day of the week, a day of a month
    "s": Kind(1.0, 0.002),  # the stem of a word that is in no list: only one language has it
    "g": Kind(0.6, 0.004),  # the same word by its sounds: for items in two languages
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What an item is about."""

    #: Term -> how much the item makes of it.
    weights: Mapping[str, float]
    #: Those that surely stand in the title.
    titled: frozenset[str]
    #: What is counted -> the numbers of it: in the title, and in all that was read, but not those of which
    #: there are more, which may be any; and these too, in all.
    headline: Counts
    counts: Counts
    all_counts: Counts
    #: The title counts people who come on top of others: another 44 freed.
    is_further: bool
    #: Capitalised words, by their terms.
    written: Mapping[str, str]
    #: What is told of that other acts precede or follow: in the title but for its reasons, and in all.
    titled_acts: Acts
    acts: Acts


def terms_of(title: str, text: str, language: str, names: NameIndex) -> Terms:
    """Return what an item is about, as far as its title and the beginning of its text say."""
    if language == "be" and is_lacinka(f"{title} {text}"):
        # The lists have Belarusian words in Cyrillic only, and stems are of one script.
        title, text = in_cyrillic(title), in_cyrillic(text)
    # What is remembered must not keep names alive that an edit has replaced.
    return _terms_of(title, text, language, ref(names))


@lru_cache(maxsize=_REMEMBERED)
def _terms_of(title: str, text: str, language: str, names: "ref[NameIndex]") -> Terms:
    index = names()
    assert index is not None
    headline = Passage(title, _TITLE_WORDS, language, index)
    rest = Passage(text, _TEXT_WORDS, language, index)
    weights: dict[str, float] = {}
    _add(weights, headline, _TITLE)
    titled = frozenset(term for term, weight in weights.items() if weight >= _TITLE)
    _add(weights, rest, _TEXT)
    first = headline.counts(are_exact=True)
    titled_acts, acts = headline.acts_beside_reasons(), headline.acts() | rest.acts()
    if headline.counts_years():
        titled_acts = acts_of_years(titled_acts, acts)
    return Terms(
        weights=weights,
        titled=titled,
        headline=first,
        counts=_both(first, rest.counts(are_exact=True)),
        all_counts=_both(headline.counts(), rest.counts()),
        is_further=headline.counts_further_people(),
        written=rest.written | headline.written,
        titled_acts=titled_acts,
        acts=acts | titled_acts,
    )


def _both(first: Counts, second: Counts) -> Counts:
    return {thing: first.get(thing, _NO) | second.get(thing, _NO) for thing in {*first, *second}}


def _add(weights: dict[str, float], passage: Passage, share: float) -> None:
    for term, weight in passage.terms():
        before = weights.get(term)
        weights[term] = weight * share if before is None else max(before, weight * share) + _AGAIN * weight
