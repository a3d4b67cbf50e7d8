"""Answers of the matcher: evidence, score, version, explanation; the same whatever the order."""

import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from listed_names import Spellings
from query_parts import NAMES, NOW, SOURCE, WORDS, hits, item, matcher, stem
from query_strategies import operands, texts

from monitor.model.topics import Span, Topic, WordList
from monitor.query.format import format_query
from monitor.query.match import Matcher
from monitor.words.keys import text_keys
from monitor.words.stems import stem as real_stem
from monitor.words.tokens import distinct_forms

TOPICS = {
    "sanctions": "(sanction* OR potash) AND @minsk",
    "both": "#sanctions AND @lukashenka",
    "neither": "us AND NOT #sanctions",
    "title": 'title:("prime minister" OR sanction)',
}
ITEM = item(
    "Sanctions on Minsk", "The US lifts sanctions.\n\nPotash flows, says Лукашенко, with sanctions gone."
)


def found(match_topic: str, it=ITEM, **queries: str):
    queries = queries or TOPICS
    return {match.topic: match for match in matcher(**queries).match(it, SOURCE, now=NOW)}.get(match_topic)


def test_matches_come_sorted_with_item_version_and_time():
    m = matcher(**TOPICS)
    matches = m.match(replace(ITEM, id=7), SOURCE, now=NOW)
    assert [match.topic for match in matches] == ["both", "sanctions", "title"]
    assert {(match.item_id, match.matched_at, match.is_retag) for match in matches} == {(7, NOW, False)}
    assert {match.topic: match.version for match in matches}.items() <= m.versions.items()


def test_spans_lie_in_the_text_as_it_was_and_name_their_leaf():
    assert found("sanctions").spans == (
        Span(field="title", start=0, end=9, leaf="sanction*"),
        Span(field="title", start=13, end=18, leaf="@minsk"),
        Span(field="text", start=13, end=22, leaf="sanction*"),
        Span(field="text", start=25, end=31, leaf="potash"),
        Span(field="text", start=60, end=69, leaf="sanction*"),
    )


def test_a_topic_referred_to_shows_its_evidence_under_its_own_sign():
    leaves = [span.leaf for span in found("both").spans]
    assert leaves == ["#sanctions", "#sanctions", "#sanctions", "#sanctions", "@lukashenka", "#sanctions"]


def test_a_leaf_has_one_name_whatever_the_case_and_field():
    match = found("t", item("US US-Minsk"), t='title:cs(US) OR lead:("us minsk" OR us-minsk)')
    assert [(span.start, span.end, span.leaf) for span in match.spans] == [
        (0, 2, "cs(US)"), (3, 5, "cs(US)"), (3, 11, '"us minsk"'), (3, 11, "us-minsk"),
    ]  # fmt: skip


def test_overlapping_hits_of_one_leaf_are_one_span():
    match = found("t", item("no no no yes no"), t='"no no" OR no')
    assert [(s.start, s.end) for s in match.spans if s.leaf == '"no no"'] == [(0, 8)]


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        (("Minsk", "x"), ("x", "Minsk")),
        (("x", "Minsk"), ("x", "one " * 60 + "Minsk")),
        (("Minsk and US", ""), ("Minsk", "")),
        (("Minsk Minsk", ""), ("Minsk", "")),
    ],
)
def test_the_score_grows_with_place_leaves_and_number(stronger, weaker):
    strong, weak = (found("t", item(*texts), t="minsk OR us").score for texts in (stronger, weaker))
    assert 0 < weak < strong <= 1


def test_scores_have_known_values():
    assert found("t", item("Minsk"), t="minsk").score == 0.69
    assert found("t", item("x", "Minsk"), t="minsk").score == 0.49
    assert found("t", item("x"), t="source:belta").score == 0


def test_the_order_of_topics_does_not_show():
    answers = set()
    for order in permutations(TOPICS):
        m = matcher(**{key: TOPICS[key] for key in order})
        answers.add((tuple(m.match(ITEM, SOURCE, now=NOW)), tuple(sorted(m.versions.items()))))
    assert len(answers) == 1


@settings(max_examples=50)
@given(operands, texts, texts)
def test_what_was_matched_before_does_not_show(query, first, second):
    text = format_query(query)
    fresh, used = matcher(topic=text), matcher(topic=text)
    used.match(item(first, second), SOURCE, now=NOW)
    assert used.match(item(second, first), SOURCE, now=NOW) == fresh.match(
        item(second, first), SOURCE, now=NOW
    )


def test_a_word_met_without_a_capital_does_not_show_in_the_one_with():
    used = matcher(small="cs(us)", capital="cs(US)", any="us", exact="=us")
    used.match(item("us"), SOURCE, now=NOW)
    found = {match.topic for match in used.match(item("US"), SOURCE, now=NOW)}
    assert found == {"capital", "any", "exact"}


@settings(max_examples=50)
@given(operands, texts, texts)
def test_words_at_hand_do_not_show(query, title, text):
    used = matcher(topic=format_query(query), other="#topic OR minsk")
    it = item(title, text)
    forms = distinct_forms(it.title, it.text)
    assert used.match(it, SOURCE, now=NOW, forms=forms) == used.match(it, SOURCE, now=NOW)


