"""What stands right before or behind a name says whose it is: another surname, an office, an adjective."""

import pytest

from monitor.model.topics import Name
from monitor.words.names.index import NameIndex
from monitor.words.tokens import tokenise

NAMES = NameIndex(
    [
        *(
            Name(key=name, kind="person", name=name, also=tuple(also))
            for name, *also in [
                ("Xi Jinping", "Си Цзиньпин", "Сі Цзіньпін"),
                ("Kim Jong Un", "Ким Чен Ын", "Кім Чэн Ын"),
                ("Lee Jae-myung", "Ли Чжэ Мён", "Лі Чэ Мён"),
                ("He Lifeng", "Хэ Лифэн", "Хэ Ліфэн"),
                ("Wang Yi", "Ван И", "Ван І"),
                ("John Coale", "Джон Коул", "Джон Коўл"),
                ("Donald Tusk", "Дональд Туск", "Donaldas Tuskas"),
                ("Donald Trump", "Дональд Трамп", "Дональд Трамп"),
                ("Karim Khan", "Карим Хан", "Карым Хан"),
                ("Lloyd Austin", "Ллойд Остин", "Лойд Осцін"),
                ("Uladzimir Zayats", "Владимир Заяц", "Уладзімір Заяц"),
                ("Palina Sharenda", "Полина Шаренда", "Паліна Шарэнда"),
                ("Julie Fisher", "Джули Фишер", "Джулі Фішэр"),
                ("Marco Rubio", "Марко Рубио", "Марка Рубіа"),
                ("Maksim Znak", "Максим Знак", "Максім Знак"),
                ("Radoslaw Sikorski", "Радослав Сикорский", "Радаслаў Сікорскі"),
                ("Oleksandra Matviichuk", "Александра Матвийчук", "Олександра Матвійчук"),
                ("Oleksandr Tymoshchuk", "Александр Тимощук", "Олександр Тимощук"),
                ("Kęstutis Budrys", "Кястутис Будрис", "Кястуціс Будрыс"),
                ("Mikalai Statkevich", "Николай Статкевич", "Мікалай Статкевіч"),
                ("Oleksii Danilov", "Алексей Данилов", "Олексій Данілов"),
                ("Hillary Clinton", "Хиллари Клинтон", "Хілары Клінтан"),
                ("Mikalai Kazlou", "Николай Козлов", "Мікалай Казлоў"),
            ]
        ),
        Name(key="viasna", kind="org", name="Viasna", also=("Весна", "Вясна")),
        Name(key="kamenets", kind="place", name="Kamenets", also=("Каменец", "Камянец")),
        Name(key="kopys", kind="place", name="Kopys", also=("Копысь",)),
        Name(key="mahilyow", kind="place", name="Mahilyow", also=("Могилёв", "Магілёў")),
        Name(key="lida", kind="place", name="Lida", also=("Лида", "Ліда")),
    ]
)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Xi hosted the leaders.", ["Xi"]),
        ("en", "Xi Jinping's guests met Jinping Xi.", ["Xi Jinping's", "Jinping Xi"]),
        ("en", "Xi Mingze studied abroad.", []),
        ("en", "Xi Zhongxun Returns To Beijing Again", []),
        ("ru", "Председатель Си и Си Цзиньпин.", ["Си", "Си Цзиньпин"]),
        ("lt", "Lyderis Si Dzinpingas stebėjo. Si nieko.", ["Si Dzinpingas"]),
        ("ru", "Ким Чен Ын сменил Ким Чен Ира.", ["Ким Чен Ын"]),
        ("en", "Lee Jae-yong met Lee Jae-myung.", ["Lee Jae myung"]),
        ("en", "President Lee met the press.", ["Lee"]),
        ("en", "Lee Harper wrote it.", []),
        ("en", "He said that Premier He signed and He Lifeng left.", ["He", "He Lifeng"]),
        ("ru", "Ваня и Ваник говорили с Ваном.", []),
        ("uk", "Коул Палмер забив.", []),
        ("pl", "Cole Palmer strzelił gola.", []),
        ("ru", "Туск Минску ответил, Туска Палмер не видел. Туск Палмер поёт.", ["Туск", "Туска"]),
        ("ru", "Помощник Трампа Джон Коул прилетел.", ["Трампа", "Джон Коул"]),
        ("uk", "Хан Девлет спалив місто.", []),
        ("lt", "Austinas Butleris vaidino. Pasiuntinys Coale'as Vilniuje.", ["Coale'as"]),
        ("ru", "Глава Пентагона Остин улетел в Остин.", ["Остин"]),
        ("be", "Паліну Шарэнду-Панасюк выпусцілі.", ["Паліну Шарэнду"]),
        ("ru", "Прокурор МУС Хан и глава МИДа Туск молчали.", ["Хан", "Туск"]),
        ("en", "Sadiq Khan, the mayor, spoke.", []),
        ("en", "Zabelo Khan, the mayor, spoke. Jailed Khan waits. Archbishop Khan too.", ["Khan", "Khan"]),
        (
            "ru",
            "Министр обороны Японии Туск, глава МИД Индии Хан, посол сказал Абикешу Хану.",
            ["Туск", "Хан"],
        ),
        ("pl", "Sekretarz Rady Bezpieczeństwa Tusk odwiedził granicę.", ["Tusk"]),
        ("ru", "Министр обороны Абикеш Хан уволен.", []),
        ("ru", "В Копыси и под Копысью ждали.", ["Копыси", "Копысью"]),
        ("be", "У Копысі чакалі. Спецпасланнік Брылёва Туск прыляцеў.", ["Копысі", "Туск"]),
        ("ru", "Мэр Харькова Туск и мэр Нью-Йорка Хан.", ["Туск", "Хан"]),
        ("be", "Дарадца Ціханоўскай Туск паляцеў.", ["Туск"]),
        ("pl", "Kim Dzong Un w Mohylewie.", ["Kim Dzong Un", "Mohylewie"]),
        ("ru", "Цинь Хан сыграл на скрипке.", []),
        ("en", "Tusk fragments were found. Tusk's aide knew. Tusk ordered a search.", ["Tusk's", "Tusk"]),
        ("ru", "Зайцу дали слово. Заяц убежал.", ["Зайцу"]),
        ("ru", "Весна пришла. Весна сообщила об этом. «Весна» молчит.", ["Весна", "Весна"]),
        ("be", "Viasna spaźniłasia.", []),
        ("pl", "Kamieniec Podolski, z Kamieńca Podolskiego, w Kamieńcu.", ["Kamieńcu"]),
        ("ru", "Каменец-Подольский далеко. В Каменце Минская улица.", ["Каменце"]),
        ("be", "У Камянцы адкрылі вежу.", ["Камянцы"]),
        ("ru", "Лида Иванова поёт. Лида Гродненской области. В Лиде Иванов пел.", ["Лида", "Лиде"]),
        ("en", "It was sung by Mirra Fisher, signed by Ambassador Fisher.", ["Fisher"]),
        ("ru", "Посол Фишер уехала. Бобби Фишер выиграл. Отто Фишер проиграл.", ["Фишер"]),
        ("en", "Rubio's Bakery is closed. Rubio's State Department is not.", ["Rubio's"]),
        ("en", "Znak.com shut down, Znak said.", ["Znak"]),
        ("ru", "Сайт Trump.example закрыт. Так решил Трамп.Остальное ждёт.", ["Трамп"]),
        ("pl", "Wydawnictwo Znak ogłosiło premiery. Wydawnictwo Znaka milczy.", ["Znaka"]),
        ("en", "Sikorsky will deliver helicopters, Radoslaw Sikorsky said.", ["Radoslaw Sikorsky"]),
        ("pl", "Na ul. gen. Sikorskiego stoi korek. Na ulicy ministra Sikorskiego witano.", ["Sikorskiego"]),
        ("ru", "Улица академика Сикорского. Школа имени маршала Сикорского.", []),
        ("ru", "На улице маршал Сикорский сказал.", ["Сикорский"]),
        ("uk", "Олександр Матвійчук тренує, Олександру Матвійчук чули.", ["Олександру Матвійчук"]),
        (
            "ru",
            "Александра Тимощук поёт, Александра Тимощука и Сашу Тимощука видели.",
            ["Александра Тимощука", "Сашу Тимощука"],
        ),
        ("en", "J. Cole sang. J. Coale and John Cole spoke.", ["J Coale", "John Cole"]),
        ("lt", "Raštą Kęstučiui Budriui įteikė, Vytauto Budrio neklausė.", ["Kęstučiui Budriui"]),
        ("be", "Pra Statkieviča pišuć. Ihar Statkievič maluje.", ["Statkieviča"]),
        ("ru", "В Даниловом монастыре служили, с Даниловым говорили.", ["Даниловым"]),
        ("be", "Данілаў паабяцаў адказ.", ["Данілаў"]),
        (
            "en",
            "Clinton, Iowa, is small. Born in Clinton, New York. Clinton, New York senator then.",
            ["Clinton"],
        ),
        ("ru", "Козлов и баранов гнали. Козлов и его адвокат ушли.", ["Козлов"]),
    ],
)
def test_what_stands_beside_a_name_tells_whose_it_is(language: str, text: str, found: list[str]) -> None:
    tokens = tokenise(text)
    hits = NAMES.find(tokens, language)
    assert [" ".join(tokens.forms[hit.first : hit.last + 1]) for hit in hits] == found
