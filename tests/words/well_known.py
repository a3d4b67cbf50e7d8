"""Names that shops, works, woods and towns bear, too, and how they are found in a text."""

from monitor.model.topics import Name
from monitor.words.names.index import NameIndex
from monitor.words.tokens import tokenise

NAMES = NameIndex(
    Name(key=name, kind="person", name=name, also=tuple(also))
    for name, *also in [
        ("Marco Rubio", "Марко Рубио", "Марка Рубіа"),
        ("Keith Kellogg", "Кит Келлог", "Кіт Келаг"),
        ("David Lammy", "Дэвид Лэмми", "Дэвід Лэмі"),
        ("Lavon Volski", "Лявон Вольский", "Лявон Вольскі"),
        ("Sviatlana Tsikhanouskaya", "Светлана Тихановская", "Святлана Ціханоўская"),
        ("Aliaksei Aleksin", "Алексей Олексин", "Аляксей Алексін"),
        ("Dmitry Peskov", "Дмитрий Песков", "Дзмітрый Пяскоў"),
        ("Olena Zelenska", "Елена Зеленская", "Алена Зяленская"),
        ("Volodymyr Zelensky", "Владимир Зеленский", "Уладзімір Зяленскі"),
        ("Karol Nawrocki", "Кароль Навроцкий", "Караль Наўроцкі"),
        ("Radosław Sikorski", "Радослав Сикорский", "Радаслаў Сікорскі"),
        ("Gitanas Nausėda", "Гитанас Науседа", "Гітанас Наўседа"),
        ("Kyrylo Budanov", "Кирилл Буданов", "Кірыла Буданаў"),
        ("Vladimir Kara-Murza", "Владимир Кара-Мурза", "Уладзімір Кара-Мурза"),
        ("Oleksandr Usyk", "Александр Усик", "Аляксандр Усік"),
        ("Ales Bialiatski", "Алесь Беляцкий", "Алесь Бяляцкі"),
    ]
)


def found_in(text: str, language: str) -> list[str]:
    """Return the names of a text as they stand there."""
    tokens = tokenise(text)
    hits = NAMES.find(tokens, language)
    return [" ".join(tokens.forms[hit.first : hit.last + 1]) for hit in hits]
