"""What an item is about is understood alike in every language."""

import weakref

import pytest

from monitor.model.topics import Name
from monitor.story.lexicon import coarse, sense_of
from monitor.story.numbers import numbers_in
from monitor.story.terms import terms_of
from monitor.words.folding import fold
from monitor.words.names.index import NameIndex
from monitor.words.tokens import tokenise

NOBODY = NameIndex([])


def numbers(text: str, language: str = "en") -> list[tuple[float, str]]:
    tokens = tokenise(text)
    senses = [
        None if word[0].isdigit() else sense_of(form, coarse(word), language)
        for form, word in zip(tokens.forms, tokens.words, strict=True)
    ]
    return [(number.value, "".join(number.counted[:1])) for number in numbers_in(tokens, senses)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("52 prisoners freed", "en", [(52, "people")]),
        ("Fifty-two people freed", "en", [(52, "people")]),
        ("Пятьдесят два человека", "ru", [(52, "people")]),
        ("дзвесце пяцьдзясят чалавек", "be", [(250, "people")]),
        ("дві тисячі людей", "uk", [(2000, "people")]),
        ("czternastu więźniów", "pl", [(14, "people")]),
        ("a magnitude 6.6 quake, сила 6,6", "en", [(6.6, "earthquake"), (6.6, "")]),
        ("300,000 cars and 300.000 Autos", "en", [(300_000, "car"), (300_000, "car")]),
        ("450 million euros", "en", [(450e6, "currency")]),
        ("in 2025 and 2 000 euros", "en", [(2000, "currency")]),
        ("17-й пакет", "ru", [(17, "package")]),
        ("seven. Eight nine", "en", [(7, ""), (8, ""), (9, "")]),
        ("ten thousand people", "en", [(10_000, "people")]),
        ("trzech Polaków", "pl", [(3, "people of poland")]),
        ("six citizens of Lithuania", "en", [(6, "people")]),
        ("skyrė devynerius metus, trejiems metams", "lt", [(9, "year"), (3, "year")]),
        ("condamnată la nouă ani", "ro", [(9, "year")]),
    ],
)
def test_numbers_are_read_with_what_they_count(
    text: str, language: str, expected: list[tuple[float, str]]
) -> None:
    found = numbers(text, language)
    assert [value for value, _ in found] == [value for value, _ in expected]
    assert [counted for _, counted in found if counted] == [counted for _, counted in expected if counted]


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("Trump", "en"),
        ("Трампа", "ru"),
        ("Трампам", "be"),
        ("Trumpa", "pl"),
        ("Trumpui", "lt"),
        ("Трампом", "uk"),
    ],
)
def test_a_name_that_no_list_has_meets_itself_in_other_scripts_and_cases(written: str, language: str) -> None:
    assert "k:trmp" in terms_of(f"a {written}", "", language, NOBODY).weights


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        # Stems would leave off the end of Рыбаков and Рибакова as that of a plural or an adjective.
        ("k:rbkv", "ru Рыбаков, ru Рыбаковым, be Рыбакоў, be Рыбакова, uk Рибакова, lt Rybakovo, en Rybakov"),
        ("k:hsv", "ru Гусев, ru Гусева, be Гусеў, uk Гусєву, pl Gusiew, en Gusev"),
        # The marks of Latin letters are sounds.
        ("k:rkvc", "ru Юркевич, be Юркевіча, pl Jurkiewicza, lt Jurkevičius, lt Jurkevičiaus, en Jurkevich"),
        ("k:xcrbtk", "ru Щербицкого, be Шчарбіцкі, lt Ščerbickis, pl Szczerbicki"),
    ],
)
def test_a_surname_meets_itself_in_all_cases_and_languages(name: str, forms: str) -> None:
    for language, form in map(str.split, forms.split(", ")):
        assert name in terms_of(f"a {form}", "", language, NOBODY).weights, (language, form)


@pytest.mark.parametrize(
    ("behind_a_vowel", "elsewhere"),
    [("ва Ўкраіне", "у Украіне"), ("ва ўрадзе", "ад урада"), ("яна ўцякла", "ён уцёк")],
)
def test_a_belarusian_word_is_one_behind_a_vowel_and_elsewhere(behind_a_vowel: str, elsewhere: str) -> None:
    one, other = (set(terms_of(text, "", "be", NOBODY).weights) for text in (behind_a_vowel, elsewhere))
    assert one == other != set()


