"""The compiled engine and the naive evaluator agree, spans included."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive_query import Naive
from query_parts import NAMES, NOW, SOURCE, item, matcher, stem
from query_strategies import positive, queries, referring, texts

from monitor.query.format import format_query
from monitor.query.nodes import Node
from monitor.query.parse import parse, warnings
from monitor.words.spellings import Spellings


@settings(max_examples=60, deadline=None)
@given(queries)
def test_reading_the_canonical_form_gives_the_query_again_and_nothing_to_warn_of(query):
    assert parse(format_query(query)) == query
    assert warnings(format_query(query)) == []


def agree(other: Node, query: Node, title: str, text: str, language: str) -> None:
    trees = {"other": other, "topic": query}
    it = item(title, text, language=language)
    naive = Naive(trees, it, SOURCE, index=Spellings(NAMES), stem=stem)
    expected = {key: spans for key in trees if (spans := naive.spans(key)) is not None}
    found = matcher(**{key: format_query(tree) for key, tree in trees.items()}).match(it, SOURCE, now=NOW)
    assert {match.topic: list(match.spans) for match in found} == expected


cases = given(positive, referring, texts, texts, st.sampled_from(["en", "ru", ""]))


@settings(max_examples=150, deadline=None)
@cases
def test_compiled_matching_equals_naive_evaluation(other, query, title, text, language):
    agree(other, query, title, text, language)


@pytest.mark.heavy
@settings(max_examples=2_000, deadline=None)
@cases
def test_compiled_matching_equals_naive_evaluation_on_many_queries(other, query, title, text, language):
    agree(other, query, title, text, language)
