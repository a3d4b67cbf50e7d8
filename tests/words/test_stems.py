"""Word forms of one word share a stem; other words do not."""

from pathlib import Path
from types import ModuleType

import pytest

from monitor.words import mend, stem_be, stem_pl, stem_ru, stem_uk
from monitor.words.folding import fold
from monitor.words.stems import RULES, stem

DATA = Path(__file__).parent / "data"


def _lines(file: str) -> list[tuple[str, list[str]]]:
    families = mend.read_families((DATA / file).read_text(encoding="utf-8"))
    return [(language, words) for language, lines in families.items() for words in lines]


def stems(language: str, words: list[str]) -> dict[str, str]:
    return {word: stem(fold(word), language) for word in words}


# Hundreds of lines each, looked at in one test: as tests of their own they cost more than what they test.
def test_forms_of_one_word_share_a_stem() -> None:
    found = [stems(*line) for line in _lines("inflections.txt")]
    assert len(found) > 100
    assert [each for each in found if len(set(each.values())) > 1] == []


def test_other_words_stay_apart() -> None:
    found = [stems(*line) for line in _lines("apart.txt")]
    assert len(found) > 50
    assert [each for each in found if len(set(each.values())) < len(each)] == []


@pytest.mark.parametrize("rules", [stem_be, stem_pl, stem_ru, stem_uk])
def test_a_pattern_is_only_passed_over_for_stems_that_it_does_not_fit(rules: ModuleType) -> None:
    words = {fold(word) for _, line in _lines("inflections.txt") for word in line}
    stems = {word[:size] for word in words for size in range(1, len(word) + 1)}
    for last, pattern, _ in rules.STEMMER.levelling:
        fitting = {word for word in stems if pattern.search(word)}
        assert not last or {word[-1] for word in fitting} <= set(last), pattern


FAMILIES = mend.shipped_families()


def test_a_shipped_family_mends_something_and_is_mended() -> None:
    for language, families in FAMILIES.items():
        shipped = [words for words in families if len(words) > 1 and words[0] != mend.WHOLE]
        assert shipped
        idle = [words for words in shipped if len({RULES[language](fold(word)) for word in words}) == 1]
        split = [words for words in shipped if len(set(stems(language, words).values())) > 1]
        assert (idle, split) == ([], []), language


def test_a_word_alone_on_its_line_shares_its_stem_with_no_other() -> None:
    alone = [(each, words[0]) for each, families in FAMILIES.items() for words in families if len(words) == 1]
    assert alone
    assert [word for each, word in alone if stem(fold(word), each) != f"={fold(word)}"] == []


def test_words_behind_an_equals_sign_share_a_stem_that_no_other_word_has() -> None:
    assert {stem(fold(word), "ru") for word in ("Армения", "Арменией", "Армению")} == {"=армения"}


def test_no_stem_stands_in_two_families() -> None:
    for language, families in FAMILIES.items():
        stems = [
            {RULES[language](fold(word)) for word in words}
            for words in families
            if len(words) > 1 and words[0] != mend.WHOLE
        ]
        assert sum(map(len, stems)) == len(set().union(*stems)), language


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("pl", "więźniów", "więźniowie"),
        ("ru", "освобождение", "освободил"),
        ("ru", "освобождённых", "освободили"),
        ("be", "зьняволеныя", "зняволеных"),
        ("be", "sankcyjami", "sankcyja"),
        ("en", "sanctioned", "sanctions"),
    ],
)
def test_what_a_stemmer_splits_is_mended(language: str, one: str, other: str) -> None:
    assert stem(fold(one), language) == stem(fold(other), language)


@pytest.mark.parametrize(
    ("latin", "cyrillic"), [("mission", "міс"), ("list", "ліст"), ("met", "мет"), ("sankcyja", "санкцыя")]
)
def test_a_latin_word_shares_its_stem_with_no_cyrillic_one(latin: str, cyrillic: str) -> None:
    assert stem(latin, "be") != stem(cyrillic, "be")


def test_an_unknown_language_loses_english_plurals_and_possessives_only() -> None:
    assert stem("sanctions", "xx") == stem("sanction", "xx") == stem("sanction's", "xx")
    assert stem("sanctioned", "xx") != stem("sanction", "xx")


def test_short_words_and_monstrous_ones_are_their_own_stem() -> None:
    assert stem("us", "en") == "us"
    assert stem("s" * 5000, "en") == "s" * 5000


def test_every_language_of_the_contract_has_rules() -> None:
    assert set(RULES) == {"be", "de", "en", "fr", "lt", "pl", "ru", "uk"}


def test_stems_remember_within_bounds() -> None:
    words = [f"word{number}" for number in range(25_000)]
    assert [stem(word, "en") for word in words] == words
