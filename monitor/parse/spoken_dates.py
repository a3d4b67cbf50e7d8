"""Dates written for people: `12 лістапада 2026, 14:30`, `2026 m. lapkričio 12 d.`, `12.11.2026`."""

import re
from datetime import UTC, datetime, timedelta

#: How the names of months begin in be, de, en, fr, lt, lv, pl, ru and uk; January first.
_MONTHS = (
    "jan sty sau янв січ сту",
    "feb fév lut vas фев лют",
    "mar mär mrz kov мар бер сак",
    "apr avr kwi bal апр кві кра",
    "may mai maj geg май мая тра",
    "jun jūn juin cze bir июн чер чэр",
    "jul jūl juil lip lie июл лип ліп",
    "aug aoû sie rugp авг сер жні",
    "sep wrz rugs сен вер",
    "oct okt paź paz spa окт жов кас",
    "nov lis lap ноя лис ліс",
    "dec dez déc gru дек гру сне",
)
_NUMBER_OF = {start: number for number, starts in enumerate(_MONTHS, start=1) for start in starts.split()}
_LONGEST = max(map(len, _NUMBER_OF))
_NUMBERS = re.compile(
    r"(?<!\d)(?:(\d{1,2})[./](\d{1,2})[./](\d{4})|(\d{4})[./-](\d{1,2})[./-](\d{1,2}))(?!\d)"
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er)?[.\s]+(?:de\s+)?([^\W\d_]{3,})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})(?:\s*m\.)?,?\s+([^\W\d_]{3,})\s+(\d{1,2})(?!\d)")
_CLOCK = re.compile(r"(?<![\d.])(\d{1,2}):(\d{2})(?::\d{2})?(?!\d)\s*([ap]\.?m\b)?", re.IGNORECASE)
#: The zone behind a time that software wrote after a month in another language than English.
_OFFSET = re.compile(r":\d\d\s*(?:UTC|GMT)?([+-])([01]\d)([0-5]\d)(?!\d)")
#: A date stands at the beginning of its element; longer texts are something else.
_MAX_TEXT = 300
_NOON = 12


def spoken_time(text: str) -> datetime | None:
    """Return the day, and the time if given (UTC if no zone is); None when no date is written out in full.

    Of numbers alone the day comes before the month, as everywhere but in America. "Yesterday" and "5 May"
    are no dates: nobody can tell what they meant when the page is read later.
    """
    text = " ".join(text[:_MAX_TEXT].split())
    date = _date(text)
    try:
        return datetime(*date, *_clock(text), tzinfo=UTC) - _east(text) if date else None
    except (ValueError, OverflowError):
        return None


def _date(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day."""
    if found := _NUMBERS.search(text):
        day, month, year, *other = found.groups()
        year, month, day = (year, month, day) if year else other
        return int(year), int(month), int(day)
    for pattern, order in ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)), (_YEAR_FIRST, (1, 2, 3))):
        for found in pattern.finditer(text):
            year, name, day = (found[group] for group in order)
            if month_number := _month(name):
                return int(year), month_number, int(day)
    return None


def _month(name: str) -> int | None:
    name = name.casefold()
    starts = (name[:length] for length in range(min(len(name), _LONGEST), 2, -1))
    return next((_NUMBER_OF[start] for start in starts if start in _NUMBER_OF), None)


def _clock(text: str) -> tuple[int, int]:
    """Return hour and minute; midnight when no time is given."""
    found = _CLOCK.search(text)
    if not found:
        return 0, 0
    hour = int(found[1])
    if found[3]:
        hour = hour % _NOON + (_NOON if found[3].lower().startswith("p") else 0)
    return hour, int(found[2])


def _east(text: str) -> timedelta:
    """Return how far the zone of the time lies east of Greenwich; nothing when none is given."""
    found = _OFFSET.search(text)
    if not found:
        return timedelta()
    return timedelta(hours=int(found[2]), minutes=int(found[3])) * (-1 if found[1] == "-" else 1)
