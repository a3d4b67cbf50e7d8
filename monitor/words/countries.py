"""Names of countries in English, by their codes and as our lists call them. Pure."""

import re
from functools import cache
from importlib.resources import files

#: What our lists call otherwise than the table does -> its code, and a shorter name than that of the table.
_OTHERWISE = {
    "usa": "US", "britain": "GB", "czechia": "CZ", "vatican": "VA", "southkorea": "KR", "northkorea": "KP",
    "korea": "KR", "myanmar": "MM", "saudi": "SA", "uae": "AE", "congo": "CD",
}  # fmt: skip
_SHORTER = {"GB": "Britain", "CZ": "Czechia", "KR": "South Korea", "KP": "North Korea", "MM": "Myanmar"}


@cache
def country_names() -> dict[str, str]:
    """Return the names of countries by their codes, as they come with the time zones (iso3166.tab)."""
    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows if len(row) == 2}  # noqa: PLR2004 - code and name


@cache
def _codes() -> dict[str, str]:
    return {re.sub("[^a-z]", "", name.lower()): code for code, name in country_names().items()} | _OTHERWISE


def country_name(code: str) -> str:
    """Return a country in English, its code when it is unknown."""
    return _SHORTER.get(code) or country_names().get(code, code)


def country_called(key: str) -> str | None:
    """Return a country by its English name in small letters without blanks; None when it is none."""
    code = _codes().get(key)
    return country_name(code) if code else None
