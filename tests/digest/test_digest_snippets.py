"""Snippets show the evidence in its sentence, and never more than there is."""

import re

from hypothesis import given
from hypothesis import strategies as st

from monitor.digest.snippets import Piece, clean, mark_title, snippet
from monitor.model.topics import Span


def spans(text: str, *words: str) -> list[Span]:
    return [
        Span(field="text", start=hit.start(), end=hit.end(), leaf=word)
        for word in words
        for hit in re.finditer(re.escape(word), text)
    ]


def shown(text: str, *words: str, limit: int = 420) -> str:
    """Return a snippet with its hits in square brackets."""
    return bracketed(snippet(text, spans(text, *words), limit=limit))


def bracketed(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


def test_the_sentence_of_the_hit_is_shown() -> None:
    text = "Rain fell. The envoy came to Minsk. He left."
    assert shown(text, "envoy") == "… The [envoy] came to Minsk."


def test_nothing_is_said_to_be_left_out_when_the_text_begins_there() -> None:
    assert shown("The envoy came.", "envoy") == "The [envoy] came."


def test_two_sentences_apart_are_joined_with_dots_and_neighbours_with_a_blank() -> None:
    assert shown("One day. Two. Three nights.", "day", "nights") == "One [day]. … Three [nights]."
    assert shown("One day. Three nights.", "day", "nights") == "One [day]. Three [nights]."


def test_the_sentence_with_most_distinct_evidence_wins_the_space() -> None:
    text = f"First a a a {'x ' * 30}. Then a and b {'y ' * 30}."
    assert shown(text, "a", "b", limit=90).startswith("… Then [a] [a]nd [b]")


def test_an_initial_or_an_abbreviation_ends_no_sentence() -> None:
    assert shown("Talks of A. Smith with the U.S. Embassy on potash.", "potash").startswith(
        "Talks of A. Smith"
    )
    assert shown("В 2021 г. Минск ввёл пошлину.", "пошлину") == "В 2021 г. Минск ввёл [пошлину]."


def test_a_stop_before_a_small_letter_ends_no_sentence() -> None:
    assert shown("They came, etc. and left on potash.", "potash").startswith("They came")


def test_a_paragraph_ends_a_sentence() -> None:
    assert shown("A heading\n\nThe envoy came", "envoy") == "… The [envoy] came"


def test_a_sentence_without_end_is_cropped_around_the_hit_at_whole_words() -> None:
    text = "word " * 300 + "potash " + "word " * 300
    found = shown(text, "potash", limit=100)
    assert re.fullmatch(r"… (word )+\[potash\]( word)+ …", found)
    assert len(found) < 110


def test_text_without_blanks_is_cropped_too() -> None:
    text = "漢" * 5000
    hit = [Span(field="text", start=2000, end=2003, leaf="x")]
    pieces = snippet(text, hit, limit=100)
    assert sum(len(piece.text) for piece in pieces) < 110
    assert Piece("漢漢漢", is_hit=True) in pieces


def test_without_a_hit_the_text_begins() -> None:
    assert shown("First sentence. Second one.") == "First sentence. Second one."
    text = "A first sentence of some length. " * 40
    found = shown(text, limit=150)
    assert found == "A first sentence of some length. " * 2 + "A first sentence of some length."
    assert shown("word " * 200, limit=90).endswith("word …")


def test_no_text_gives_no_snippet() -> None:
    assert snippet("", []) == ()
    assert snippet("\n \n", []) == ()


def test_hits_that_overlap_are_marked_once() -> None:
    text = "political prisoners freed"
    assert shown(text, "political prisoners", "prisoners", "prisoners f") == "[political prisoners f]reed"


def test_spans_beyond_the_text_are_ignored() -> None:
    beyond = [Span(field="text", start=5, end=500, leaf="x"), Span(field="text", start=3, end=3, leaf="y")]
    assert bracketed(snippet("short text", beyond)) == "short text"
    assert bracketed(mark_title("short text", beyond)) == "short text"


def test_controls_and_bidi_overrides_become_blanks_and_offsets_stay() -> None:
    hostile = "a\x00b\u202ec\nd\x9be\ud800f"
    assert clean(hostile) == "a b c d e f"
    assert bracketed(mark_title(hostile, spans(hostile, "c"))) == "a b [c] d e f"


def test_thousands_of_hits_in_a_long_text_cost_little() -> None:
    text = "potash and more potash, " * 40_000
    assert len(shown(text, "potash", limit=200)) < 300


@given(
    st.text(alphabet='ab .!?\n«»é漢"', max_size=300),
    st.lists(st.tuples(st.integers(0, 310), st.integers(0, 20))),
    st.integers(20, 120),
)
def test_a_snippet_never_invents_nor_exceeds(text: str, places: list[tuple[int, int]], limit: int) -> None:
    hits = [Span(field="text", start=start, end=start + size, leaf=str(size)) for start, size in places]
    pieces = snippet(text, hits, limit=limit)
    whole = "".join(piece.text for piece in pieces)
    parts = [part.strip() for part in whole.split(" … ")]
    assert all(part.strip("… ") in clean(text) for part in parts)
    longest = max([limit, *(span.end - span.start for span in hits)])
    assert len(whole) <= longest + 3 * (len(parts) + 2)
    assert all(piece.text for piece in pieces)
    title = mark_title(text, hits)
    assert "".join(piece.text for piece in title) == clean(text)
