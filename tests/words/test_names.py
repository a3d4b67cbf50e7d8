"""Names are found in every script and case, and nobody else's are."""

import time
from pathlib import Path

import pytest

from monitor.model.topics import Name
from monitor.words.names.evaluate import evaluate_names, sentences_from
from monitor.words.names.index import NameHit, NameIndex
from monitor.words.tokens import tokenise

DATA = Path(__file__).parent / "data"


def _person(name: str, *also: str, not_with: tuple[str, ...] = (), surname_alone: bool = True) -> Name:
    return Name(key=name, kind="person", name=name, also=also, not_with=not_with, surname_alone=surname_alone)


LUKASHENKO = _person("Alexander Lukashenko", "Аляксандр Лукашэнка", "Aleksandr Lukashenko")
KELLOGG = _person("Keith Kellogg", "Кит Келлог", "Кіт Келаг")
HUSBAND = _person("Siarhei Tsikhanouski", "Сергей Тихановский", "Сяргей Ціханоўскі")
WIFE = _person("Sviatlana Tsikhanouskaya", "Светлана Тихановская", "Святлана Ціханоўская")
INDEX = NameIndex([LUKASHENKO, KELLOGG, HUSBAND, WIFE])


def _found(index: NameIndex, text: str, language: str) -> list[tuple[str, str]]:
    tokens = tokenise(text)
    return [
        (hit.key, " ".join(tokens.forms[hit.first : hit.last + 1])) for hit in index.find(tokens, language)
    ]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ru", "А. Лукашенко принял гостя.", [(LUKASHENKO, "А Лукашенко")]),
        ("en", "Mr Lukashenko waited.", [(LUKASHENKO, "Lukashenko")]),
        ("en", "Mrs Lukashenko waited.", []),
        ("be", "Дз. Лукашэнка прыехаў.", []),
        ("en", "Alexander G. Lukashenko spoke.", [(LUKASHENKO, "Alexander G Lukashenko")]),
        ("ru", "Александр Григорьевич Лукашенко", [(LUKASHENKO, "Александр Григорьевич Лукашенко")]),
        ("ru", "Лукашенко Дмитрий Александрович", []),
        ("ru", "ЛУКАШЕНКО ПРИНЯЛ КЕЛЛОГА", [(LUKASHENKO, "ЛУКАШЕНКО"), (KELLOGG, "КЕЛЛОГА")]),
        ("en", "Trump Envoy Kellogg Says Talks Went Well Today", [(KELLOGG, "Kellogg")]),
        ("en", "Joseph Keith Kellogg Jr. landed.", [(KELLOGG, "Keith Kellogg")]),
        ("en", "The Kellogg School opened.", []),
        ("en", "Kellogg's will change its recipes.", []),
        ("en", "Kellogg's aide will stay.", [(KELLOGG, "Kellogg's")]),
        ("en", "Kellogg-led talks", [(KELLOGG, "Kellogg")]),
        ("en", "the Kellogg-Briand Pact", []),
        ("en", "Anna Petrova-Tsikhanouskaya sang.", []),
        ("en", "lukashenko and kellogg", []),
        ("pl", "Ulica Cichanouskiego jest zamknięta.", []),
        ("ru", "Тихановского ждала Тихановская.", [(HUSBAND, "Тихановского"), (WIFE, "Тихановская")]),
        ("uk", "Тихановській подзвонив Тихановський.", [(WIFE, "Тихановській"), (HUSBAND, "Тихановський")]),
        ("be", "Ціханоўскі прыехаў да Ціханоўскай.", [(HUSBAND, "Ціханоўскі"), (WIFE, "Ціханоўскай")]),
        ("be", "Alaksandr Łukašenka", [(LUKASHENKO, "Alaksandr Łukašenka")]),
        ("sr", "Lukašenku i Keloga", [(LUKASHENKO, "Lukašenku"), (KELLOGG, "Keloga")]),
        ("es", "Lukashenko y Tijanóvskaya", [(LUKASHENKO, "Lukashenko"), (WIFE, "Tijanóvskaya")]),
        ("ru", "президент Беларуси Лукашенко", [(LUKASHENKO, "Лукашенко")]),
        ("ru", "Встречу вёл Рыгор Лукашенко.", []),
        ("ru", "Хантер Лукашенко выставил картины.", []),
        ("ru", "Семья Лукашенко в отъезде.", [(LUKASHENKO, "Лукашенко")]),
        ("ru", "Словарь Лукашенко переиздали.", []),
        ("ru", "Крейсер «Адмирал Лукашенко» вышел в море.", []),
        ("ru", "Адмирал Лукашенко сказал «да».", [(LUKASHENKO, "Лукашенко")]),
        ("pl", "Szkoła im. Łukaszenki w Mińsku.", []),
        ("en", "Fort Kellogg closed.", []),
        ("ru", "Хлопья Kellogg подорожали.", []),
        ("ru", "Посланник Kellogg улетел, сказал Kellogg.", [(KELLOGG, "Kellogg"), (KELLOGG, "Kellogg")]),
        ("en", "At Mar-a-Lago Kellogg waited.", [(KELLOGG, "Kellogg")]),
        ("en", "The Kellogg-Putin talks ended.", [(KELLOGG, "Kellogg")]),
        ("pl", "W Białym Domu Kellogg milczał.", [(KELLOGG, "Kellogg")]),
        ("pl", "Były wysłannik Wielkiej Brytanii Kellogg milczał.", [(KELLOGG, "Kellogg")]),
        ("ru", "В Ростове-на-Дону Лукашенко молчал.", [(LUKASHENKO, "Лукашенко")]),
        ("ru", "Доброслав Лукашенко поёт.", []),
        ("ru", "Братислава Лукашенко не ждала.", [(LUKASHENKO, "Лукашенко")]),
        ("lt", "Dienos Lukašenkai neužteko.", [(LUKASHENKO, "Lukašenkai")]),
        ("en", "Freed Tsikhanouski returns home", [(HUSBAND, "Tsikhanouski")]),
        ("en", "Fred Tsikhanouski returns home", []),
        ("en", "Freed Opposition Leader Tsikhanouski Meets Press", [(HUSBAND, "Tsikhanouski")]),
        ("en", "When Freed Tsikhanouski Met Kellogg", [(HUSBAND, "Tsikhanouski"), (KELLOGG, "Kellogg")]),
        ("en", "Natallia Tsikhanouskaya Opens Gallery In Town", []),
        ("en", "Will Lukashenko stay?", [(LUKASHENKO, "Lukashenko")]),
        ("be", "Сям'я Ціханоўскага", [(HUSBAND, "Ціханоўскага")]),
        ("ru", "Освобождённый Тихановский", [(HUSBAND, "Тихановский")]),
        ("ru", "Слова Лукашенко", [(LUKASHENKO, "Лукашенко")]),
        ("ru", "Сам Лукашенко", [(LUKASHENKO, "Лукашенко")]),
        ("ru", "Галине Лукашенко исполнилось 60.", []),
        ("ru", "Коле Лукашенко подарили щенка.", []),
        ("ru", "Свету Тихановскую ждали.", [(WIFE, "Свету Тихановскую")]),
        ("pl", "Uwolniony Cichanouski", [(HUSBAND, "Cichanouski")]),
        ("lt", "Opozicijos lyderė Cichanouskaja", [(WIFE, "Cichanouskaja")]),
    ],
)
def test_a_surname_is_judged_by_what_stands_beside_it(
    language: str, text: str, found: list[tuple[Name, str]]
) -> None:
    assert _found(INDEX, text, language) == [(name.key, form) for name, form in found]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ru", "Лукашенко выиграла турнир.", []),
        ("ru", "Лукашенко выиграл турнир.", [LUKASHENKO]),
        ("ru", "Лукашенко встретила делегация.", [LUKASHENKO]),
        ("ru", "Администрация Лукашенко заявила об этом.", [LUKASHENKO]),
        ("uk", "Лукашенко здобула бронзу.", []),
        ("be", "Лукашэнка атрымала бронзу.", []),
        ("pl", "Łukaszenka wygrała turniej.", []),
        ("pl", "Łukaszenka wygrał.", [LUKASHENKO]),
        ("lt", "Kellogga dainuoja.", []),
        ("lt", "Kelloggą pasitiko.", [KELLOGG]),
    ],
)
def test_a_surname_agrees_with_its_verb_and_its_owner_in_sex(
    language: str, text: str, found: list[Name]
) -> None:
    assert [key for key, _ in _found(INDEX, text, language)] == [name.key for name in found]


