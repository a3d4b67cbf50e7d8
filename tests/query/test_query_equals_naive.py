"""The compiled engine and the naive evaluator agree, spans included."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listed_names import Spellings
from naive_query import Naive
from query_parts import NAMES, NOW, SOURCE, WORDS, item, matcher, stem
from query_strategies import positive, queries, referring, texts

from monitor.query.format import format_query
from monitor.query.lists import read_lists
from monitor.query.nodes import ListRef, Node, parts_of, with_parts
from monitor.query.parse import parse, read


@settings(max_examples=40)
@given(queries)
def test_reading_the_canonical_form_gives_the_query_again_and_nothing_to_warn_of(query):
    assert parse(format_query(query)) == query
    assert read(format_query(query)).warnings == ()


LISTS = read_lists(WORDS, names={name.key for name in NAMES})


def written_out(node: Node) -> Node:
    """Return the query with the words of its lists in their places."""
    if isinstance(node, ListRef):
        return written_out(node.words)
    return with_parts(node, [written_out(part) for part in parts_of(node)])


def agree(other: Node, query: Node, title: str, text: str, language: str) -> None:
    trees = {"other": other, "topic": query}
    it = item(title, text, language=language)
    full = {key: written_out(LISTS.put_in(tree)) for key, tree in trees.items()}
    naive = Naive(full, it, SOURCE, index=Spellings(NAMES), stem=stem)
    expected = {key: spans for key in trees if (spans := naive.spans(key)) is not None}
    found = matcher(**{key: format_query(tree) for key, tree in trees.items()}).match(it, SOURCE, now=NOW)
    assert {match.topic: list(match.spans) for match in found} == expected


cases = given(positive, referring, texts, texts, st.sampled_from(["en", "ru", "fr", ""]))


@settings(max_examples=150)
@cases
def test_compiled_matching_equals_naive_evaluation(other, query, title, text, language):
    agree(other, query, title, text, language)


@pytest.mark.heavy
@settings(max_examples=2_000)
@cases
def test_compiled_matching_equals_naive_evaluation_on_many_queries(other, query, title, text, language):
    agree(other, query, title, text, language)
