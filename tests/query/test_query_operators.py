"""What each form of the language finds, and what it does not."""

import pytest
from query_parts import hits

YES = [
    # OR, AND, NOT and their other spellings
    ("us OR minsk", "Talks in Minsk", "", "en", ["Minsk"]),
    ("us | minsk", "US and Minsk", "", "en", ["US", "Minsk"]),
    ("us AND minsk", "US envoy", "In Minsk", "en", ["US", "Minsk"]),
    ("us & minsk", "US envoy in Minsk", "", "en", ["US", "Minsk"]),
    ("us minsk", "Minsk and US", "", "en", ["Minsk", "US"]),
    ("us AND NOT minsk", "US envoy", "", "en", ["US"]),
    ("us -minsk", "US envoy", "", "en", ["US"]),
    ("us !minsk –vilnius", "US envoy", "", "en", ["US"]),
    ("us OR minsk AND vilnius", "US", "", "en", ["US"]),
    ("us # a comment with OR (\nenvoy", "US envoy", "", "en", ["US", "envoy"]),
    # NEAR
    ("us NEAR/1 minsk", "Minsk hosts US", "", "en", ["Minsk", "US"]),
    ("us NEAR/1 minsk", "US-Minsk", "", "en", ["US", "Minsk"]),
    ("us NEAR minsk", "US a b c d e Minsk", "", "en", ["US", "Minsk"]),
    ("us NEAR/2 minsk", "US, then Minsk. US a b c Minsk", "", "en", ["US", "Minsk", "US"]),
    ("us ONEAR/1 minsk", "US hosts Minsk", "", "en", ["US", "Minsk"]),
    ("(us OR eu) NEAR/1 (minsk OR vilnius)", "EU at Vilnius", "", "en", ["EU", "Vilnius"]),
    ('"prime minister" NEAR/1 minsk', "prime minister in Minsk", "", "en", ["prime minister", "Minsk"]),
    ("a1 NEAR/2 b1 NEAR/2 c1", "a1 c1 b1", "", "en", ["a1", "c1", "b1"]),
    ("a1 ONEAR/2 b1 ONEAR/2 c1", "a1 b1 c1", "", "en", ["a1", "b1", "c1"]),
    ("a1 ONEAR (b1 ONEAR c1)", "a1 b1 c1", "", "en", ["a1", "b1", "c1"]),
    ("us NEAR/s minsk", "US envoy has come a very long way to Minsk. Us", "", "en", ["US", "Minsk"]),
    ("us NEAR/p minsk", "x", "US. One. Two. Three four five six. Minsk.\n\nUS", "en", ["US", "Minsk"]),
    ("us NOT NEAR/2 minsk", "US in Minsk", "US elsewhere", "en", ["US"]),
    ('minister NOT NEAR/1 "prime minister"', "Prime minister and a minister", "", "en", ["minister"]),
    ("us NOT NEAR/s minsk", "US went. Minsk stayed", "", "en", ["US"]),
    # phrases
    (
        '"prime minister"',
        "Prime-minister's",
        "prime, ministers",
        "en",
        ["Prime-minister's", "prime, ministers"],
    ),
    ("„prime minister“", "Prime minister", "", "en", ["Prime minister"]),
    ("«премьер министр»", "Премьер-министр", "", "ru", ["Премьер-министр"]),
    ('"sanct* on"', "Sanctions on", "", "en", ["Sanctions on"]),
    ("us-belarus", "US-Belarus and US Belarus", "", "en", ["US-Belarus", "US Belarus"]),
    ("belarus", "US-Belarus", "", "en", ["Belarus"]),
    # scripts without blanks, whose vowels may be marks
    ("释放 NEAR/3 政治犯", "白俄罗斯释放了政治犯。", "", "zh", ["释放", "政治犯"]),
    ("เบลารุส AND นักโทษ", "เบลารุสปล่อยตัวนักโทษ", "", "th", ["เบลารุส", "นักโทษ"]),
    ("ဘီလာရုစ်", "ဘီလာရုစ် နိုင်ငံ", "", "my", ["ဘီလာရုစ်"]),
    # counting
    ("atleast2(us)", "US and US", "", "en", ["US", "US"]),
    ("atleast2(us OR minsk)", "US, Minsk", "", "en", ["US", "Minsk"]),
    ("atleast2(us NEAR/1 minsk)", "US Minsk", "Minsk US", "en", ["US", "Minsk", "Minsk", "US"]),
    # fields
    ("title:us", "US", "US", "en", ["US"]),
    ("text:us", "US", "us", "en", ["us"]),
    ("lead:us", "x", "one " * 59 + "us us", "en", ["us"]),
    ("title:(us minsk)", "US in Minsk", "US", "en", ["US", "Minsk"]),
    # facts
    ("us source:belta", "US", "", "en", ["US"]),
    ("us source:BelTA group:State country:by", "US", "", "en", ["US"]),
    ("us lang:EN", "US", "", "en", ["US"]),
    ('us author:"a b"', "US", "", "en", ["US"]),
    ("us url:EXAMPLE.org/news tag:politics", "US", "", "en", ["US"]),
    ("source:belta", "x", "", "en", []),
    # names
    ("@lukashenka", "Alaksandr Łukaszenka", "Лукашенко", "ru", ["Alaksandr Łukaszenka", "Лукашенко"]),
    ("@lukashenka NEAR/2 us", "US and Lukaszenka", "", "en", ["US", "Lukaszenka"]),
    # words and their forms
    ("sanction", "Sanctions, sanctioned; SANCTION", "", "en", ["Sanctions", "sanctioned", "SANCTION"]),
    ("sanctions", "sanction", "", "en", ["sanction"]),
    ("санкция", "Санкции, санкциями", "", "ru", ["Санкции", "санкциями"]),
    ("ещё", "Еще", "", "ru", ["Еще"]),
    ("п'ять", "П’ять", "", "uk", ["П’ять"]),
    ("Mińsk", "minsk", "", "pl", ["minsk"]),
    ("北京 会谈", "北京会谈", "", "zh", ["北京", "会谈"]),
    # exact forms
    ("=sanctions", "Sanctions", "", "en", ["Sanctions"]),
    ('="prime ministers"', "Prime Ministers", "", "en", ["Prime Ministers"]),
    ("cs(US)", "US told us", "", "en", ["US"]),
    ('cs("Prime Minister" OR EU)', "Prime Minister, EU, eu", "", "en", ["Prime Minister", "EU"]),
    ("cs(Ёлка)", "Елка, ёлка", "", "ru", ["Елка"]),
    # wildcards
    ("sanct*", "Sanctions, sanct, sanctuary's", "", "en", ["Sanctions", "sanct", "sanctuary's"]),
    ("*ction", "sanction, auction's", "", "en", ["sanction"]),
    ("*nc*on*", "sanctions", "", "en", ["sanctions"]),
    ("m??sk", "Minsk Mińsk", "", "en", ["Minsk", "Mińsk"]),
    ("санкц*", "санкционный", "", "ru", ["санкционный"]),
    ("cs(US*)", "USA use USSR", "", "en", ["USA", "USSR"]),
    # operators in lower case are words
    ("or and near", "or and near", "", "en", ["or", "and", "near"]),
]

