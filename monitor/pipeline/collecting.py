"""A pause of Python's collector, for work that makes many objects and no cycles of them.

It would look at all of them again and again, and find nothing: a quarter of the time of a large issue.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Collect nothing for a second or two; what is made meanwhile must fit into memory."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