def versions(names=NAMES, words=WORDS, **queries: str):
    topics = [Topic(key=key, name=key, query=query) for key, query in queries.items()]
    return Matcher(topics, names, words=words, index=Spellings(names), stem=stem).versions


def test_the_version_changes_with_the_meaning_and_not_with_the_writing():
    assert versions(a="us minsk")["a"] == versions(a="us AND (minsk)  # comment")["a"]
    assert versions(a="us minsk")["a"] == versions(b="x", a="us minsk")["a"]
    assert versions(a="us minsk")["a"] != versions(a="us OR minsk")["a"]
    assert len(versions(a="us")["a"]) == 12


def test_the_version_changes_with_what_the_query_refers_to():
    more = [replace(NAMES[0], also=("Лукашэнка",)), NAMES[1]]
    assert versions(a="@lukashenka")["a"] != versions(more, a="@lukashenka")["a"]
    assert versions(a="us")["a"] == versions(more, a="us")["a"]
    assert versions(a="#b", b="#c", c="us")["a"] != versions(a="#b", b="#c", c="eu")["a"]


def words(**lists: str) -> list[WordList]:
    return [WordList(key=key, lines=(("en", text),)) for key, text in lists.items()]


def test_the_version_changes_with_the_lists_that_the_query_calls_and_no_others():
    before = words(talks="talk, $visits", visits="visit", other="x")
    inner, other = words(talks="talk, $visits", visits="trip"), words(talks="talk, $visits", other="y")
    assert versions(words=before, a="$talks")["a"] != versions(words=inner, a="$talks")["a"]
    other[-1:] = [before[1], other[-1]]
    assert versions(words=before, a="$talks")["a"] == versions(words=other, a="$talks")["a"]
    assert versions(words=before, a="#b", b="$talks")["a"] != versions(words=inner, a="#b", b="$talks")["a"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("$places", ["Minsk", "US"]),
        ("lead:$places AND talk", ["talk", "Minsk", "US"]),
        ("title:$places", None),
        ("talk NEAR/1 $places", ["talk", "Minsk"]),
        ('"long talk" NOT NEAR/1 $places', None),
        ("atleast2($places)", ["Minsk", "US"]),
        ("atleast3($places)", None),
        ("talk NOT $places", None),
        ("$measures NEAR/9 talk", ["talk", "Minsk", "US", "US"]),
    ],
)
def test_a_list_stands_for_its_words_wherever_a_group_of_them_could(query, expected):
    assert hits(query, "A", "A long talk in Minsk with the US.") == expected


def test_hits_of_a_list_are_explained_by_the_word_and_its_lack_by_the_list():
    told = why("us AND lead:$places", "US in Minsk")
    assert told.sentence.startswith(
        "It matches by cs(US) (“US” in the title); us (“US” in the title); @minsk"
    )
    assert why("talk AND lead:$places", "A talk").failed == "lead:$places"


def why(query: str, title: str, text: str = ""):
    return matcher(topic=query).why(item(title, text), SOURCE, "topic")


def test_a_match_is_explained_by_its_hits():
    told = why("us AND @minsk", "US in Minsk", "The US")
    assert told.is_match
    assert (
        told.sentence
        == "It matches by us (“US” in the title, “US” in the text); @minsk (“Minsk” in the title)."
    )
    assert [span.leaf for span in told.spans] == ["us", "@minsk", "us"]
    assert told.failed is None
    assert why("lang:en", "x").sentence == "It matches by what is known of the item, not by its words."


@pytest.mark.parametrize(
    ("query", "title", "failed", "sentence"),
    [
        ("us AND envoy AND minsk", "US in Minsk", "envoy", "One clause short: `envoy` is not there."),
        (
            "us AND (envoy OR talks)",
            "US",
            "envoy OR talks",
            "One clause short: `envoy OR talks` is not there.",
        ),
        ("us AND title:envoy", "US", "title:envoy", "One clause short: `title:envoy` is not there."),
        (
            "us AND NOT minsk",
            "US in Minsk",
            "NOT minsk",
            "One clause short: `minsk` is there and must not be.",
        ),
        (
            "us NEAR/1 minsk",
            "US goes to Minsk",
            "us NEAR/1 minsk",
            "One clause short: both sides of `us NEAR/1 minsk` are there, but not so close.",
        ),
        (
            "us NEAR/1 minsk",
            "US",
            "us NEAR/1 minsk",
            "One clause short: `us NEAR/1 minsk` fails, for there is no `minsk`.",
        ),
        (
            "envoy us NOT NEAR/1 minsk",
            "Envoy: US Minsk",
            "us NOT NEAR/1 minsk",
            "One clause short: every hit of `us` has the other near, against `us NOT NEAR/1 minsk`.",
        ),
        (
            "envoy $places NOT NEAR/1 eu",
            "Envoy: Minsk EU",
            "$places NOT NEAR/1 eu",
            "One clause short: every hit of `$places` has the other near, against `$places NOT NEAR/1 eu`.",
        ),
        (
            "us AND atleast3(minsk)",
            "US, Minsk, Minsk",
            "atleast3(minsk)",
            "One clause short: `atleast3(minsk)` counts 2.",
        ),
        ("us AND lang:ru", "US", "lang:ru", "One clause short: `lang:ru` is not there."),
        (
            "us AND (envoy NEAR/1 minsk OR talks)",
            "US envoy",
            "envoy NEAR/1 minsk OR talks",
            "One clause short: `envoy NEAR/1 minsk OR talks` is not there.",
        ),
        ("(a1 AND b1) OR (a2 AND b2)", "a2", "b2", "One clause short: `b2` is not there."),
    ],
)
def test_a_near_miss_names_the_one_clause_that_failed(query, title, failed, sentence):
    told = why(query, title)
    assert (told.is_match, told.is_near_miss, told.failed, told.sentence) == (False, True, failed, sentence)


