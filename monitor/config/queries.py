"""The topics' queries: whether they can be understood, and whether they do what their examples say."""

from collections.abc import Iterator
from textwrap import shorten
from typing import Any

from monitor.config.convert import to_names, to_topics, to_words
from monitor.config.matching import matcher_of
from monitor.config.positions import KeyPath
from monitor.config.reading import Files
from monitor.errors import Problem, QueryError
from monitor.model.topics import Name, Topic, WordList
from monitor.query.advice import on_nobody
from monitor.query.evaluate import TriedExample, try_examples
from monitor.query.explain import Explanation
from monitor.query.lists import NO_LISTS, Lists, read_lists
from monitor.query.match import Matcher
from monitor.query.nodes import ListRef, NameRef, Node, TopicRef, walk
from monitor.query.parse import parse, read
from monitor.query.pointing import pointed
from monitor.query.topics import problems

#: A reason may quote a long clause.
_LONGEST_REASON = 240


def check_topics(files: Files) -> tuple[Matcher, list[Problem]]:
    """Return the topics that are in order, compiled, and every problem with a query, a list or an example."""
    topics, names, words = _nouns(files)
    lists, wrong = _wrong_queries(files, topics, names, words)
    usable = _usable([topic for topic in topics if topic.key not in dict(wrong)], names, lists)
    matcher = matcher_of(tuple(usable), names, words)
    found = [_problem(files, ("words", each.key, each.line), each.error) for each in lists.mistakes]
    found += [_problem(files, ("topics", key, "query"), error) for key, error in wrong]
    return matcher, [*found, *_examples(files, usable, matcher)]


def query_warnings(files: Files) -> tuple[Problem, ...]:
    """Return what is right in the queries and lists and yet may not be meant."""
    topics, _, words = _nouns(files)
    readings = [
        (("words", each.key, line), read(text, start="alternatives"))
        for each in words
        for line, text in each.lines
    ]
    queries = [(("topics", topic.key, "query"), read(topic.query)) for topic in topics]
    meant = [
        _problem(files, path, QueryError(text, start=start))
        for path, reading in [*readings, *queries]
        for text, start in reading.warnings
    ]
    nowhere = [
        _problem(files, path, error) for path, reading in queries for error in _of_nobody(files, reading.node)
    ]
    return (*meant, *nowhere)


def _of_nobody(files: Files, query: Node) -> Iterator[QueryError]:
    """Return the sources and groups that a query asks for and the file of feeds does not have."""
    sources = files.feeds.table.sources.values()
    known = {
        "source": files.feeds.file.names_in("sources") | {source.name for source in sources},
        "group": {source.group for source in sources if source.group},
    }
    return on_nobody(query, known, lacking="feeds.toml has no")


def _nouns(files: Files) -> tuple[tuple[Topic, ...], tuple[Name, ...], tuple[WordList, ...]]:
    return to_topics(files.topics.table), to_names(files.names.table), to_words(files.topics.table)


def _wrong_queries(
    files: Files, topics: tuple[Topic, ...], names: tuple[Name, ...], words: tuple[WordList, ...]
) -> tuple[Lists, list[tuple[str, QueryError]]]:
    """Return the lists, and what is wrong with queries.

    A name, topic or list that is there with a mistake of its own is not called unknown.
    """
    if not files.names.file.is_sound:
        return NO_LISTS, list(_unreadable(topics))
    other_names = files.names.file.names_in("names") - {name.key for name in names}
    other_topics = files.topics.file.names_in("topics") - {topic.key for topic in topics}
    other_words = files.topics.file.names_in("words") - {each.key for each in words}
    names += tuple(Name(key=key, kind="org", name=key) for key in other_names)
    words += tuple(WordList(key=key, lines=()) for key in other_words)
    topics += tuple(Topic(key=key, name=key, query="stand-in") for key in other_topics)
    lists = read_lists(words, names={name.key for name in names})
    return lists, problems(topics, names, lists)


def _unreadable(topics: tuple[Topic, ...]) -> Iterator[tuple[str, QueryError]]:
    for topic in topics:
        try:
            parse(topic.query)
        except QueryError as exc:
            yield topic.key, exc


def _usable(topics: list[Topic], names: tuple[Name, ...], lists: Lists) -> list[Topic]:
    """Return the topics that refer, however indirectly, only to what is in order."""
    known = {name.key for name in names}
    wrong = {each.key for each in lists.mistakes} | {
        key for key, held in lists.words.items() if not held.parts
    }
    parts = {topic.key: list(walk(lists.put_in(parse(topic.query)))) for topic in topics}
    while lost := {
        key
        for key, nodes in parts.items()
        for node in nodes
        if (isinstance(node, NameRef) and node.key not in known)
        or (isinstance(node, TopicRef) and node.key not in parts)
        or (isinstance(node, ListRef) and (node.key in wrong or node.key not in lists.words))
    }:
        parts = {key: nodes for key, nodes in parts.items() if key not in lost}
    return [topic for topic in topics if topic.key in parts]


def _examples(files: Files, topics: list[Topic], matcher: Matcher) -> Iterator[Problem]:
    for topic in topics:
        for tried in try_examples(matcher, topic):
            if not tried.passes:
                key, text = _said(tried)
                text = f"topic '{topic.key}' {text}. {_short(tried.why)}{tried.hint}"
                yield files.topics.file.problem(("topics", topic.key, key, tried.number), text)


def _said(tried: TriedExample) -> tuple[str, str]:
    """Return the key under which an example stands that fails, and what is wrong with it."""
    title = tried.example.title
    if tried.must_match:
        return "must_match", f"must match '{title}' and does not"
    return "must_not_match", f"must not match '{title}' and does"


def _short(why: Explanation) -> str:
    return shorten(why.sentence, _LONGEST_REASON, placeholder=" ...")


def _problem(files: Files, path: KeyPath, error: QueryError) -> Problem:
    """Return a problem at a place of a query or list, with the line and a caret under the place."""
    file = files.topics.file
    value: Any = file.values
    for key in path:
        value = value[key]
    at = file.positions.inside(path, error.start)
    until = max(at + 1, file.positions.inside(path, min(error.end, len(value))))
    return file.problem_at(at, f"{error}\n{pointed(file.positions.text, at, until)}")
