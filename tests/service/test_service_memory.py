"""What Python's collector looks at in a service that lives for years."""

import ctypes
import gc
import subprocess
import sys
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


_THREADS = """
import ctypes, threading
from monitor.service.memory import hold_together

{first}
made, meet = [], threading.Barrier(4)

def make():
    meet.wait()
    made.append([bytearray(1000) for _ in range(100)])
    meet.wait()

threads = [threading.Thread(target=make) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc = ctypes.CDLL(None)
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="only glibc gives threads heaps")
@pytest.mark.parametrize(("first", "is_one"), [("hold_together()", True), ("", False)])
def test_all_threads_share_one_heap(first: str, is_one: bool) -> None:
    command = [sys.executable, "-c", _THREADS.format(first=first)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert (told.count("<heap nr=") == 1) is is_one
