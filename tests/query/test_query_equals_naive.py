"""The compiled engine and the naive evaluator agree, spans included."""

from hypothesis import given, settings
from hypothesis import strategies as st
from naive_query import Naive
from query_parts import NAMES, NOW, SOURCE, item, matcher, stem
from query_strategies import positive, queries, referring, texts

from monitor.query.format import format_query
from monitor.query.parse import parse
from monitor.words.spellings import Spellings


@given(queries)
def test_reading_the_canonical_form_gives_the_query_again(query):
    assert parse(format_query(query)) == query


@given(queries)
def test_the_canonical_form_has_nothing_to_warn_of(query):
    from monitor.query.parse import warnings

    assert warnings(format_query(query)) == []


@settings(max_examples=400)
@given(positive, referring, texts, texts, st.sampled_from(["en", "ru", ""]))
def test_compiled_matching_equals_naive_evaluation(other, query, title, text, language):
    trees = {"other": other, "topic": query}
    it = item(title, text, language=language)
    naive = Naive(trees, it, SOURCE, index=Spellings(NAMES), stem=stem)
    expected = {key: spans for key in trees if (spans := naive.spans(key)) is not None}
    found = matcher(**{key: format_query(tree) for key, tree in trees.items()}).match(it, SOURCE, now=NOW)
    assert {match.topic: list(match.spans) for match in found} == expected
