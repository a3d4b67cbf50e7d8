"""What is written as a given name is told from what only sounds like one."""

import pytest

from monitor.words.names import given


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Fred Kseniya Dmitriy Sergey Katsyaryna Serguei Viktor's"),
        ("ru", "Ксенией Павла Дарьей Марии Юлией Коли Свету"),
        ("be", "Ігара Алены Дзмітрыя Андрэю"),
        ("uk", "Сергієм Андрія Оленою"),
        ("pl", "Ksenią Marią Andrzeja Pawła Piotrem"),
        ("lt", "Marijos Jonui Daliai"),
        ("pl", "Andżelice Barbarze Jadwidze Oleksandrze Garriego Jerzemu"),
        ("uk", "Ользі Анжеліці"),
        ("be", "Вользе"),
        ("ru", "Хантер Мехмета Свену"),
    ],
)
def test_given_names_are_known_as_written_in_their_cases(language: str, words: str) -> None:
    assert [word for word in words.split() if not given.shipped().written.has(word, language)] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Freed Meet Same Beats Will Very Letter Lawyer"),
        ("ru", "Мать Слова Стала Работу Родные Статью"),
        ("be", "Сям'я Словам Маці"),
        ("uk", "Настрій Словами Стало"),
        ("pl", "Słowa Władze Działają"),
        ("lt", "Malonę Kaliniai Patarėjas"),
        ("de", "Kam Muss Sitzt"),
    ],
)
def test_ordinary_words_that_sound_like_one_are_not(language: str, words: str) -> None:
    assert [word for word in words.split() if given.shipped().written.has(word, language)] == []