def test_relatives_of_one_surname_are_told_apart_by_their_given_names() -> None:
    father, son = _person("Viktar Babaryka", "Виктор Бабарико"), _person("Eduard Babaryka", "Эдуард Бабарико")
    index = NameIndex([father, son])
    assert _found(index, "Эдуарда Бабарико судят.", "ru") == [(son.key, "Эдуарда Бабарико")]
    assert _found(index, "В. Бабарико судят.", "ru") == [(father.key, "В Бабарико")]
    assert {key for key, _ in _found(index, "Бабарико судят.", "ru")} == {father.key, son.key}


def test_a_surname_that_may_not_stand_alone_needs_a_given_name_or_an_initial() -> None:
    index = NameIndex([_person("John Coale", "Джон Коул", surname_alone=False)])
    assert _found(index, "Коул прилетел.", "ru") == []
    assert _found(index, "Джона Коула ждали.", "ru") == [("John Coale", "Джона Коула")]
    assert _found(index, "J. Coale", "en") == [("John Coale", "J Coale")]


def test_a_word_of_not_with_makes_it_somebody_else_in_any_case() -> None:
    index = NameIndex([_person("Marco Rubio", "Марко Рубио", not_with=("певица",))])
    assert _found(index, "Рубио заявил.", "ru") == [("Marco Rubio", "Рубио")]
    assert _found(index, "певицу Рубио освистали.", "ru") == []


