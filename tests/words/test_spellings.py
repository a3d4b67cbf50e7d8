"""Names are found by the spellings listed for them."""

from monitor.model.topics import Name
from monitor.words.spellings import Spellings
from monitor.words.tokens import tokenise

NAMES = [
    Name(key="lukashenka", kind="person", name="Alaksandr Łukaszenka", also=("Лукашенко",)),
    Name(key="minsk", kind="place", name="Minsk"),
]


def find(text: str) -> list[tuple[str, int, int]]:
    return [(hit.key, hit.first, hit.last) for hit in Spellings(NAMES).find(tokenise(text), "en")]


def test_every_listed_spelling_is_found_where_it_stands():
    assert find("In Minsk, alaksandr LUKASZENKA; Лукашенко.") == [
        ("minsk", 1, 1), ("lukashenka", 2, 3), ("lukashenka", 4, 4),
    ]  # fmt: skip


def test_no_other_spelling_is_found():
    assert find("Alaksandr left Łukaszenka in Mińsko") == []
