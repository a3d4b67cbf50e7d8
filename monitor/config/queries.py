"""The topics' queries: whether they can be understood, and whether they do what their examples say."""

from collections.abc import Iterator
from datetime import UTC, datetime
from textwrap import shorten

from monitor.config.convert import to_names, to_topics
from monitor.config.matching import build_matcher
from monitor.config.reading import Files
from monitor.errors import Problem, QueryError
from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.model.topics import Example, Name, Topic
from monitor.query.check import problems
from monitor.query.explain import Explanation
from monitor.query.match import Matcher
from monitor.query.nodes import NameRef, TopicRef, leaves
from monitor.query.parse import parse, warnings

#: Examples have no date; no query asks for one.
_WHENEVER = datetime(2000, 1, 1, tzinfo=UTC)
_SOURCE = Source(key="example", name="Example")

#: Longer lines of a query are shown only around the place.
_LINE = 100
#: A reason may quote a long clause.
_LONGEST_REASON = 240


def check_topics(files: Files) -> tuple[Matcher, list[Problem]]:
    """Return the topics that are in order, compiled, and every problem with a query or an example."""
    topics, names = to_topics(files.topics.table), to_names(files.names.table)
    wrong = _wrong_queries(files, topics, names)
    usable = _usable([topic for topic in topics if topic.key not in dict(wrong)], names)
    matcher = build_matcher(usable, names)
    found = [_problem(files, key, str(error), error.start, error.end) for key, error in wrong]
    return matcher, [*found, *_examples(files, usable, matcher)]


def query_warnings(files: Files) -> tuple[Problem, ...]:
    """Return what is right in the queries and yet may not be meant."""
    return tuple(
        _problem(files, topic.key, text, start, start + 1)
        for topic in to_topics(files.topics.table)
        for text, start in warnings(topic.query)
    )


def _wrong_queries(
    files: Files, topics: tuple[Topic, ...], names: tuple[Name, ...]
) -> list[tuple[str, QueryError]]:
    """Return what is wrong; a name or topic that is there with a mistake of its own is not called unknown."""
    if not files.names.file.is_sound:
        return list(_unreadable(topics))
    other_names = files.names.file.names_in("names") - {name.key for name in names}
    other_topics = files.topics.file.names_in("topics") - {topic.key for topic in topics}
    return problems(
        [*topics, *(Topic(key=key, name=key, query="stand-in") for key in other_topics)],
        [*names, *(Name(key=key, kind="org", name=key) for key in other_names)],
    )


def _unreadable(topics: tuple[Topic, ...]) -> Iterator[tuple[str, QueryError]]:
    for topic in topics:
        try:
            parse(topic.query)
        except QueryError as exc:
            yield topic.key, exc


def _usable(topics: list[Topic], names: tuple[Name, ...]) -> list[Topic]:
    """Return the topics that refer, however indirectly, only to what is in order."""
    known = {name.key for name in names}
    parts = {topic.key: leaves(parse(topic.query)) for topic in topics}
    while lost := {
        key
        for key, leaves_ in parts.items()
        for leaf in leaves_
        if (isinstance(leaf, NameRef) and leaf.key not in known)
        or (isinstance(leaf, TopicRef) and leaf.key not in parts)
    }:
        parts = {key: leaves_ for key, leaves_ in parts.items() if key not in lost}
    return [topic for topic in topics if topic.key in parts]


def _examples(files: Files, topics: list[Topic], matcher: Matcher) -> Iterator[Problem]:
    for topic in topics:
        for number, example in enumerate(topic.must_match):
            why = _tried(matcher, topic, example)
            if not why.is_match:
                text = f"topic '{topic.key}' must match '{example.title}' and does not. {_short(why)}"
                hint = "" if example.language else " Perhaps the example should say its language."
                yield files.topics.file.problem(("topics", topic.key, "must_match", number), text + hint)
        for number, example in enumerate(topic.must_not_match):
            why = _tried(matcher, topic, example)
            if why.is_match:
                text = f"topic '{topic.key}' must not match '{example.title}' and does. {_short(why)}"
                yield files.topics.file.problem(("topics", topic.key, "must_not_match", number), text)


def _tried(matcher: Matcher, topic: Topic, example: Example) -> Explanation:
    item = Item(
        source=_SOURCE.key,
        feed="",
        guid="example",
        url="",
        title=example.title,
        text=example.text,
        language=example.language,
        published_at=_WHENEVER,
        first_seen_at=_WHENEVER,
        content_hash="",
    )
    return matcher.why(item, _SOURCE, topic.key)


def _short(why: Explanation) -> str:
    return shorten(why.sentence, _LONGEST_REASON, placeholder=" ...")


def _problem(files: Files, key: str, text: str, start: int, end: int) -> Problem:
    """Return a problem at a place of a query, with the line and a caret under the place."""
    file = files.topics.file
    path = ("topics", key, "query")
    at = file.positions.inside(path, start)
    until = max(at + 1, file.positions.inside(path, min(end, len(files.topics.table.topics[key].query))))
    return file.problem_at(at, f"{text}\n{_pointed(file.positions.text, at, until)}")


def _pointed(text: str, at: int, until: int) -> str:
    first, last = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    last = len(text) if last < 0 else last
    if last - first > _LINE:
        first, last = max(first, at - _LINE // 2), min(last, at + _LINE // 2)
    line = text[first:last].replace("\t", " ")
    return f"    {line}\n    {' ' * (at - first)}{'^' * max(1, min(until, last) - at)}"