def test_a_country_that_sounds_like_a_surname_is_the_country() -> None:
    index = NameIndex([_person("Tom Rose", "Том Роуз")])
    assert _found(index, "Tom Rose poleciał do Mińska.", "pl") == [("Tom Rose", "Tom Rose")]
    assert _found(index, "wojna z Rosją", "pl") == []


def test_of_two_names_that_a_word_may_be_the_nearer_in_sound_is_found() -> None:
    index = NameIndex([_person("John Coale", "Джон Коул"), _person("John Cole", "Джон Коль")])
    assert _found(index, "John Cole said so.", "en") == [("John Cole", "John Cole")]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ru", "Мороз ударил по огородам.", []),
        ("ru", "Судья выслушал Мороза.", ["Мороза"]),
        ("ru", "Борис Мороз ушёл.", ["Борис Мороз"]),
        ("ru", "Мороз-убийца пришёл в село.", []),
        ("en", "Pavel Latushka spoke in Warsaw.", []),
        ("en", "President Petr Pavel vetoed it.", ["Petr Pavel"]),
        ("en", "Costa Rica voted on Sunday.", []),
        ("en", "Costa Monday called the leaders.", ["Costa"]),
        ("ru", "Депутат Борис Борисов выступил.", []),
        ("ru", "В Борисове открыли мост.", ["Борисове"]),
        ("ru", "Ринкевич подписал закон.", ["Ринкевич"]),
        ("lt", "Edgaras Rinkevičius atvyko.", ["Edgaras Rinkevičius"]),
    ],
)
def test_a_surname_that_means_something_else_too_needs_more_than_its_letters(
    language: str, text: str, found: list[str]
) -> None:
    names = [
        _person("Boris Moroz", "Борис Мороз"),
        _person("Petr Pavel", "Петр Павел"),
        _person("António Costa", "Антониу Кошта"),
        _person("Edgars Rinkēvičs", "Эдгарс Ринкевичс"),
        Name(key="barysau", kind="place", name="Barysau", also=("Борисов",)),
    ]
    assert [words for _, words in _found(NameIndex(names), text, language)] == found


