"""A shop, a firm, a prize or a foundation that is called after somebody is not who bears the name."""

import pytest

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


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        # A shop or a tavern that has one or two capitalised words more than its owner's name
        ("en", "Rubio's Coastal Grill closed 48 restaurants.", []),
        ("en", "Kellogg's Old Mill Bakery burned down.", []),
        ("en", "They met at Volski's Family Diner in Queens.", []),
        ("en", "Lammy Fish Bar opened in Hull.", []),
        ("en", "Zelensky's Corner Cafe serves borscht.", []),
        ("en", "Rubio's State Department issued a warning.", ["Rubio's"]),
        ("en", "Zelensky's European allies met at the Grand Hotel.", ["Zelensky's"]),
        ("en", "Kellogg's White House office was empty.", ["Kellogg's"]),
        ("en", "Rubio's Miami pizzeria visit drew a crowd.", ["Rubio's"]),
        ("en", "Lammy's Foreign Office team flew to Kyiv.", ["Lammy's"]),
        ("en", "Rubio's Italian Restaurant reopened in May.", []),
        ("en", "Sikorski's Polish Bakery won an award.", []),
        ("en", "Police searched Volski's All-Night Pharmacy on Friday.", []),
        ("en", "Rubio's Cuban American voters met in a Miami restaurant.", ["Rubio's"]),
        ("en", "Kellogg's Ukraine plan was discussed at Cafe Milano.", ["Kellogg's"]),
        ("en", "Lammy's Corner Bookshop hosts readings in Tottenham.", []),
        ("en", "A fire gutted Kellogg's Riverside Diner overnight.", []),
        ("en", "Rubio's Republican colleagues dined at a steakhouse.", ["Rubio's"]),
        ("en", "Zelensky's National Security Council met.", ["Zelensky's"]),
        # What an article makes a thing of
        ("en", "Two poets each won a Lammy at the ceremony.", []),
        ("en", "She ate a Kellogg for breakfast.", []),
        ("en", "He has an Emmy and a Lammy.", []),
        ("en", "Another Lammy, her third, went to a novelist.", []),
        ("en", "No book had won a Lammy before.", []),
        ("en", "A Lammy aide denied it.", ["Lammy"]),
        ("en", "In a Rubio cable to embassies the ban was lifted.", ["Rubio"]),
        ("en", "A Zelensky visit is expected.", ["Zelensky"]),
        ("en", "An angry Zelensky left the room.", ["Zelensky"]),
        ("en", "A Rubio-led delegation arrived.", ["Rubio"]),
        ("en", "A Kellogg who listens is what Kyiv wanted.", ["Kellogg"]),
        ("en", "Her memoir earned her a Lammy in 2019.", []),
        ("en", "He flew in a Sikorski from the museum.", []),
        ("en", "Not every novelist gets a Lammy or a Booker.", []),
        ("en", "It was a Rubio who had changed his mind.", ["Rubio"]),
        ("en", "A Kellogg-Zelensky call lasted an hour.", ["Kellogg", "Zelensky"]),
        ("en", "It is a Lammy speech, a Rubio warning and a Zelensky plea.", ["Lammy", "Rubio", "Zelensky"]),
        ("en", "Is there a Zelensky–Trump deal?", ["Zelensky"]),
        ("en", "The author, who holds a Lammy, lives in Leeds.", []),
        ("en", "The paper quoted a Kellogg memo and a Rubio letter.", ["Kellogg", "Rubio"]),
        # Firms of partners
        ("lt", "Kontora „Nausėda ir partneriai“ atidarė biurą.", []),
        ("lt", "„Budanovas ir sūnūs“ kepa duoną.", []),
        ("pl", "Kancelaria Wolski i Wspólnicy wygrała proces.", []),
        ("pl", "Spółka „Sikorski i synowie” upadła.", []),
        ("en", "Volski & Partners hired a lobbyist.", []),
        ("en", "Kellogg and Sons sold the mill.", []),
        ("ru", "Бюро «Песков и партнёры» наняло юристов.", []),
        ("uk", "Фірма «Буданов і партнери» програла суд.", []),
        ("be", "Кантора «Вольскі і партнёры» закрылася.", []),
        ("lt", "Nausėda ir partneriai Varšuvoje tarėsi dėl gynybos.", ["Nausėda"]),
        ("pl", "Sikorski i partnerzy z NATO podpisali list.", ["Sikorski"]),
        ("en", "Zelensky and partners agreed on a plan.", ["Zelensky"]),
        ("ru", "Песков и партнёры по переговорам молчат.", ["Песков"]),
        ("uk", "«Зеленський і партнери домовилися», — сказав речник.", ["Зеленський"]),
        ("lt", "„Nausėda ir partneriai sutarė“, – sakė patarėjas.", ["Nausėda"]),
        ("lt", "Bendrovė „Budanovas ir Ko“ bankrutavo.", []),
        ("pl", "Firma Sikorski i Syn szyje garnitury.", []),
        ("de", "Die Kanzlei Zelensky und Partner klagt.", []),
        ("uk", "Адвокатське об'єднання «Зеленський та партнери» подало позов.", []),
        ("en", "Lawyers at Lammy and Associates sued the bank.", []),
        ("en", "Zelensky and Partners of Ukraine met.", ["Zelensky"]),
        ("pl", "Sikorski i Brytyjczycy podpisali umowę.", ["Sikorski"]),
        ("ru", "«Песков и партнёры» — так называется бюро.", []),
        ("lt", "Nausėda ir sūnus atvyko.", ["Nausėda"]),
        ("ru", "Зеленский и брат Кличко поспорили.", ["Зеленский"]),
        ("en", "Shares in Sikorski and Associates fell.", []),
        ("en", "Zelensky and brother nations agreed.", ["Zelensky"]),
        ("ru", "Контора «Сикорский и сыновья» шьёт обувь.", []),
        ("ru", "Сикорский и партнёры из ЕС приехали.", ["Сикорский"]),
        ("uk", "Компанія «Усик і партнери» купила готель.", []),
        ("pl", "Kancelaria „Nawrocki i Partnerzy” milczy.", []),
        ("pl", "Nawrocki i synowie weszli na salę.", ["Nawrocki"]),
        ("lt", "UAB „Nausėda ir sūnūs“ veža grūdus.", []),
        ("lt", "Nausėda ir partneriai iš Lenkijos susitiko.", ["Nausėda"]),
        # Whose fund it is, behind a given name or an initial; other institutions are called after somebody
        ("lt", "O. Zelenskos fondas perka autobusus.", ["O Zelenskos"]),
        ("lt", "Olenos Zelenskos fondas perka autobusus.", ["Olenos Zelenskos"]),
        ("lt", "O. Zelenskos mokykla ir O. Zelenskos gatvė.", []),
        ("lt", "M. Zelenskos fondas skelbė konkursą.", []),
        ("lt", "Kelloggo fondas skyrė lėšų.", []),
        ("ru", "Фонд Елены Зеленской купил автобусы.", ["Елены Зеленской"]),
        ("uk", "Фонд Олени Зеленської купив автобуси.", ["Олени Зеленської"]),
        ("en", "The Olena Zelenska Foundation bought buses.", ["Olena Zelenska"]),
        ("en", "The Kellogg Foundation bought buses.", []),
        ("en", "The Keith Kellogg Fund gave grants; the Kellogg Fund did too.", ["Keith Kellogg"]),
        ("pl", "Fundacja Oleny Zełenskiej kupiła autobusy.", ["Oleny Zełenskiej"]),
        ("lt", "K. Kelloggo fondas veikia, W. Kelloggo fondas irgi.", ["K Kelloggo"]),
        ("en", "The Volski Foundation and the Karol Nawrocki Foundation applied.", ["Karol Nawrocki"]),
        ("lt", "G. Nausėdos fondas ir G. Nausėdos gimnazija.", ["G Nausėdos"]),
    ],
)
def test_what_is_called_after_somebody_is_not_who_bears_the_name(
    language: str, text: str, found: list[str]
) -> None:
    tokens = tokenise(text)
    hits = NAMES.find(tokens, language)
    assert [" ".join(tokens.forms[hit.first : hit.last + 1]) for hit in hits] == found