@pytest.mark.parametrize(
    ("written", "language", "term"),
    [
        ("l'ambassade", "fr", "c:embassy"),
        ("de l’Ukraine", "fr", "P:ukraine"),
        ("d'Orban", "fr", "k:rbn"),
        ("dell'Ucraina", "it", "P:ukraine"),
    ],
)
def test_what_french_and_italian_fix_to_a_word_hides_nothing(written: str, language: str, term: str) -> None:
    assert term in terms_of(f"a {written}", "", language, NOBODY).weights


def test_a_place_of_the_names_file_is_the_place_that_the_lists_have() -> None:
    names = NameIndex([Name(key="usa", kind="place", name="United States", also=("Соединенные Штаты",))])
    for text, language in (("the United States", "en"), ("в Соединённых Штатах", "ru"), ("у ЗША", "be")):
        assert set(terms_of(text, "", language, names).weights) == {"P:usa"}


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("Another 44 people freed", "en", True),
        ("44 more prisoners reach Vilnius", "en", True),
        ("Ещё 44 человека на свободе", "ru", True),
        ("Białoruś uwolniła kolejne 44 osoby", "pl", True),
        ("Losik and 13 more people freed", "en", False),
        ("Лосик и ещё 13 человек на свободе", "ru", False),
        ("More than 50 people freed", "en", False),
        ("44 people freed", "en", False),
    ],
)
def test_people_who_come_on_top_of_others_are_told_from_the_rest_of_a_group(
    title: str, language: str, expected: bool
) -> None:
    assert terms_of(title, "", language, NOBODY).is_further is expected


@pytest.mark.parametrize(
    ("word", "language", "subject"),
    [
        ("sanctions", "en", "sanction"),
        ("санкций", "ru", "sanction"),
        ("sankcijas", "lt", "sanction"),
        ("sankcje", "pl", "sanction"),
        ("Sanktionen", "de", "sanction"),
        ("пасольства", "be", "embassy"),
        ("посольство", "uk", "embassy"),
        ("ambasados", "lt", "embassy"),
        ("Erdbeben", "de", "earthquake"),
        ("трэсенне", "be", ""),
        ("the", "en", ""),
        # Beginnings of other words than those that they were meant for.
        ("семёрки", "ru", ""),
        ("šeima", "lt", "family"),
        ("катались", "ru", ""),
        ("sunkvežimis", "lt", "truck"),
        ("placówka", "pl", "embassy"),
        ("kolejne", "pl", ""),
        ("executive", "en", ""),
        ("вызвали", "ru", ""),
        ("вызвалілі", "be", "free"),
        ("отпуске", "ru", "vacation"),
        ("liberals", "en", ""),
        ("libération", "fr", "free"),
        ("leidimas", "lt", "licence"),
        ("департамент", "ru", "ministry"),
        ("висловив", "uk", ""),
        ("одновременно", "ru", ""),
        ("attaché", "en", "attache"),
        ("казначейство", "ru", ""),
        ("held", "en", ""),
        ("allegedly", "en", ""),
        ("fabricated", "en", ""),
        ("personally", "en", ""),
        ("роман", "ru", ""),
    ],
)
def test_subjects_are_known_in_every_language(word: str, language: str, subject: str) -> None:
    terms = terms_of(word, "", language, NOBODY).weights
    assert [term[2:] for term in terms if term[0] in "cC"] == ([subject] if subject else [])


def test_a_word_in_capitals_may_mean_something_else() -> None:
    assert "P:usa" in terms_of("The US leaves", "", "en", NOBODY).weights
    assert "P:usa" not in terms_of("Join us today", "", "en", NOBODY).weights


def test_every_word_of_the_lists_can_be_found() -> None:
    # A beginning shorter than this would be half the language's.
    from monitor.story.lexicon import _tables

    wholes, beginnings = _tables()
    assert min(len(word) for _, word in beginnings) > 2
    assert all(word == fold(word) or not word.isascii() for _, word in wholes if not word.startswith("^"))


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Poland expels two diplomats over arson at consulate", "en"),
        ("Over arson, Poland expels two diplomats", "en"),
        ("Польша высылает двух дипломатов из-за поджога", "ru"),
        ("Польшча высылае двух дыпламатаў пасля падпалу", "be"),
        ("Польща висилає двох дипломатів через підпал", "uk"),
        ("Polska wydala dwóch dyplomatów za podpalenie", "pl"),
        ("Lenkija išsiunčia du diplomatus dėl padegimo", "lt"),
    ],
)
def test_what_a_title_gives_as_its_reason_is_no_act_of_its_own(title: str, language: str) -> None:
    terms = terms_of(title, "", language, NOBODY)
    assert (terms.titled_acts, terms.acts) == ({(0, 1)}, {(0, 0), (0, 1)})


