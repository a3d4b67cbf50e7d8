"""Which language a text is in, at its hardest: headlines, neighbours, Latin-script Belarusian."""

import json
from pathlib import Path

import pytest

from monitor.words import alphabets, language

GOLD = Path(__file__).parents[3] / "shared" / "data" / "gold-dev.jsonl"

SENTENCES = [
    ("be", "У Мінску адбылася сустрэча з амерыканскай дэлегацыяй, паведамілі дыпламаты."),
    ("ru", "В Минске прошла встреча с американской делегацией, сообщили дипломаты."),
    ("uk", "У Мінську відбулася зустріч з американською делегацією, повідомили дипломати."),
    ("pl", "W Mińsku odbyło się spotkanie z amerykańską delegacją, podali dyplomaci."),
    ("lt", "Minske įvyko susitikimas su Amerikos delegacija, pranešė diplomatai."),
    ("en", "A meeting with the American delegation took place in Minsk, diplomats said."),
    ("de", "In Minsk fand ein Treffen mit der amerikanischen Delegation statt, sagten Diplomaten."),
    ("fr", "Une rencontre avec la délégation américaine a eu lieu à Minsk, selon des diplomates."),
    ("lv", "Minskā notika tikšanās ar Amerikas delegāciju, paziņoja diplomāti."),
    ("cs", "V Minsku se uskutečnilo setkání s americkou delegací, uvedli diplomaté."),
    ("be", "U Miensku adbyłasia sustreča z amierykanskaj delehacyjaj, paviedamili dyplamaty."),
    ("be", "Kiraŭnik krainy nie kaža, kali vyzvalać viaźniaŭ."),
    ("be", "Na hetym tydni ŭ Bruseli abmiarkujuć novyja sankcyi."),
]


@pytest.mark.parametrize(("code", "text"), SENTENCES)
@pytest.mark.parametrize("prior", ["", "en", "ru", "be", "pl"])
def test_a_sentence_is_recognised_whatever_its_publisher_writes_in_otherwise(code, text, prior):
    assert language.detect(text, prior=prior) == code


@pytest.mark.parametrize(
    "text", ["", "Reuters", "2026", "https://news.example/a-long-address-in-english @someone #tag"]
)
def test_a_text_of_few_letters_is_taken_to_be_in_its_publishers_language(text):
    assert language.detect(text, prior="uk") == "uk"
    assert language.detect(text, prior="") == ""


def test_a_prior_may_be_written_as_feeds_write_it():
    assert language.detect("Reuters", prior="en-US") == "en"
    assert language.detect("Reuters", prior="pt_BR") == "pt"


@pytest.mark.parametrize(
    "text",
    [
        "Prezydent Wałęsa spotkał się z dziennikarzami w Gdańsku i mówił o przyszłości.",
        "Predsjednik je rekao da će Čapaev i Šimić ići u Žepče.",
        "Prezident řekl, že Wałęsa přijede do Prahy ještě tento týden.",
        "Ministras sakė, kad Wałęsa atvyks į Vilnių šią savaitę, pranešė žiniasklaida.",
        "Predsjednik je u Gdańsku rekao da će Šimić ići dalje, piše zagrebački dnevnik u izdanju od srijede.",
        "The author Šimon Kovač wrote about Gdańsk, where they talked about the years after 1989.",
        "Minister je dejal, da je Wałęsa obiskal Ljubljano, kjer se je srečal s študenti in novinarji.",
    ],
)
def test_other_languages_with_such_letters_are_not_taken_for_belarusian(text):
    assert not language.is_lacinka(text)
    assert language.detect(text, prior="") != "be"


def test_near_twins_are_left_to_the_publisher():
    text = "Predsjednik je rekao da će sankcije biti ukinute ove godine."
    assert {language.detect(text, prior=prior) for prior in ("sr", "hr", "bs")} == {"sr", "hr", "bs"}


@pytest.mark.skipif(not GOLD.is_file(), reason="the shared items are not here")
def test_news_items_are_recognised_with_right_wrong_and_no_prior():
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    wrong = [
        (row["title"], prior)
        for row in rows
        if row["lang"] != "sr"  # told from Bosnian by nobody
        for prior in (row["lang"], "en", "ru", "")
        if language.detect(f"{row['title']}\n{row['text']}", prior=prior) != row["lang"]
    ]
    assert wrong == []
    titles = [row for row in rows if language.detect(row["title"], prior=row["lang"]) != row["lang"]]
    assert len(titles) == 0


@pytest.mark.parametrize("prior", ["be", "de", "en", "lt", "pl", "ru", "uk"])
def test_texts_that_are_plainly_in_a_language_are_in_no_other(prior):
    lines = [(row["lang"], f"{row['title']}\n{row.get('text', '')}") for row in _rows()]
    found = [code for code, text in [*SENTENCES, *lines] if alphabets.is_plainly(text[:250], prior)]
    assert set(found) == {prior}
    assert len(found) > 10


def _rows():
    files = sorted(Path(__file__).parents[1].joinpath("data").glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]
