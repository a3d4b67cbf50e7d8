"""Nouns are pickled and copied as Python itself would."""

import pickle
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.model.feeds import FeedState, Source
from monitor.model.packed import replaced

STATE = FeedState(next_fetch_at=datetime(2026, 3, 1, tzinfo=UTC), etag="a", failures=2, marks=b"marks")


def test_a_copy_is_what_python_would_make_and_the_noun_stays_as_it_was() -> None:
    before = replace(STATE)
    changes = {"etag": None, "failures": 0, "error": "none"}
    assert replaced(STATE, **changes) == replace(STATE, **changes)
    assert replaced(STATE) == STATE == before


def test_what_is_no_field_is_refused() -> None:
    with pytest.raises(TypeError, match="FeedState has no colour"):
        replaced(STATE, colour="red", etag="b")


def test_what_was_pickled_comes_back_as_it_was() -> None:
    source = Source(key="paper", name="The Paper", weight=2.0)
    assert pickle.loads(pickle.dumps(source)) == source
