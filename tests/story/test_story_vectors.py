"""Numbers speak against one event when they count one thing and cannot be the same."""

import pytest

from monitor.story.vectors import are_at_odds


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"people": {52}}, {"people": {123}}, True),
        ({"people": {14}}, {"people": {13}}, False),
        ({"people": {3}}, {"people": {4}}, True),
        ({"people": {52}}, {"people": {50}}, False),
        ({"people": {52}}, {"people": {30}}, True),
        ({"package": {17}}, {"package": {18}}, True),
        ({"people": {52}}, {"car": {123}}, False),
        ({"people": {52}}, {"": {123}}, True),
        ({"people": {52, 14}}, {"people": {14}}, False),
        ({"year": {10}}, {"year": {11}}, False),
        ({}, {"people": {52}}, False),
    ],
)
def test_numbers_are_at_odds_when_none_may_be_the_same(
    one: dict[str, set[float]], other: dict[str, set[float]], expected: bool
) -> None:
    first = {thing: frozenset(numbers) for thing, numbers in one.items()}
    second = {thing: frozenset(numbers) for thing, numbers in other.items()}
    assert are_at_odds(first, second) is expected
    assert are_at_odds(second, first) is expected
