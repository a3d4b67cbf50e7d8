"""Belarusian in Latin script comes out as it is written in Cyrillic."""

import pytest

from monitor.words.lacinka import in_cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Palityčnych źniavolenych vyzvalili", "Палітычных зьняволеных вызвалілі"),
        ("u Vilniu pryjechała siamja Jaŭhiena", "у Вільню прыехала сям'я Яўгена"),
        ("abjava, ludzi, lohkaja, dziaŭčyna, hadźć, džaz", "аб'ява, людзі, лёгкая, дзяўчына, гадзьць, джаз"),
        ("uźjezd, miljony, bolš, bieł", "узь'езд, мільёны, больш, бел"),
        ("ZŠA, JES i ŁUKAŠENKA", "ЗША, ЕС і ЛУКАШЭНКА"),
        ("Chłopčyk CHADZIŬ, lotčyk", "Хлопчык ХАДЗІЎ, лётчык"),
        ("52 чалавекі – «Белавія»\n\nhttp", "52 чалавекі – «Белавія»\n\nгттп"),
    ],
)
def test_latin_letters_become_cyrillic_ones(latin: str, cyrillic: str) -> None:
    assert in_cyrillic(latin) == cyrillic
