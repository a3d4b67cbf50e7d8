"""What Python's collector looks at in a service that lives for years."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from monitor.service.memory import keep


class Ring:
    """Holds itself, so that only the collector can free it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the collector as it was."""
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


def test_what_was_kept_and_is_used_no_more_goes_at_the_next_time() -> None:
    ring = Ring()
    keep()
    gone = weakref.ref(ring)
    del ring
    gc.collect()
    assert gone() is not None, "the collector has looked at what is kept"
    keep()
    assert gone() is None
