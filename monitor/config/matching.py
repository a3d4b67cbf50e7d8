"""Topics and names to a matcher: with which finder of names, and with which word forms."""

from collections.abc import Sequence
from weakref import WeakValueDictionary

from monitor.model.topics import Name, Topic, WordList
from monitor.query.match import Matcher
from monitor.words.names.index import NameIndex
from monitor.words.stems import stem

#: Matchers and indexes that are in somebody's hand: whoever edits feeds need not wait for topics, and what is
#: refused takes the place of nothing.
_matchers: "WeakValueDictionary[tuple[object, ...], Matcher]" = WeakValueDictionary()
_indexes: "WeakValueDictionary[tuple[Name, ...], NameIndex]" = WeakValueDictionary()


def build_matcher(topics: Sequence[Topic], names: Sequence[Name], words: Sequence[WordList]) -> Matcher:
    """Return the topics, compiled; raise QueryError for one that is wrong."""
    return Matcher(topics, names, words=words, index=index_of(tuple(names)), stem=stem)


def matcher_of(topics: tuple[Topic, ...], names: tuple[Name, ...], words: tuple[WordList, ...]) -> Matcher:
    """Return the topics, compiled: the same matcher for the same topics, as long as somebody has it."""
    found = _matchers.get((topics, names, words))
    if found is None:
        found = _matchers[topics, names, words] = build_matcher(topics, names, words)
    return found


def index_of(names: tuple[Name, ...]) -> NameIndex:
    """Return what finds these names: matching, stories and issues share it, as long as one of them has it."""
    found = _indexes.get(names)
    if found is None:
        found = _indexes[names] = NameIndex(names)
    return found