def test_a_given_name_that_is_heard_as_vowels_only_is_known() -> None:
    index = NameIndex([_person("Joe Biden", "Джо Байден"), LUKASHENKO])
    assert _found(index, "On Monday President Joe Biden signed it.", "en") == [("Joe Biden", "Joe Biden")]
    assert _found(index, "On Monday President Jim Biden signed it.", "en") == []
    assert _found(index, "On Monday President Joe Lukashenko signed it.", "en") == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ru", "Мирный договор подпишут.", []),
        ("ru", "Мирный заявил об этом.", ["Мирный"]),
        ("ru", "Мирного урегулирования ждать рано.", []),
        ("ru", "Мирному вручили кубок.", ["Мирному"]),
        ("be", "Мірны пратэст разагналі.", []),
        ("ru", "В городе Мирный добывают алмазы.", []),
        ("ru", "Заяц выбежал на поле.", []),
        ("ru", "Заяц рассказал о суде.", ["Заяц"]),
        ("ru", "Фермера Зайца оштрафовали.", ["Зайца"]),
        ("en", "Warren Buffett sold his shares.", []),
        ("ru", "Уоррен Баффет продал акции.", []),
        ("en", "Warren & Sons recalled its powder.", []),
        ("en", "Warren & Zayats met.", ["Warren", "Zayats"]),
        ("en", "The town of Warren lies on a lake.", []),
        ("ru", "Премьер Акылбек Жапаров уволен.", []),
        ("ru", "Премьер Кыргызстана Жапаров уволен.", ["Жапаров"]),
        ("ru", "С Акылбеком Жапаровым спорили.", []),
        ("ru", "В Бишкеке Жапаров не был.", ["Жапаров"]),
        ("ru", "Академия имени Жапарова открылась.", []),
        ("ru", "От имени Жапарова выступил посол.", ["Жапарова"]),
        ("ru", "Футболист Максат Жапаров забил гол.", []),
        ("ru", "Депутат Роман Заяц выступил.", []),
        ("lt", "Pavilionas kainavo milijonus.", []),
        ("lt", "Su Pavilioniu kalbėta.", ["Pavilioniu"]),
        ("lt", "Žemaitaičio partija pateko į koaliciją.", ["Žemaitaičio"]),
        ("lt", "Į Kauną atvyko popiežius.", []),
        ("lt", "Ministras Kaunas atsistatydino.", ["Kaunas"]),
        ("de", "Botschafter Saluschnyj schwieg.", ["Saluschnyj"]),
        ("uk", "Депутату Матвійчуку повідомили про підозру.", []),
        ("be", "Пятро Парашэнка падпісаў.", ["Пятро Парашэнка"]),
    ],
)
def test_traps_of_surnames_in_unseen_names(language: str, text: str, found: list[str]) -> None:
    names = [
        _person("Max Mirnyi", "Максим Мирный", "Максім Мірны"),
        _person("Uladzimir Zayats", "Владимир Заяц", "Уладзімір Заяц"),
        _person("Elizabeth Warren", "Элизабет Уоррен", "Элізабет Уорэн"),
        _person("Robertas Kaunas", "Робертас Каунас"),
        _person("Sadyr Japarov", "Садыр Жапаров", "Садыр Жапараў"),
        _person("Žygimantas Pavilionis", "Жигимантас Павилёнис"),
        _person("Remigijus Žemaitaitis", "Ремигиюс Жемайтайтис"),
        _person("Valerii Zaluzhnyi", "Валерий Залужный", "Валерій Залужний"),
        _person("Oleksandra Matviichuk", "Александра Матвийчук", "Олександра Матвійчук"),
        _person("Petro Poroshenko", "Пётр Порошенко", "Петро Порошенко"),
    ]
    assert [words for _, words in _found(NameIndex(names), text, language)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Кирилл Дмитриев прилетел в Майами. Дмитриев заявил.", []),
        ("Кирилл Дмитриев прилетел. Андрей Дмитриев тоже. Дмитриев заявил.", ["Андрей Дмитриев", "Дмитриев"]),
        ("Дмитриев прилетел. Кирилл Дмитриев тоже. Дмитриев заявил.", ["Дмитриев", "Дмитриев"]),
        ("Сын политика Кирилл Дмитриев уехал. Дмитриев остался.", ["Дмитриев"]),
    ],
)
def test_a_surname_alone_is_his_of_whom_the_text_told_first(text: str, found: list[str]) -> None:
    index = NameIndex([_person("Andrei Dmitryeu", "Андрей Дмитриев", "Андрэй Дзмітрыеў")])
    assert [words for _, words in _found(index, text, "ru")] == found


