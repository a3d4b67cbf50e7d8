"""What people are called tells whose a surname is: ranks, callings, the sex of either, the younger of two."""

import pytest

from monitor.model.topics import Name
from monitor.words.names.index import NameIndex
from monitor.words.names.vocabulary import Words
from monitor.words.tokens import tokenise

NAMES = NameIndex(
    [
        Name(key=name, kind="person", name=name, also=tuple(also), surname_alone=name != "Nikolai Lukashenko")
        for name, *also in [
            ("Marco Rubio", "Марко Рубио", "Марка Рубіа"),
            ("Todd Young", "Тодд Янг"),
            ("Volker Türk", "Фолькер Тюрк"),
            ("Mike Bolton", "Майк Болтон"),
            ("Jim Jordan", "Джим Джордан"),
            ("Iga Świątek", "Ига Свёнтек"),
            ("Kaja Kallas", "Кая Каллас"),
            ("Jacek Siewiera", "Яцек Севера"),
            ("Elina Svitolina", "Элина Свитолина"),
            ("Szymon Kret", "Шимон Крет"),
            ("Pavel Volk", "Павел Волк"),
            ("Nina Sokol", "Нина Сокол"),
            ("Nina Hrusha", "Нина Груша"),
            ("Anton Hrusha", "Антон Груша"),
            ("Ivan Petrenko", "Иван Петренко"),
            ("Nana Ivanauskas", "Нана Иванаускас"),
            ("Aleh Trusau", "Олег Трусов", "Алег Трусаў"),
            ("Andriy Sadovyi", "Андрей Садовый", "Андрэй Садовы"),
            ("Lev Holub", "Лев Голуб", "Леў Голуб"),
            ("Viktar Marshall", "Виктор Маршалл"),
            ("Ann Linde", "Анн Линде"),
            ("Hasan Demir", "Хасан Демир"),
            ("George Wallis Jr.", "Джордж Уоллис-младший"),
            ("George Wallis", "Джордж Уоллис"),
            ("Alexander Lukashenko", "Александр Лукашенко", "Аляксандр Лукашэнка"),
            ("Nikolai Lukashenko", "Николай Лукашенко", "Мікалай Лукашэнка"),
            ("Juras Kalnietis", "Юрас Калниетис"),
        ]
    ]
)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        # Ranks and offices that are shortened
        ("en", "Sec. Rubio met Gov. Young.", ["Rubio", "Young"]),
        ("pl", "Według gen. Kreta i ks. Kreta. Kret kopał. Min. Kret.", ["Kreta", "Kreta", "Kret"]),
        ("ru", "Ген. Волк доложил. Вот он. Волк убежал.", ["Волк"]),
        # Callings, and whose they are
        ("en", "On Friday Justice Young dissented, Then-President Young did not.", ["Young", "Young"]),
        ("en", "In May Coach Pirro Young won.", []),
        ("en", "They Met National Security Adviser Young", ["Young"]),
        ("ru", "Вчера депутат Госдумы Волк и вратарь Шахтёра Петренко ушли.", ["Волк", "Петренко"]),
        ("ru", "Вчера судья Нана Волк и судья Гиви Волк ушли.", []),
        ("ru", "Редактору Nexta Волку дали срок.", ["Волку"]),
        ("uk", "Журналіст Суспільного Петренко мовчить.", ["Петренко"]),
        ("pl", "Wczoraj poseł Konfederacji Kret milczał.", ["Kret"]),
        ("en", "Fire Marshall Keith Dunn blamed a heater.", []),
        # What is a woman's
        ("ru", "Депутатка Волк и певица Дзинтра Волк ушли, помощница Волка осталась.", ["Волка"]),
        ("ru", "Сокол уехала в Вильнюс. Сокол прошла мимо. Сокол поймал голубя.", ["Сокол"]),
        ("pl", "Świątek pokonała mistrzynię. Świątek wyrzeźbił artysta.", ["Świątek"]),
        ("ru", "Груша попросила о переводе.", ["Груша"]),
        # A common word that does what only people do, or for which an article would be missing
        ("pl", "Kret zrezygnował. Kret rozkopał murawę.", ["Kret"]),
        ("en", "Young was in the room. Young shoots wither.", ["Young"]),
        ("be", "Трусаў над балотам налічылі сто. Трусаў з дзецьмі з'ехалі.", ["Трусаў"]),
        ("be", "Садовы дом згарэў. Садовы раней маўчаў.", ["Садовы"]),
        # One of a people, a town, a country
        ("en", "Every Turk knows. A wealthy Turk left. He told Turk so.", ["Turk"]),
        ("en", "A pub in Bolton closed. His trust in Bolton did not.", ["Bolton"]),
        ("en", "Jordan closed its border. King Hussein of Jordan died. Rep. Jordan rose.", ["Jordan"]),
        # Given names in cases that are everyday words, or have another stem
        ("pl", "Wniosek Kai Kallas poparto. Kai Kallas dziękowano.", ["Kai Kallas", "Kallas"]),
        ("pl", "Jackowi Siewierze powierzono misję Lwa Holuba.", ["Jackowi Siewierze", "Lwa Holuba"]),
        ("ru", "Вручили приз Льву Голубу. Во Львове Голуб не был.", ["Льву Голубу", "Голуб"]),
        ("uk", "Е. Світоліна виграла.", ["Е Світоліна"]),
        ("lt", "Maiklas Trusau, Stivas Petrenko ir Čarlzas Bolton išvyko.", []),
        # The younger of two
        ("en", "Hasan Demir Jr. plays. Demir, Jr., plays. Demir, junior partner, left.", ["Demir"]),
        ("en", "Kemal Hasan Demir Jr. signed.", ["Hasan Demir"]),
        ("uk", "Демір-молодший грає, Демір-старший дивиться.", ["Демір"]),
        ("be", "Лукашэнка-малодшы вучыцца.", []),
        ("lt", "Demiras jaunesnysis žaidžia. Demiras jaunesnis už jį.", ["Demiras"]),
        # Firms, and what a Lithuanian genitive has
        ("en", "Linde plc builds plants.", []),
        ("lt", "Juro Kalniečio medalis parduotas. Kalniečio gatvė užversta.", ["Juro Kalniečio"]),
    ],
)
def test_what_people_are_called_tells_whose_a_surname_is(language: str, text: str, found: list[str]) -> None:
    tokens = tokenise(text)
    spans = {(hit.first, hit.last) for hit in NAMES.find(tokens, language)}
    assert [" ".join(tokens.forms[first : last + 1]) for first, last in sorted(spans)] == found


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Груша попросила о переводе.", {"Nina Hrusha"}),
        ("Журналистка Груша попросила о переводе.", {"Nina Hrusha"}),
        ("Уоллис-младший победил.", {"George Wallis Jr."}),
        ("Уоллис победил.", {"George Wallis", "George Wallis Jr."}),
    ],
)
def test_of_two_of_one_surname_sex_and_age_tell_who_is_meant(text: str, keys: set[str]) -> None:
    assert {hit.key for hit in NAMES.find(tokenise(text), "ru")} == keys


def test_words_kept_as_sums_are_known_and_others_are_not() -> None:
    words = Words(["мороз", "frost"])
    assert "мороз" in words
    assert "frost" in words
    assert "moroz" not in words
    assert "мороз" not in Words([])
