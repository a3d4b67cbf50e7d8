"""Numbers with what they count, as people write them."""

import pytest

from monitor.story.mentions import counted


@pytest.mark.parametrize(
    ("value", "thing", "written"),
    [
        (52, "people", "52 people"),
        (1, "people", "1 person"),
        (1, "drone", "1 drone"),
        (2, "company", "2 companies"),
        (9, "year", "9 years"),
        (9, "sentence", "9 (sentence)"),
        (1_500_000, "", "1,500,000"),
        (6.6, "percent", "6.6 percent"),
    ],
)
def test_a_number_is_written_with_what_it_counts(value: float, thing: str, written: str) -> None:
    assert counted(value, thing) == written
