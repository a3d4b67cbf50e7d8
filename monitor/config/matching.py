"""Topics and names to a matcher: with which finder of names, and with which word forms."""

from collections.abc import Sequence

from monitor.model.topics import Name, Topic, WordList
from monitor.query.match import Matcher
from monitor.words.names.index import NameIndex
from monitor.words.stems import stem


def build_matcher(topics: Sequence[Topic], names: Sequence[Name], words: Sequence[WordList]) -> Matcher:
    """Return the topics, compiled; raise QueryError for one that is wrong."""
    return Matcher(topics, names, words=words, index=NameIndex(names), stem=stem)
