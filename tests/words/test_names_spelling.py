"""The spellings of a name that people are shown."""

import json
from pathlib import Path

import pytest

from monitor.model.topics import Name
from monitor.words.names.evaluate import names_from
from monitor.words.names.index import NameIndex
from monitor.words.names.romanise import romanise, russian, ukrainian
from monitor.words.names.spelling import forms
from monitor.words.tokens import tokenise

NAMES = names_from(json.loads((Path(__file__).parent / "data" / "names.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.key)
def test_every_spelling_shown_is_found(name: Name) -> None:
    index = NameIndex([name])
    shown = forms(name)
    assert shown
    for language, spellings in shown.items():
        assert list(spellings) == sorted(set(spellings))
        for spelling in spellings:
            assert index.find(tokenise(spelling), language.removesuffix("-latn")), (language, spelling)


@pytest.mark.parametrize(
    ("language", "spellings"),
    [
        ("en", {"Tikhanovsky", "Tsikhanouski"}),
        ("ru", {"Тихановский", "Тихановского", "Тихановским"}),
        ("be", {"Ціханоўскі", "Ціханоўскага"}),
        ("be-latn", {"Cichanoŭski", "Cichanoŭskaha"}),
        ("uk", {"Тихановський", "Ціхановського"}),
        ("pl", {"Cichanouskiego", "Tichanowskiemu"}),
        ("lt", {"Cichanouskis", "Tichanovskio"}),
        ("de", {"Tichanowski"}),
        ("fr", {"Tikhanovski"}),
        ("cs", {"Tichanovského"}),
    ],
)
def test_press_spellings_are_derived(language: str, spellings: set[str]) -> None:
    name = Name(
        key="t", kind="person", name="Siarhei Tsikhanouski", also=("Сергей Тихановский", "Сяргей Ціханоўскі")
    )
    assert spellings <= set(forms(name)[language])


def test_the_russian_spelling_is_derived_where_it_is_not_given() -> None:
    name = Name(key="l", kind="person", name="Alexander Lukashenko", also=("Аляксандр Лукашэнка",))
    shown = forms(name)
    assert shown["ru"] == ("Лукашенко",)
    assert {"Łukaszenki", "Łukaszence", "Łukaszenką"} <= set(shown["pl"])
    assert {"Лукашенка", "Лукашенкові"} <= set(shown["uk"])
    assert "Loukachenko" in shown["fr"]
    assert "Lukaschenko" in shown["de"]


@pytest.mark.parametrize(
    ("word", "system", "is_belarusian", "written"),
    [
        ("Статкевич", "pl", False, "Statkiewicz"),
        ("Статкевіч", "łacinka", True, "Statkievič"),
        ("Статкевич", "de", False, "Statkewitsch"),
        ("Бяляцкі", "en", True, "Bialiatski"),
        ("Хрущёв", "pl", False, "Chruszczow"),
        ("Лукашенко", "fr", False, "Loukachenko"),
        ("Жуков", "lt", False, "Žukov"),
    ],
)
def test_cyrillic_is_romanised_as_each_press_does(
    word: str, system: str, is_belarusian: bool, written: str
) -> None:
    assert romanise(word, system, is_belarusian=is_belarusian) == written


def test_surnames_cross_between_cyrillic_alphabets() -> None:
    assert ukrainian("Тихановская") == "Тихановська"
    assert russian("Tikhanovskaya") == "Тихановская"
    assert russian("Lukashenko") == "Лукашенко"