NO = [
    ("us OR minsk", "Vilnius", "", "en"),
    ("us AND minsk", "US", "", "en"),
    ("us AND NOT minsk", "US in Minsk", "", "en"),
    ("(us OR minsk) AND vilnius", "US", "", "en"),
    ("us NEAR/1 minsk", "US goes to Minsk", "", "en"),
    ("us NEAR minsk", "US a b c d e f Minsk", "", "en"),
    ("us NEAR/5 minsk", "US", "Minsk", "en"),
    ("us NEAR/5 minsk", "x", "US\n\nMinsk", "en"),
    ("us NEAR us", "US", "", "en"),
    ("us NEAR (us OR minsk)", "US", "", "en"),
    ("us ONEAR/1 minsk", "Minsk hosts US", "", "en"),
    ("a1 ONEAR/2 b1 ONEAR/2 c1", "a1 c1 b1", "", "en"),
    ("a1 ONEAR (b1 ONEAR c1)", "b1 a1 c1", "", "en"),
    ("us NEAR/s minsk", "US. Minsk.", "", "en"),
    ("us NEAR/p minsk", "x", "US.\n\nMinsk", "en"),
    ("us ONEAR/s minsk", "Minsk and US", "", "en"),
    ("us NOT NEAR/2 minsk", "US in Minsk", "", "en"),
    ("(us NEAR eu) NOT NEAR/1 minsk", "US, EU in Minsk", "", "en"),
    ('minister NOT NEAR/1 "prime minister"', "Prime minister", "", "en"),
    ("us NOT NEAR/s minsk", "US is in Minsk", "", "en"),
    ('"prime minister"', "minister prime", "", "en"),
    ('"prime minister"', "prime", "minister", "en"),
    ('"prime minister"', "x", "prime\n\nminister", "en"),
    ("us-belarus", "Belarus-US", "", "en"),
    ("atleast3(us)", "US", "US", "en"),
    ("atleast2(us OR =us)", "US", "", "en"),
    ("atleast2(us NEAR/1 minsk)", "US Minsk US", "", "en"),
    ("title:us", "x", "US", "en"),
    ("text:us", "US", "x", "en"),
    ("lead:us", "x", "one " * 60 + "us", "en"),
    ('title:"us minsk"', "us", "minsk us minsk", "en"),
    ("us source:bel", "US", "", "en"),
    ("us group:independent", "US", "", "en"),
    ("us lang:ru", "US", "", "en"),
    ("us author:a", "US", "", "en"),
    ("us url:example.com", "US", "", "en"),
    ("@lukashenka", "Alaksandr", "", "en"),
    ("sanction", "sanctuary", "", "en"),
    ("sanction", "sanctions", "", "xx"),
    ("=sanction", "sanctions", "", "en"),
    ('="prime minister"', "prime ministers", "", "en"),
    ("cs(US)", "us Us", "", "en"),
    ("у", "ў", "", "be"),
    ("sanct*", "insanct sanc", "", "en"),
    ("m??sk", "mosk mi'sk", "", "en"),
    ("*ab*ba", "aba", "", "en"),
]


@pytest.mark.parametrize(("query", "title", "text", "language", "found"), YES)
def test_it_is_found(query, title, text, language, found):
    assert hits(query, title, text, language=language) == found


@pytest.mark.parametrize(("query", "title", "text", "language"), NO)
def test_it_is_not_found(query, title, text, language):
    assert hits(query, title, text, language=language) is None