def test_names_of_several_words_are_found_whole() -> None:
    paper = Name(key="nn", kind="org", name="Nasha Niva", also=("Наша Нива", "Наша Ніва"))
    company = Name(
        key="bpc", kind="org", name="Belarusian Potash Company", also=("Белорусская калийная компания",)
    )
    leader = _person("Marine Le Pen", "Марин Ле Пен")
    index = NameIndex([paper, company, leader])
    assert _found(index, "об этом пишут в «Нашей Ниве»", "ru") == [("nn", "Нашей Ниве")]
    assert _found(index, "Dziennikarze Naszej Niwy", "pl") == [("nn", "Naszej Niwy")]
    assert _found(index, "Белорусской калийной компании запретили", "ru") == [
        ("bpc", "Белорусской калийной компании")
    ]
    assert _found(index, "Un Pen rouge de Le Pen", "fr") == [("Marine Le Pen", "Le Pen")]


USA = Name(
    key="usa",
    kind="place",
    name="United States",
    also=(
        *("U.S.", "USA", "США", "Соединенные Штаты", "Злучаныя Штаты", "Сполучені Штати"),
        *("Stany Zjednoczone", "JAV", "Jungtinės Valstijos", "Vereinigte Staaten"),
    ),
)
THINGS = NameIndex(
    [
        USA,
        Name(key="treasury", kind="org", name="U.S. Treasury"),
        Name(key="radio", kind="org", name="RFE/RL", also=("Радыё Свабода",)),
        Name(key="eu", kind="org", name="European Union", also=("EU", "UE", "ЕС")),
        Name(key="council", kind="org", name="EU Council", also=("Рада ЄС",)),
        Name(key="office", kind="org", name="State Office", also=("Państwowy Departament",)),
    ]
)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "in the U.S.", [("usa", "U S")]),
        ("en", "the U.S.-led talks", [("usa", "U S")]),
        ("en", "the U.S. Treasury", [("treasury", "U S Treasury"), ("usa", "U S")]),
        ("en", "RFE/RL's correspondent", [("radio", "RFE RL's")]),
        ("en", "EU's envoy", [("eu", "EU's")]),
        ("en", "the EU Council", [("eu", "EU"), ("council", "EU Council")]),
        ("fr", "l'UE et l’UE", [("eu", "l'UE"), ("eu", "l’UE")]),
        ("pl", "Stanami Zjednoczonymi", [("usa", "Stanami Zjednoczonymi")]),
        ("pl", "STANÓW ZJEDNOCZONYCH", [("usa", "STANÓW ZJEDNOCZONYCH")]),
        ("pl", "Państwowego Departamentu", [("office", "Państwowego Departamentu")]),
        ("lt", "Jungtinių Valstijų", [("usa", "Jungtinių Valstijų")]),
        ("uk", "Сполучених Штатів", [("usa", "Сполучених Штатів")]),
        ("uk", "Раді ЄС", [("council", "Раді ЄС")]),
        ("ru", "Соединённых Штатов", [("usa", "Соединённых Штатов")]),
        ("be", "Злучаных Штатаў", [("usa", "Злучаных Штатаў")]),
        ("be", "Радыё Свабоды", [("radio", "Радыё Свабоды")]),
        ("de", "Vereinigten Staaten", [("usa", "Vereinigten Staaten")]),
        ("en", "us and Us and S. Smith", []),
        ("en", "EV sales and the AU summit", []),
        ("en", "European unions strike", []),
        ("ru", "соединённых штатов", []),
    ],
)
def test_names_of_marks_letters_and_several_inflected_words_are_found(
    language: str, text: str, found: list[tuple[str, str]]
) -> None:
    assert sorted(_found(THINGS, text, language)) == sorted(found)


def test_a_foreign_vowel_may_be_rendered_otherwise_beside_the_given_name_only() -> None:
    index = NameIndex([_person("John Coale", "Джон Коул")])
    assert _found(index, "Джона Коэла ждали.", "ru") == [("John Coale", "Джона Коэла")]
    assert _found(index, "Ждали Коэла.", "ru") == []
    assert _found(index, "Подарок Коле от Колей.", "ru") == []
    assert _found(index, "Coale's aide met Coale.", "en") == [
        ("John Coale", "Coale's"),
        ("John Coale", "Coale"),
    ]


