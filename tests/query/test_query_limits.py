"""Queries that are too long, too deep or in a circle, likely mistakes, and what is remembered."""

import pytest
from listed_names import Spellings
from query_parts import NAMES, stem

from monitor.errors import QueryError
from monitor.model.topics import Topic, WordList
from monitor.query.lists import read_lists
from monitor.query.parse import parse, read
from monitor.query.terms import Kind, Lexicon, Term
from monitor.query.topics import problems


def nested(depth: int) -> str:
    return "(" * depth + "a" + ")" * depth


@pytest.mark.parametrize("query", [nested(50), "a NEAR " * 50 + "a", "b AND " + "NOT " * 50 + "a"])
def test_fifty_levels_are_read(query):
    parse(query)


@pytest.mark.parametrize(
    "query", [nested(51), nested(3_000), "a NEAR " * 51 + "a", "NOT " * 51 + "a", "!" * 6_000 + "a"]
)
def test_more_than_fifty_levels_are_refused(query):
    with pytest.raises(QueryError, match="nested over 50 deep"):
        parse(query)


def test_a_query_of_64_kib_is_read_and_a_longer_one_refused():
    parse(f"{'a' * 15} " * 4 * 1024)
    with pytest.raises(QueryError, match="66,560 bytes; at most 65,536 are read"):
        parse("a" * 65 * 1024)
    with pytest.raises(QueryError, match="65,538 bytes"):
        parse("я" * (32 * 1024 + 1))


def topic(key: str, query: str) -> Topic:
    return Topic(key=key, name=key, query=query)


def test_ten_thousand_different_leaves_are_taken_and_no_more():
    half = [topic(f"t{n}", " OR ".join(f"w{n}x{i}" for i in range(5000))) for n in range(2)]
    assert problems(half, NAMES) == []
    ((key, problem),) = problems([*half, topic("last", "w0x1 AND more")], NAMES)
    assert (key, problem.start, problem.end) == ("last", 9, 13)
    assert str(problem).startswith("All topics together may hold 10,000 different words")


def test_circles_of_topics_are_shown():
    found = problems(
        [topic("a", "x AND #b"), topic("b", "y OR #c"), topic("c", "#a"), topic("own", "z AND NOT #own")],
        NAMES,
    )
    assert [(key, problem.start, problem.end) for key, problem in found] == [("c", 0, 2), ("own", 10, 14)]
    assert (
        str(found[0][1]) == "These topics refer to each other in a circle: #c → #a → #b → #c. Leave one out."
    )
    assert str(found[1][1]) == "These topics refer to each other in a circle: #own → #own. Leave one out."


def test_all_problems_are_found_at_once_in_the_order_of_the_topics():
    found = problems([topic("z", "("), topic("fine", "a"), topic("b", "NOT a"), topic("c", "@nobody")], NAMES)
    assert [key for key, _ in found] == ["z", "b", "c"]


def lists_of(**lists: str):
    return read_lists(
        [WordList(key=key, lines=(("en", text),)) for key, text in lists.items()], names={"minsk"}
    )


def test_lists_that_call_each_other_in_a_circle_are_shown_and_the_others_read():
    found = lists_of(a="x, $b", b="y, $c", c='"z z", $a', own="$own", fine="$a, w")
    assert [(each.key, each.line, each.error.start, each.error.end) for each in found.mistakes] == [
        ("c", "en", 7, 9),
        ("own", "en", 0, 4),
    ]
    assert str(found.mistakes[0].error).startswith(
        "These lists call each other in a circle: $c → $a → $b → $c."
    )
    assert set(found.words) == {"a", "b", "c", "own", "fine"}


def test_lists_of_lists_are_bounded_however_they_multiply():
    doubled = {f"l{n}": f"$l{n - 1}, $l{n - 1}" for n in range(1, 40)}
    mistake = lists_of(l0="a, b", **doubled).mistakes[0]
    assert (mistake.key, str(mistake.error)[:37]) == ("l13", "This list holds over 10,000 words wit")
    chain = {f"l{n}": f"$l{n - 1}" for n in range(1, 400)}
    first = lists_of(l0="a", **chain).mistakes[0]
    assert str(first.error).startswith("This list is nested over 50 deep")


def test_a_query_of_many_large_lists_is_refused_at_once():
    lists = lists_of(a=", ".join(f"w{n}" for n in range(9_000)), b="$a, x")
    assert problems([topic("t", "$a OR $b")], NAMES, lists) == []  # 9,001 different ones
    ((_, problem),) = problems([topic("t", "OR ".join(["$b "] * 1_000))], NAMES, lists)
    assert str(problem).startswith("This query holds over 50,000 words")
    assert (problem.start, problem.end) == (0, 5_996)


def test_several_mistakes_of_one_query_are_told_together():
    query = "@nobody NEAR/0 a AND #weather AND atleast0(=sanct*) OR NOT b OR lang:russian"
    found = problems([topic("t", query)], NAMES)
    assert [query[each.start : each.end] for _, each in found] == [
        "@nobody", "NEAR/0", "#weather", "atleast0", "=sanct*", "NOT b", "lang:russian"
    ]  # fmt: skip


@pytest.mark.parametrize("query", ["a NEAR #sanctions NEAR b NEAR c", "atleast2(atleast2(#sanctions))"])
def test_a_part_that_is_misplaced_in_nested_operators_is_told_once(query):
    found = problems([topic("t", query), topic("sanctions", "a")], NAMES)
    assert [query[each.start : each.end] for _, each in found] == ["#sanctions"]


MIXED = "AND and OR are mixed; this is read as `{}`. Parentheses make it plain."
TWO_ALPHABETS = "`{}` mixes Latin and Cyrillic letters; it will match only texts that mix them too."
ODD = [
    ("a AND b OR c", [(MIXED.format("(a AND b) OR c"), 0)]),
    ("a OR b c NEAR/2 d", [(MIXED.format("a OR (b AND c NEAR/2 d)"), 5)]),
    ("(a AND b) OR c", []),
    ("a (b OR c)", []),
    ("a or b", [("`or` is searched as a word; the operator is written OR.", 2)]),
    ("a AND Not b", [("`Not` is searched as a word; the operator is written NOT.", 6)]),
    ("=or", []),
    ("a NEAR5 b", [("`NEAR5` is searched as a word; the operator is written NEAR/5.", 2)]),
    ("atleast3 a", [("`atleast3` is searched as a word; the operator is written atleast3(...).", 0)]),
    ("=near5 atleast near", [("`near` is searched as a word; the operator is written NEAR.", 15)]),
    ("a NEAR 5 b", [("5 is searched as a word; as a distance it is written NEAR/5.", 7)]),
    ("сaнкции", [(TWO_ALPHABETS.format("сaнкции"), 0)]),
    ("Covid-санкции", []),
]


@pytest.mark.parametrize(("query", "expected"), ODD)
def test_what_is_probably_meant_otherwise_is_pointed_at(query, expected):
    assert list(read(query).warnings) == expected


def test_words_are_remembered_within_one_bound_for_all_languages():
    lexicon = Lexicon({Term(Kind.FORMS, "harbour"): 0}, [1], clauses={}, names=Spellings(()), stem=stem)
    for number in range(140_000):
        lexicon.words("en" if number % 2 else "pl")[f"word{number}"]
    held = [len(lexicon.words(language)) for language in ("en", "pl")]
    assert min(held) > 0, "those of the last language are as dear as those of any other"
    assert sum(held) <= 100_000
