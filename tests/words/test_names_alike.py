"""Words that only sound like a short surname, and people whose surname begins otherwise, are not found."""

import string
import tracemalloc

import pytest

from monitor.model.topics import Name
from monitor.words.names.index import NameIndex
from monitor.words.tokens import tokenise

NAMES = NameIndex(
    Name(key=name, kind="person", name=name, also=tuple(also))
    for name, *also in [
        ("Rico Krieger", "Рико Кригер", "Рыка Крыгер"),
        ("Mykhailo Fedorov", "Михаил Фёдоров", "Михайло Федоров"),
        ("Manfred Weber", "Манфред Вебер", "Манфрэд Вебер"),
        ("Daniel Fried", "Дэниел Фрид", "Дэніэл Фрыд"),
        ("Heiko Maas", "Хайко Маас", "Хайка Маас"),
        ("Qin Gang", "Цинь Ган", "Цінь Ган"),
        ("Luigi Di Maio", "Луиджи Ди Майо", "Луіджы Ды Маё"),
        ("Paweł Kowal", "Павел Коваль", "Павел Каваль"),
        ("Boris Moroz", "Борис Мороз", "Барыс Мароз"),
        ("Mikola Dziadok", "Николай Дедок", "Мікола Дзядок"),
        ("Szymon Hołownia", "Шимон Холовня", "Шыман Галоўня"),
        ("Tom Rose", "Том Роуз", "Том Роўз"),
        ("Yury Chyzh", "Юрий Чиж", "Юры Чыж"),
        ("Mikalai Varabei", "Николай Воробей", "Мікалай Варабей"),
        ("Ihar Karnei", "Игорь Карней", "Ігар Карней"),
        ("Krišjānis Kariņš", "Кришьянис Кариньш", "Крыш'яніс Карыньш"),
        ("Tomasz Grodzki", "Томаш Гродзкий", "Томаш Гродскі"),
        ("Tsai Ing-wen", "Цай Инвэнь", "Цай Інвэнь"),
        ("Ryta Dakota", "Рита Дакота", "Рыта Дакота"),
        ("Keith Kellogg", "Кит Келлог", "Кіт Келаг"),
        ("Jens Plötner", "Йенс Плётнер", "Енс Плётнер"),
        ("Eldar Shengelaia", "Эльдар Шенгелая", "Эльдар Шэнгелая"),
    ]
)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ru", "Кригера обменяли.", ["Кригера"]),
        ("lt", "Lukašenka Kriegeriui atleido.", ["Kriegeriui"]),
        ("be", "Міхайла Фёдараў прыехаў.", ["Міхайла Фёдараў"]),
        ("ru", "Композитор Карл Мария фон Вебер родился.", []),
        ("ru", "Вебер из партии ушёл.", ["Вебер"]),
        ("en", "The court sat on Friday and on Thursday.", []),
        ("en", "Envoy Fried spoke; Daniel Fried left.", ["Fried", "Daniel Fried"]),
        ("en", "Ms Brown went to Mass. Can it be Khan?", []),
        ("en", "Maas and Heiko Mass met.", ["Maas", "Heiko Mass"]),
        ("lt", "M. Statkevičius tylėjo. Mes irgi.", []),
        ("pl", "Ma to związek z Majem.", []),
        ("pl", "Morze Czarne i Morze Białe.", []),
        ("ru", "Посол говорил с Коулом.", []),
        ("ru", "Посол говорил с Ковалем.", ["Ковалем"]),
        ("ru", "Анархисту Дедку вручили письмо.", ["Дедку"]),
        ("be", "Так сказала Галоўная рэдактарка.", []),
        ("be", "Маршалка Галоўню выбралі.", ["Галоўню"]),
        ("pl", "Wymiana między Rosją a Polską.", []),
        ("ru", "Режиссёр Шенгелая снял фильм.", ["Шенгелая"]),
        ("ru", "Компании Чижа продали, а компания Чиж цела.", ["Чижа"]),
        ("en", "She asks Carney for more; Karney and Karnei agree.", ["Karney", "Karnei"]),
        ("pl", "Premier Carney rozmawiał z Karniejem.", ["Karniejem"]),
        ("ru", "Премьеру Карни ответил Карней.", ["Карней"]),
        ("en", "Envoy Kellog left with Kelloggs.", ["Kellog"]),
        ("lt", "Karinis atsistatydino.", ["Karinis"]),
        ("pl", "Grodzkiego zastąpiła posłanka.", ["Grodzkiego"]),
        ("en", "Tsai Ing-wen came to Vilnius.", ["Tsai Ing wen"]),
        ("en", "A train left North Dakota for Minot.", []),
        ("ru", "Пожары в штате Северная Дакота тушат.", []),
        ("ru", "Фёдоров отстреляли. Фёдоров пять дней ждал.", ["Фёдоров"]),
        ("en", "Juggler Conan Kellogg dropped a plate.", []),
        ("en", "KELLOGG TALKS AGAIN. Trump Sends Envoy Kellogg", ["KELLOGG", "Kellogg"]),
        ("en", "Ploetner, Plotner and Plötner are one.", ["Ploetner", "Plotner", "Plötner"]),
        ("ru", "На улице Рико Кригера ждут Рико Кригера.", ["Рико Кригера"]),
        ("ru", "На площадке Рико Кригера ждут.", ["Рико Кригера"]),
        ("lt", "Pirklys Vorobejus tyli.", ["Vorobejus"]),
    ],
)
def test_words_that_sound_like_a_name_are_told_from_it(language: str, text: str, found: list[str]) -> None:
    tokens = tokenise(text)
    hits = NAMES.find(tokens, language)
    assert [" ".join(tokens.forms[hit.first : hit.last + 1]) for hit in hits] == found


def test_a_polish_railway_is_not_the_envoy():
    names = NameIndex([Name(key="coale", kind="person", name="John Coale", also=("John Cole", "Джон Коул"))])
    texts = ("Kolej białoruska skarży USA", "Coale przyjechał do Mińska")
    assert [len(names.find(tokenise(text), "pl")) for text in texts] == [0, 1]


def test_endless_words_around_a_name_are_not_remembered():
    names = NameIndex([Name(key="coale", kind="person", name="John Coale", also=("Джон Коул",))])
    kept = []
    tracemalloc.start()
    try:
        for letter in string.ascii_lowercase:
            word = letter * 100_000
            assert names.find(tokenise(f"{word} Coale {word} {word.title()} Coale said"), "en")
            kept.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert kept[-1] - kept[len(kept) // 2] < len(word), "lists that are read once are read by then"