@pytest.mark.parametrize("language", ["en", "pl", "be", "uk", "ru", "lt", "de"])
def test_a_latin_spelling_has_no_german_sounds_that_its_cyrillic_spelling_has_not(language: str) -> None:
    belaz = Name(key="belaz", kind="org", name="BelAZ", also=("БелАЗ", "BiełAZ"))
    index = NameIndex([belaz, _person("Olaf Scholz", "Олаф Шольц")])
    assert _found(index, "BelTA, BiełTA, БелТА, БЕЛТА", language) == []
    texts = "BelAZ. БелАЗ. Scholz. Шольц. Olaf Scholz."
    assert [words for _, words in _found(index, texts, language)] == texts.removesuffix(".").split(". ")


def test_a_name_is_found_without_its_diacritics() -> None:
    index = NameIndex([_person("Zuzana Čaputová", "Зузана Чапутова")])
    assert _found(index, "Caputova left.", "en") == [("Zuzana Čaputová", "Caputova")]


def test_a_place_is_not_its_adjective() -> None:
    index = NameIndex([Name(key="minsk", kind="place", name="Minsk", also=("Минск", "Мінск"))])
    assert _found(index, "Минский завод в Минске", "ru") == [("minsk", "Минске")]
    assert _found(index, "Мінскі завод у Мінску", "be") == [("minsk", "Мінску")]


def test_an_acronym_is_found_in_capitals_only() -> None:
    index = NameIndex([Name(key="kgb", kind="org", name="KGB", also=("КГБ", "КДБ"))])
    assert _found(index, "КГБ задержал", "ru") == [("kgb", "КГБ")]
    assert _found(index, "Кгб задержал", "ru") == []


def test_hits_are_in_reading_order_and_do_not_depend_on_the_order_of_the_names() -> None:
    tokens = tokenise("Келлог и Светлана Тихановская обсудили Лукашенко.")
    hits = INDEX.find(tokens, "ru")
    assert hits == sorted(hits)
    assert NameIndex([WIFE, HUSBAND, KELLOGG, LUKASHENKO]).find(tokens, "ru") == hits
    assert hits[1] == NameHit(first=2, last=3, key=WIFE.key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "....",
        "А.",
        "Лукашенко",
        "’s",
        "Ł" * 5000,
        "Д. " * 500 + "Лукашенко",
        "«" * 50_000 + "% Лукашенко",
    ],
    ids=lambda text: text[:6],
)
def test_odd_texts_are_harmless(text: str) -> None:
    assert len(INDEX.find(tokenise(text), "ru")) <= 1


@pytest.mark.parametrize(
    "form", ["Лукаше\u0301нко", "Лука\u00adшенко", "Лука\u200bшенко", "Lukas\u030cenka", "ŁUKASZENKA"]
)
def test_marks_that_nobody_reads_do_not_hide_a_name(form: str) -> None:
    assert [key for key, _ in _found(INDEX, form, "be")] == [LUKASHENKO.key]


def test_cost_grows_with_the_text_only() -> None:
    started = time.perf_counter()
    hits = INDEX.find(tokenise("Д. А. Лукашенко Келлог " * 5_000), "ru")
    assert len(hits) == 5_000
    assert time.perf_counter() - started < 5


def test_an_index_without_names_finds_nothing() -> None:
    assert NameIndex([]).find(tokenise("Alexander Lukashenko"), "en") == []


def test_another_name_on_the_same_words_counts_as_wrong() -> None:
    sentences = sentences_from(
        [
            {"id": "1", "lang": "en", "text": "Kellogg met Lukashenko.", "entity": "Keith Kellogg"},
            {"id": "2", "lang": "en", "text": "Kellogg left.", "entity": None, "near": "Keith Kellogg"},
            {"id": "3", "lang": "en", "text": "Nobody came.", "entity": "Keith Kellogg"},
        ]
    )
    result = evaluate_names(sentences, [LUKASHENKO, KELLOGG])
    assert (result.overall.right, result.overall.missed, result.overall.wrong) == (1, 1, 1)
    assert result.overall.recall == result.overall.precision == result.overall.f1 == 0.5
    assert [wrong.sentence.id for wrong in result.wrong] == ["2", "3"]
