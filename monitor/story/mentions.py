"""What an item says that another one may say otherwise: numbers, names, countries. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from monitor.model.items import Item
from monitor.model.tellings import Mention
from monitor.story.counting import BARE, SPANS
from monitor.story.numbers import PEOPLE
from monitor.story.terms import Terms, terms_of
from monitor.words.countries import country_called
from monitor.words.names.index import NameIndex

#: What is worth counting, and what several of it are called.
_THINGS = {
    PEOPLE: PEOPLE,
    "percent": "percent",
    **{
        thing: f"{thing}s"
        for thing in (
            "drone", "missile", "bomb", "explosion", "strike", "crash", "ship", "tanker", "plane",
            "helicopter", "flight", "bank", "hospital", "school", "building", "apartment", "airport",
            "truck", "car", "balloon", "cigarette", "satellite", "animal",
        )
    },
    **{"company": "companies", "factory": "factories", "city": "cities", "village": "villages"},
}  # fmt: skip


def mentions_of(item: Item, names: NameIndex, *, called: Mapping[str, str]) -> tuple[Mention, ...]:
    """Return what an item says in its title and at the beginning of its text, each thing once.

    Of a title also the numbers that count nothing named (`BARE`): what "rises to 52" counts, the text says.
    `called` gives the canonical spelling of the names of the index.
    """
    headline, rest = (terms_of(*part, item.language, names) for part in ((item.title, ""), ("", item.text)))
    found = {_thing(mention): replace(mention, is_in_title=True) for mention in _of_passage(headline, called)}
    for mention in _of_passage(rest, called):
        found[_thing(mention)] = replace(found.get(_thing(mention), mention), is_in_text=True)
    return (*found.values(), *_bare_in(headline, rest))


def _thing(mention: Mention) -> tuple[str, str, float]:
    return mention.kind, mention.key, mention.value


def _bare_in(headline: Terms, rest: Terms) -> Iterator[Mention]:
    said = {value for values in rest.all_counts.values() for value in values}
    for value in sorted(headline.all_counts.get(BARE, ())):
        written = counted(value, BARE)
        yield Mention(
            kind="number", key=BARE, value=value, written=written, is_in_title=True, is_in_text=value in said
        )


def _of_passage(terms: Terms, called: Mapping[str, str]) -> Iterator[Mention]:
    for thing, values in terms.all_counts.items():
        for value in sorted(values) if thing in _THINGS else ():
            yield Mention(kind="number", key=thing, value=value, written=counted(value, thing))
    for term in terms.weights:
        kind, _, key = term.partition(":")
        if kind == "n" and key in called:
            yield Mention(kind="name", key=term, written=called[key])
        elif kind == "k":
            yield Mention(kind="name", key=term, written=terms.written[term])
        elif kind in ("p", "P") and (country := country_called(key)):
            yield Mention(kind="country", key=key, written=country)


def counted(value: float, thing: str) -> str:
    """Return a number of things as people write it: `52 people`, `1 drone`, `9 years`.

    What only stands behind a number and is hardly counted is put in brackets: `9 (sentence)`; `thing` may be
    empty.
    """
    number = f"{value:,.10g}"
    several = f"{thing}s" if thing in SPANS else _THINGS.get(thing)
    if several is None:
        return f"{number} ({thing})" if thing else number
    one = "person" if thing == PEOPLE else thing
    return f"{number} {one if value == 1 else several}"
