"""Dates as pages write them for people, in the languages whose pages are watched."""

from datetime import UTC, datetime

import pytest

from monitor.parse.dates import any_time
from monitor.parse.spoken_dates import spoken_time

DATES = """
12 лістапада 2026, 14:30 | 2026-11-12 14:30
3 чэрвеня 2026 | 2026-06-03
1 траўня 2026 г. | 2026-05-01
28 жніўня 2025 | 2025-08-28
12 ноября 2026 года, 09:05 | 2026-11-12 09:05
Опубликовано: 5 мая 2026 | 2026-05-05
7 липня 2026 18:00 | 2026-07-07 18:00
30 серпня 2026 р. | 2026-08-30
2 грудня 2025 | 2025-12-02
11 listopada 2026, godz. 8:15 | 2026-11-11 08:15
4 października 2026 | 2026-10-04
19 czerwca 2026 r. | 2026-06-19
2026 m. lapkričio 12 d. 10:00 | 2026-11-12 10:00
2026 m. rugpjūčio 3 d. | 2026-08-03
2026 m. rugsėjo 3 d. | 2026-09-03
2026 birželio 3 | 2026-06-03
November 12, 2026 | 2026-11-12
Nov. 3rd, 2026 3:04 pm | 2026-11-03 15:04
Posted 12 November 2026 12:05 a.m. | 2026-11-12 00:05
12. März 2026 | 2026-03-12
le 14 août 2026 à 07:00 | 2026-08-14 07:00
12.11.2026 14:30 | 2026-11-12 14:30
03/04/2026 | 2026-04-03
2026/4/3 | 2026-04-03
2026-04-03 11:20 | 2026-04-03 11:20
Пн, 16 ноя 2026 10:00:00 +0400 | 2026-11-16 06:00
16.11.2026 22:30 UTC-0230 | 2026-11-17 01:00
16 November 2026 10:00-12:00 | 2026-11-16 10:00
"""


@pytest.mark.parametrize("line", DATES.strip().splitlines())
def test_a_date_for_people_is_understood(line: str) -> None:
    text, _, want = line.partition(" | ")
    assert spoken_time(text) == datetime.fromisoformat(want).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "5 May",
        "31 февраля 2026",
        "in 2026",
        "1 2 3",
        "2026-13-40",
        "99.99.2026",
        "12 words 2026",
    ],
)
def test_what_is_no_whole_date_is_none(text: str) -> None:
    assert spoken_time(text) is None


def test_any_form_of_date_is_read_and_the_first_that_can_be_wins() -> None:
    want = datetime(2026, 11, 12, 12, 30, tzinfo=UTC)
    assert any_time("2026-11-12T14:30:00+02:00") == want
    assert any_time("Thu, 12 Nov 2026 14:30:00 +0200") == want
    assert any_time("", "no date", "12 лістапада 2026, 12:30") == want
    assert any_time("", "soon") is None
