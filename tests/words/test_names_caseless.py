"""Names that begin without a capital are found as they are written; others stay what they are."""

import pytest

from monitor.model.topics import Name
from monitor.words.keys import name_keys, text_keys
from monitor.words.names.index import NameIndex
from monitor.words.names.spelling import forms
from monitor.words.tokens import tokenise

NIGER = Name(key="niger", kind="place", name="Niger", also=("Níger", "النيجر", "尼日尔", "ნიგერი", "ניז'ר"))
PROGRAMME = Name(key="wfp", kind="org", name="World Food Programme", also=("برنامج الأغذية العالمي",))
TRAORE = Name(
    key="traore", kind="person", name="Ibrahim Traoré", also=("إبراهيم تراوري",), not_with=("معهد",)
)
ONLY_ARABIC = Name(key="bazoum", kind="person", name="محمد بازوم", surname_alone=False)
INDEX = NameIndex([NIGER, PROGRAMME, TRAORE, ONLY_ARABIC])


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ar", "فيضانات في النيجر", ["niger"]),
        ("zh", "尼日尔洪水", ["niger"]),
        ("ka", "წყალდიდობა: ნიგერი", ["niger"]),
        ("ka", "ᲬᲧᲐᲚᲓᲘᲓᲝᲑᲐ: ᲜᲘᲒᲔᲠᲘ", ["niger"]),
        ("he", "שיטפונות ב: ניז’ר", ["niger"]),
        ("ar", "برنامج الأغذية العالمي يخفض الحصص", ["wfp"]),
        ("ar", "برنامج الأغذية يخفض الحصص", []),
        ("ar", "قال إبراهيم تراوري اليوم", ["traore"]),
        ("ar", "معهد إبراهيم تراوري", []),
        ("ar", "قال تراوري اليوم", []),
        ("ar", "عاد محمد بازوم", ["bazoum"]),
        ("fr", "Le capitaine Traoré (إبراهيم تراوري) a parlé.", ["traore", "traore"]),
        ("fr", "L’attaquant Adama Traoré a marqué.", []),
        ("en", "floods in niger", []),
    ],
)
def test_a_spelling_in_a_script_without_capitals_is_found_as_written(
    language: str, text: str, found: list[str]
) -> None:
    tokens = tokenise(text)
    hits = INDEX.find(tokens, language)
    assert [hit.key for hit in hits] == found
    for hit in hits:
        places = range(hit.first, hit.last + 1)
        assert any(hit.key in INDEX.keys(tokens.forms[at], language) for at in places)
        assert (
            not name_keys(INDEX.anchors(hit.key)).isdisjoint(text_keys([text], language)) or language == "fr"
        )


def test_such_spellings_are_shown_as_they_are_for_all_languages() -> None:
    assert forms(NIGER)["any"] == tuple(sorted(NIGER.also[1:]))
    assert forms(TRAORE)["any"] == ("إبراهيم تراوري",)
    assert forms(ONLY_ARABIC) == {"any": ("محمد بازوم",)}
    assert all("النيجر" not in spellings for language, spellings in forms(NIGER).items() if language != "any")


def _count(name: Name, text: str, language: str) -> int:
    return len(NameIndex([name]).find(tokenise(text), language))


def test_what_writes_itself_with_a_small_letter_is_found_so() -> None:
    verdi = Name(key="verdi", kind="org", name="ver.di")
    assert _count(verdi, "Die Gewerkschaft ver.di ruft zum Streik auf", "de") == 1
    assert _count(verdi, "Ver.di ruft zum Streik auf", "de") == 1
    assert _count(verdi, "ver und di, Verdi", "de") == 0
    index = NameIndex([verdi])
    assert (index.keys("ver", "de"), index.keys("auf", "de")) == ({"verdi"}, set())
    assert not name_keys(index.anchors("verdi")).isdisjoint(text_keys(["die ver.di"], "de"))
    assert forms(verdi)["any"] == ("ver.di",)
    paper = Name(key="taz", kind="org", name="taz")
    assert _count(paper, "Redaktion der taz streikt", "de") == 1
    assert _count(paper, "Tazer", "de") == 0


@pytest.mark.parametrize("case", ["Solidarność", "Solidarności", "Solidarnością"])
def test_polish_abstracts_have_their_cases(case: str) -> None:
    name = Name(key="s", kind="org", name="Solidarność")
    assert _count(name, f"Przewodniczący {case} zapowiada strajk", "pl") == 1
    assert case in forms(name)["pl"]
    assert _count(name, "Solidarny strajk", "pl") == 0


@pytest.mark.parametrize("language", ["en", "fr", "es", "de"])
def test_a_vowel_that_flees_in_slavic_cases_brings_no_ending_elsewhere(language: str) -> None:
    """Nigeria is no case of Niger where names have no cases."""
    assert [hit.key for hit in INDEX.find(tokenise("Nigeria, Niger"), language)] == ["niger"]
    pavel = NameIndex([Name(key="pavel", kind="person", name="Jan Pavel", also=("Ян Павел",))])
    assert pavel.find(tokenise("s Janem Pavlem"), "cs")
    assert pavel.find(tokenise("с Яном Павлом"), "ru")