@pytest.mark.parametrize(
    ("title", "text", "language", "acts"),
    [
        ("Editor gets nine years", "A court found her guilty.", "en", {(1, 1), (1, 2)}),
        ("Рэдактарцы далі дзевяць гадоў", "Суддзя чытаў прысуд.", "be", {(1, 1), (1, 2)}),
        ("Redaktorei – devyneri metai", "Teismas ją pripažino kalta.", "lt", {(1, 1), (1, 2)}),
        ("Editor arrested, faces nine years", "A court sent her to custody.", "en", {(1, 0)}),
        ("Editor in Vilnius after nine years", "A court had sentenced her.", "en", set()),
        ("Nine years of silence", "A court had sentenced her; she is free.", "en", set()),
        ("Nine years of drought", "Farmers wait for rain.", "en", set()),
    ],
)
def test_a_title_that_counts_years_tells_a_sentence_where_the_text_has_a_court(
    title: str, text: str, language: str, acts: set[tuple[int, int]]
) -> None:
    assert terms_of(title, text, language, NOBODY).titled_acts == acts


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("press freedom", "en"),
        ("freedom of the press", "en"),
        ("Radio Liberty", "en"),
        ("Радыё «Свабода»", "be"),
        ("свобода слова", "ru"),
        ("свободы СМИ", "ru"),
        ("вільні вибори, свободу преси", "uk"),
        ("wolność słowa", "pl"),
        ("žodžio laisvė", "lt"),
        ("freie Wahlen", "de"),
        ("лишения свободы", "ru"),
        ("laisvės atėmimas", "lt"),
        ("Center for Civil Liberties", "en"),
        ("the press release, released a statement", "en"),
    ],
)
def test_freedom_of_the_press_frees_nobody(written: str, language: str) -> None:
    assert "c:free" not in terms_of("", written, language, NOBODY).weights


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("press: freedom for two", "en"),
        ("freed, the press says", "en"),
        ("paleisti „Press Club“ darbuotojai", "lt"),
        ("Журналист Радио Свобода на свободе", "ru"),
    ],
)
def test_who_is_freed_beside_the_press_is_free(written: str, language: str) -> None:
    assert "c:free" in terms_of("", written, language, NOBODY).weights


def test_what_is_remembered_of_items_does_not_keep_names_that_nobody_has() -> None:
    names = NameIndex([Name(key="coale", kind="person", name="John Coale")])
    assert terms_of("Coale in Minsk", "", "en", names) is terms_of("Coale in Minsk", "", "en", names)
    gone = weakref.ref(names)
    del names
    assert gone() is None


def test_belarusian_in_latin_letters_says_the_same_as_in_cyrillic() -> None:
    index = NameIndex([])
    latin = (
        "U Minsku vyzvalili 52 palityčnych źniavolenych",
        "Siarod ich žurnalisty i prafsajuznyja dziejačy. Pra heta paviedamiŭ Dźmitryj Vałožka ŭ niadzielu.",
    )
    cyrillic = (
        "У Мінску вызвалілі 52 палітычных зьняволеных",
        "Сярод іх журналісты і прафсаюзныя дзеячы. Пра гэта паведаміў Дзьмітрый Валожка ў нядзелю.",
    )
    of_latin, of_cyrillic = (terms_of(title, text, "be", index) for title, text in (latin, cyrillic))
    assert "c:free" in of_latin.weights
    assert of_latin == of_cyrillic


@pytest.mark.parametrize(
    ("title", "language", "number"),
    [
        ("More than a hundred prisoners freed in Minsk", "en", 100),
        ("Over 100 freed", "en", 100),
        ("Более 100 человек вышли на свободу", "ru", 100),
        ("Больш за 100 чалавек на волі", "be", 100),
        ("Понад 100 людей звільнено", "uk", 100),
        ("Ponad 100 osób na wolności", "pl", 100),
        ("Daugiau kaip 100 žmonių laisvėje", "lt", 100),
        ("Mehr als 100 Menschen frei", "de", 100),
    ],
)
def test_a_number_of_which_there_are_more_speaks_against_none_and_is_told(
    title: str, language: str, number: float
) -> None:
    terms = terms_of(title, "", language, NameIndex([]))
    assert not terms.counts
    assert not terms.headline
    assert {number} == frozenset().union(*terms.all_counts.values())
