"""Short English words for what an item is made of: languages, countries, zones, times, reasons. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from monitor.digest.snippets import clean
from monitor.model.digests import Window
from monitor.model.issues import Issue
from monitor.model.items import Item
from monitor.model.times import in_zone, is_day
from monitor.model.topics import FieldName, Span
from monitor.words.counts import count
from monitor.words.languages import LANGUAGE_NAMES


def language_name(code: str) -> str:
    """Return a language in English, its code when we have no word for it."""
    return LANGUAGE_NAMES.get(code, code)


def languages_label(codes: Iterable[str]) -> str:
    """Return the languages of articles in English, the one of most first: `Russian, English`."""
    counts = Counter(code for code in codes if code)
    return ", ".join(language_name(code) for code, _ in counts.most_common())


def language_tag(code: str) -> str:
    """Return a code fit for a `lang` attribute, empty when it is none."""
    return code if re.fullmatch(r"[a-z]{2,3}", code) else ""


#: From here on a delay is told in days.
_DAYS_FROM_H = 36


def zone_name(zone: ZoneInfo) -> str:
    """Return a zone as a reader would say it: `Vilnius time`, `UTC`."""
    place = zone.key.rsplit("/", maxsplit=1)[-1].replace("_", " ")
    return place if zone.key.startswith(("UTC", "Etc/")) else f"{place} time"


def day_label(moment: datetime, *, beside: datetime | None = None) -> str:
    """Return `Sat 21 Nov`, with the year unless `beside` is of the same one."""
    year = "" if beside and beside.year == moment.year else f" {moment.year}"
    return _day(moment.date()) + year


def published_label(at: datetime, *, zone: ZoneInfo, beside: datetime) -> str:
    """Return `Sat 21 Nov 13:06`, as `day_label` does, or the day alone when no more is known."""
    local = in_zone(at, zone)
    return day_label(local, beside=beside) + ("" if is_day(at) else f" {local:%H:%M}")


@lru_cache
def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


#: A day of the week says enough for so many days.
_WEEK = timedelta(days=6)


def since_label(moment: datetime, *, until: datetime, zone: ZoneInfo) -> str:
    """Return the day since when something has been so: `Tuesday`, or `Sat 3 Jan 2026` when longer ago."""
    local = moment.astimezone(zone)
    return f"{local:%A}" if until - moment < _WEEK else day_label(local, beside=until.astimezone(zone))


def window_label(window: Window, zone: ZoneInfo, *, is_first: bool) -> str:
    """Return `Sat 21 Nov 07:30 to Sun 22 Nov 2026 07:30, Vilnius time`; a first issue has no beginning."""
    from_at, until_at = (at.astimezone(zone) for at in (window.from_at, window.until_at))
    end = f"{until_at:%H:%M}, {zone_name(zone)}"
    if is_first:
        return f"Everything found until {day_label(until_at)} {end}"
    if from_at.date() == until_at.date():
        return f"{day_label(until_at)} {from_at:%H:%M} to {end}"
    return f"{day_label(from_at, beside=until_at)} {from_at:%H:%M} to {day_label(until_at)} {end}"


def late_label(window: Window, zone: ZoneInfo, *, late_s: int) -> str:
    """Return `covers 17 to 22 November, late by 5 days`."""
    first, last = (at.astimezone(zone).date() for at in (window.from_at, window.until_at))
    parts = [f"{first.day}"] if first != last else []
    if (first.year, first.month) != (last.year, last.month):
        parts[0] += f" {first:%B}" + (f" {first.year}" if first.year != last.year else "")
    parts.append(f"{last.day} {last:%B}" + (f" {last.year}" if first.year != last.year else ""))
    return f"covers {' to '.join(parts)}, late by {_duration(late_s)}"


def alerted_label(times: Sequence[datetime], now: datetime, *, zone: ZoneInfo) -> str:
    """Return `alerted at 14:02 and 21:30`, each with the day unless it is today's; empty for never."""
    today = now.astimezone(zone)
    told = [
        f"at {at:%H:%M}" if at.date() == today.date() else f"{day_label(at, beside=today)} at {at:%H:%M}"
        for at in (each.astimezone(zone) for each in times)
    ]
    return f"alerted {' and '.join(told)}" if told else ""


def undelivered_label(number: int) -> str:
    """Return what an operator does about reports that do not arrive; empty when all do."""
    if not number:
        return ""
    return (
        f"{count(number, 'delivery', 'deliveries')} failed: `monitor deliveries --failed` says which and why"
    )


def trouble_label(issue: Issue) -> str:
    """Return all that an operator has to do; empty when there is nothing."""
    labels = (undelivered_label(issue.undelivered), _mistakes_label(issue.mistakes))
    return "; ".join(label for label in labels if label)


def _mistakes_label(number: int) -> str:
    if not number:
        return ""
    mistakes = count(number, "mistake")
    return (
        f"the configuration was edited and has {mistakes}, so this issue was made with the one before: "
        "`monitor config check` tells all"
    )


def _duration(seconds: int) -> str:
    hours = round(seconds / 3600)
    return count(round(seconds / 86_400), "day") if hours >= _DAYS_FROM_H else count(max(hours, 1), "hour")


def separate_sources(number: int) -> str:
    """Return `1 source`, `2 separate sources`: how many tell a story in words of their own."""
    return count(number, "source", "separate sources")


#: No browser is sure to open more.
_LONGEST_URL = 2000
#: Longer evidence is cut.
_LONGEST_WORD = 80
#: Words of a field that are named as evidence; a long article has dozens.
MOST_WORDS = 8


def why(item: Item, spans: Iterable[Span]) -> str:
    """Return the words found: `title: sanctions; text: Лукашенко (@lukashenka) ×3, sanctioned`.

    Each place is told once, though several leaves of a query may have hit it.
    """
    places: dict[FieldName, list[Span]] = {"title": [], "text": []}
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.leaf)):
        told = places[span.field]
        if not told or span.start >= told[-1].end:
            told.append(span)
    parts = {"title": _words(item.title, places["title"]), "text": _words(item.text, places["text"])}
    return "; ".join(f"{field}: {words}" for field, words in parts.items() if words)


def _words(text: str, spans: Iterable[Span]) -> str:
    found: dict[str, int] = {}
    for word in (_word(text, span) for span in spans):
        found[word] = found.get(word, 0) + 1
    most = sorted(found.items(), key=lambda each: -each[1])
    words = [word + (f" ×{times}" if times > 1 else "") for word, times in most]
    rest = [f"and {len(words) - MOST_WORDS} more"] if len(words) > MOST_WORDS else []
    return ", ".join(words[:MOST_WORDS] + rest)


def _word(text: str, span: Span) -> str:
    """Return the words of a hit, and the name they stand for."""
    word = " ".join(clean(text[span.start : span.end]).split())
    if len(word) > _LONGEST_WORD:
        word = word[: _LONGEST_WORD - 1].rstrip() + "…"
    return f"{word} ({span.leaf})" if span.leaf.startswith("@") else word


def link(url: str) -> str:
    """Return a URL that may be opened from a report, empty when it is anything but a web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_clean = url.isprintable() and " " not in url and len(url) <= _LONGEST_URL
    return url if is_clean and parts.scheme in {"http", "https"} and parts.hostname else ""
