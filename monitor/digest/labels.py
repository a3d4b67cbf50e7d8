"""Short English words for what an item is made of: languages, countries, zones, times, reasons. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from monitor.model.digests import Window
from monitor.model.topics import Span

#: ISO 639-1 code -> English name: the languages of Europe and the large ones elsewhere.
LANGUAGES = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "ga": "Irish", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "ko": "Korean", "ky": "Kyrgyz", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "mt": "Maltese", "nb": "Norwegian", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "tg": "Tajik", "th": "Thai",
    "tk": "Turkmen", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


def language_name(code: str) -> str:
    """Return a language in English, its code when we have no word for it."""
    return LANGUAGES.get(code, code)


def language_tag(code: str) -> str:
    """Return a code fit for a `lang` attribute, empty when it is none."""
    return code if re.fullmatch(r"[a-z]{2,3}", code) else ""


@cache
def _countries() -> dict[str, str]:
    """Read the names of countries that come with the time zones (iso3166.tab, public domain)."""
    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows if len(row) == 2}  # noqa: PLR2004 - code and name


def country_name(code: str) -> str:
    """Return a country in English, its code when it is unknown."""
    return _countries().get(code, code)


def zone_name(zone: ZoneInfo) -> str:
    """Return a zone as a reader would say it: `Vilnius time`, `UTC`."""
    place = zone.key.rsplit("/", maxsplit=1)[-1].replace("_", " ")
    return place if zone.key.startswith(("UTC", "Etc/")) else f"{place} time"


def day_label(moment: datetime, *, beside: datetime | None = None) -> str:
    """Return `Sat 21 Nov`, with the year unless `beside` is of the same one."""
    year = "" if beside and beside.year == moment.year else f" {moment.year}"
    return f"{moment:%a} {moment.day} {moment:%b}{year}"


def window_label(window: Window, zone: ZoneInfo, *, is_first: bool) -> str:
    """Return `Sat 21 Nov 07:30 to Sun 22 Nov 2026 07:30, Vilnius time`; a first issue has no beginning."""
    from_at, until_at = (at.astimezone(zone) for at in (window.from_at, window.until_at))
    until = f"{day_label(until_at)} {until_at:%H:%M}, {zone_name(zone)}"
    if is_first:
        return f"Everything found until {until}"
    return f"{day_label(from_at, beside=until_at)} {from_at:%H:%M} to {until}"


def count(number: int, noun: str) -> str:
    """Return `1 source`, `2 sources`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def why(spans: Iterable[Span]) -> str:
    """Return the evidence in words: `title: sanction*; text: @lukashenka ×3, sanction*`."""
    spans = tuple(spans)
    parts = []
    for field in ("title", "text"):
        times = Counter(span.leaf for span in spans if span.field == field)
        leaves = sorted(times, key=lambda leaf: (-times[leaf], leaf))
        words = ", ".join(leaf + (f" ×{times[leaf]}" if times[leaf] > 1 else "") for leaf in leaves)
        parts += [f"{field}: {words}"] if words else []
    return "; ".join(parts)


def link(url: str) -> str:
    """Return a URL that may be opened from a report, empty when it is anything but a web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_clean = url.isprintable() and " " not in url
    return url if is_clean and parts.scheme in {"http", "https"} and parts.hostname else ""
