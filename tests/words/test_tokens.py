"""Texts become words, each with its place."""

import sys
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.words.boundaries import word_pattern
from monitor.words.folding import fold, fold_keeping_case
from monitor.words.tokens import distinct_forms, tokenise


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("SANCTIONS", "sanctions"),
        ("Łukaszenka", "lukaszenka"),
        ("Mińsk", "minsk"),
        ("Đorđe", "dorde"),
        ("Straße", "strasse"),
        ("Šiauliai ąčęėįšųūž", "siauliai aceeisuuz"),
        ("Œuvre", "oeuvre"),
        ("ещё Ёлка", "еще елка"),
        ("Ціханоўскі", "ціханоўскі"),
        ("Київ й", "київ й"),
        ("й", "й"),  # и with a loose breve is composed
        ("Лукаше́нко", "лукашенко"),
        ("п’ять пʼять п`ять п＇ять п'ять", "п'ять п'ять п'ять п'ять п'ять"),
        ("dip\u00adlo\u200bmacy", "diplomacy"),
        ("ＵＳ ﬁnance", "us finance"),
        ("İstanbul", "istanbul"),
    ],
)
def test_one_spelling_stands_for_what_readers_hold_equal(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"), [("ў", "у"), ("й", "и"), ("і", "и"), ("ї", "і"), ("ґ", "г"), ("э", "е")]
)
def test_cyrillic_letters_stay_apart(one, other):
    assert fold(one) != fold(other)


def test_capitals_may_be_kept():
    assert fold_keeping_case("Łódź US’s Ёлка") == "Lodz US's Елка"


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" ,.-'’ ", []),
        ("US-Belarus talks", ["us", "belarus", "talks"]),
        ("вице‑премьер", ["вице", "премьер"]),
        ("Smith's 'quoted' rock'n'roll'", ["smith's", "quoted", "rock'n'roll"]),
        ("п’ять сям'я ʼтак", ["п'ять", "сям'я", "так"]),
        ("one'’two three’' '’four", ["one", "two", "three", "four"]),
        ("U.S. 2025-07-16 1,000", ["u", "s", "2025", "07", "16", "1", "000"]),
        ("snake_case", ["snake", "case"]),
        ("特朗普 Trump会谈", ["特", "朗", "普", "trump", "会", "谈"]),
        ("กรุงเทพ", list("กรุงเทพ")),
        ("서울에서 회담", ["서울에서", "회담"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("dip\u00adlomacy", ["diplomacy"]),
        ("𝐔𝐒 № 5", ["us", "5"]),
    ],
)
def test_words_are_runs_of_letters_digits_and_inner_apostrophes(text, words):
    assert list(tokenise(text).words) == words


@given(st.text(), st.text())
def test_distinct_words_are_those_of_the_texts_each_once(one, other):
    forms = distinct_forms(one, other)
    assert sorted(forms) == sorted({*tokenise(one).forms, *tokenise(other).forms})
    assert " ".join(forms).split() == forms


@given(st.text())
def test_every_place_leads_back_to_its_word(text):
    tokens = tokenise(text)
    places = [(start, tokens.end(at)) for at, start in enumerate(tokens.starts)]
    assert tuple(fold(text[start:end]) for start, end in places) == tokens.words
    for units in (tokens.sentences, tokens.paragraphs):
        assert list(units) == sorted(set(units))
        assert units[:1] == ([0] if tokens.words else [])
        assert all(first < len(tokens.words) for first in units)


def test_an_empty_line_ends_a_paragraph_and_a_single_break_does_not():
    assert tokenise("a b\n\nc\n \t\nd\ne").paragraphs == [0, 2, 3]
    assert tokenise("\n\n\n\na\n\n").paragraphs == [0]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("He left. She stayed! Why? Nobody… knows.", ["He", "She", "Why", "Nobody"]),
        ("“Go.” He went. «Ну?» Он ушёл.", ["Go", "He", "Ну", "Он"]),
        ("Mr. Smith met A. Lukashenko on 5 Jan. 2025 in St. Petersburg.", ["Mr"]),
        ("А. Лукашенко приехал в г. Минск. Там ждали.", ["А", "Там"]),
        ("He said... and left.", ["He"]),
        ("One\n\ntwo", ["One", "two"]),
        ("他来了。她走了。", ["他", "她"]),
        ("Costs rose 3.5 percent. Then they fell.", ["Costs", "Then"]),
    ],
)
def test_sentences_end_at_marks_and_not_at_abbreviations(text, starts):
    tokens = tokenise(text)
    assert [tokens.forms[first] for first in tokens.sentences] == starts


@pytest.mark.parametrize(
    "text",
    [
        "a" * 300_000,
        "." * 300_000,
        ". " * 150_000,
        "\n" * 300_000,
        "a'" * 150_000,
        ".)" * 150_000,
        "\u0301" * 300_000,
        "会" * 300_000,
    ],
)
def test_a_hostile_text_is_cut_without_a_quadratic_search(text):
    # Quadratic work on so many characters would take minutes.
    tokens = tokenise(text)
    assert len(tokens.sentences) <= len(tokens.words) == len(tokens.starts)


@pytest.mark.skipif(
    sys.version_info < (3, 11, 5), reason="takes what Python before 3.11.5 cannot (gh-106052)"
)
@pytest.mark.parametrize("text", ["会" + "a" * 100_000, "жč" + "a'" * 50_000])
def test_a_word_of_very_many_letters_takes_little_memory(text: str) -> None:
    tracemalloc.start()
    try:
        assert max(map(len, tokenise(text).forms)) == len(text) - 1
        assert tracemalloc.get_traced_memory()[1] < 20 * len(text)
    finally:
        tracemalloc.stop()


@given(st.text("ab1'’`´ \n.,—«éłžŁўіЖ²\u00ad\u0301中กªŸ", max_size=30))
def test_words_are_those_of_the_pattern_whatever_is_quicker(text: str) -> None:
    tokens = tokenise(text)
    found = list(word_pattern().finditer(text))
    assert list(tokens.forms) == [each[0] for each in found]
    assert list(tokens.starts) == [each.start() for each in found]
    behind = [each.end() for each in found]
    before = [text[start:end] for start, end in zip([0, *behind], [*tokens.starts, len(text)], strict=True)]
    assert [tokens.gap(at) for at in range(len(found) + 1)] == before


def test_a_letter_that_is_folded_by_itself_is_folded_as_in_any_text() -> None:
    # A blank has a text folded as a whole.
    words = [f"{letter}a{letter}й{letter}ł" for letter in map(chr, range(0x41, 0x500)) if letter.isalpha()]
    assert [word for word in words if f"{fold(word)} " != fold(f"{word} ")] == []