def test_more_than_one_missing_clause_is_no_near_miss():
    assert why("us AND envoy AND talks", "US").sentence == "It lacks more than one clause."
    assert why("us OR envoy", "x").sentence == "Nothing speaks for it."
    assert not why("us AND envoy", "x").is_near_miss


def test_near_misses_are_found_for_all_topics():
    m = matcher(b="us AND envoy", a="us AND talks", hit="us", far="x1 AND y1 AND z1", ref="#b AND us")
    assert [(each.topic, each.failed) for each in m.near_misses(item("US"), SOURCE)] == [
        ("a", "talks"), ("b", "envoy"), ("ref", "#b"),
    ]  # fmt: skip


def test_an_unknown_topic_cannot_be_explained():
    with pytest.raises(KeyError):
        matcher(a="us").why(ITEM, SOURCE, "b")


def test_no_topics_match_nothing():
    assert matcher().match(ITEM, SOURCE, now=NOW) == []


HOSTILE_QUERIES = {
    "near": "aa NEAR/255 bb NEAR/255 aa NEAR/p bb",
    "nested": "(aa NEAR/255 (aa OR bb)) ONEAR/255 ((aa NEAR/s bb) NEAR/p (bb OR aa*))",
    "away": "aa NOT NEAR/255 bb OR (aa NEAR bb) NOT NEAR/p cc",
    "phrase": '"aa aa aa aa aa aa aa aa bb"',
    "count": "atleast255(aa AND atleast200(aa OR bb AND atleast100(aa NEAR bb)))",
    "glob": "*aa* OR ?a*a*a*b OR *a*b*c*d",
}
HOSTILE_TEXTS = {
    "one word": "aa ",
    "two words": "aa bb ",
    "sentences": "Aa bb. ",
    "paragraphs": "aa\n\nbb ",
    "one long word": "aab",
}


def steps(work: Callable[[], object]) -> int:
    """Count the calls made and lines run, each turn of a loop too: the same on every machine."""
    count = 0

    def trace(frame, event, arg):
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("unit", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_the_work_grows_no_faster_than_the_text(unit):
    m = matcher(**HOSTILE_QUERIES)
    short, long = (item("x", unit * (size // len(unit))) for size in (1_000, 4_000))
    m.match(short, SOURCE, now=NOW)  # so that both texts consist of known words
    few, many = (steps(lambda it=it: m.match(it, SOURCE, now=NOW)) for it in (short, long))
    # Four times the text: quadratic work would be sixteen times as much.
    assert many < 4.5 * few


def test_a_cyrillic_word_finds_belarusian_in_latin_script_and_no_other_language():
    topics = [Topic(key="t", name="t", query="санкцыя AND палітвязень AND выйсці")]
    found = Matcher(topics, NAMES, index=Spellings(NAMES), stem=real_stem)
    lacinka = "Sankcyjami hrazili, i palitviaźni vyjšli"
    assert found.match(item(lacinka, language="be"), SOURCE, now=NOW)
    assert not found.match(item(lacinka, language="pl"), SOURCE, now=NOW)


@pytest.mark.parametrize("query", ["ambasci*", "ambasciata", "=ambasciata", "cs(Ambasciata)"])
def test_a_word_is_found_behind_an_elided_article_and_so_in_an_index(query):
    found = Matcher([Topic(key="t", name="t", query=query)], NAMES, index=Spellings(NAMES), stem=real_stem)
    text = "All’Ambasciata di Minsk"
    assert found.match(item(text, language="it"), SOURCE, now=NOW)
    assert not found.match(item(text, language="en"), SOURCE, now=NOW)
    assert "ambasciata" in text_keys([text], "it") - text_keys([text], "en")


def test_a_belarusian_word_is_found_with_either_first_letter_that_its_neighbour_asks_for():
    topics = [Topic(key="t", name="t", query="ударыць")]
    found = Matcher(topics, NAMES, index=Spellings(NAMES), stem=real_stem)
    assert found.match(item("Мінфін ЗША ўдарыў па заводах", language="be"), SOURCE, now=NOW)
    assert not found.match(item("Мінфін ЗША ўдарыў па заводах", language="ru"), SOURCE, now=NOW)
