"""Topics and names to a matcher: with which finder of names, and with which word forms."""

from collections.abc import Sequence
from functools import lru_cache

from monitor.model.topics import Name, Topic, WordList
from monitor.query.match import Matcher
from monitor.words.names.index import NameIndex
from monitor.words.stems import stem


def build_matcher(topics: Sequence[Topic], names: Sequence[Name], words: Sequence[WordList]) -> Matcher:
    """Return the topics, compiled; raise QueryError for one that is wrong."""
    return Matcher(topics, names, words=words, index=index_of(tuple(names)), stem=stem)


@lru_cache(maxsize=1)
def matcher_of(topics: tuple[Topic, ...], names: tuple[Name, ...], words: tuple[WordList, ...]) -> Matcher:
    """Return the topics, compiled. The last ones are kept: whoever edits feeds need not wait for topics."""
    return build_matcher(topics, names, words)


@lru_cache(maxsize=1)
def index_of(names: tuple[Name, ...]) -> NameIndex:
    """Return what finds these names. The last one is kept: matching, stories and issues share it."""
    return NameIndex(names)
