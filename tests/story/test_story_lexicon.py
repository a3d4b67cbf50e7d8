"""The lists of `story/lexicon/` bring words of one meaning together, and leave apart what begins alike."""

import pytest

from monitor.story.lexicon import coarse, sense_of
from monitor.words.folding import fold


def key_of(word: str, language: str) -> str:
    """Return what a word means, as `subject earthquake`; empty when it is in no list."""
    sense = sense_of(word, coarse(fold(word)), language)
    return f"{sense.kind} {sense.key}".strip() if sense else ""


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("subject earthquake", "en quake, ru землетрясения, be землятрус, uk землетрусу, pl trzęsienie"),
        ("subject evacuate", "en evacuated, ru эвакуация, be эвакуяваны, uk евакуація, pl ewakuacja"),
        ("subject court", "en court, ru судом, be судзе, uk суду, pl sądzie, lt teisme, de Gericht"),
        ("subject judge", "en judge, ru судья, be суддзя, uk суддя, pl sędzia, lt teisėjas, de Richter"),
        ("subject theft", "en robbery, ru ограбил, be пограб, uk крадіжка, lt vagystė, fr volé"),
        ("subject railway", "en train, ru поезда, be цягніка, uk потяг, pl pociągu, lt traukinio, de Züge"),
        ("subject disease", "en illness, ru заболевание, be захворванне, uk захворювання, lt liga"),
        ("place slovakia", "ru Словакия, uk Словаччина, pl Słowacja, lt Slovakijos, de Slowakei"),
        ("place minneapolis", "en Minneapolis, ru Миннеаполис, be Мінеапаліс, lt Mineapolis"),
    ],
)
def test_words_of_one_meaning_meet(key: str, written: str) -> None:
    words = [each.split() for each in written.split(", ")]
    assert {(word, language): key_of(word, language) for language, word in words} == {
        (word, language): key for language, word in words
    }


@pytest.mark.parametrize(
    ("word", "language", "other"),
    [
        ("которую", "ru", "place qatar"),
        ("поэтому", "ru", "subject poet"),
        ("сделал", "ru", "subject agreement"),
        ("Навальный", "ru", "subject storm"),
        ("мероприятие", "ru", "subject mayor"),
        ("має", "uk", "date m5"),
        ("багато", "uk", "place colombia"),
        ("повинен", "uk", "subject flood"),
        ("наступны", "be", "subject attack"),
        ("wyłącznie", "pl", "subject disconnect"),
        ("tokios", "lt", "place japan"),
        ("einige", "de", "subject agreement"),
        ("seule", "fr", "place southkorea"),
        ("donner", "fr", "subject woman"),
    ],
)
def test_a_word_does_not_mean_what_another_means_that_begins_alike(
    word: str, language: str, other: str
) -> None:
    assert key_of(word, language) != other
