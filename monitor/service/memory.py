"""Memory that nobody uses: little of it, and given back to the system; and what need not be looked at."""

import asyncio
import ctypes
import gc

from monitor.workers.collector import pass_over_all

#: Between two times.
_EVERY_S = 60.0
#: Of glibc's mallopt: numbers of what is set, and to what.
_ARENA_MAX, _ARENAS = -8, 1
#: Larger than the 256 KB into which asyncio reads from every socket, to cut it down to what came: outside the
#: heap that takes five times as long as the reading, and so it does at the heap's end if that is given back.
_MMAP_THRESHOLD, _LARGE = -3, 320 * 1024
_TRIM_THRESHOLD, _SPARE = -1, 1024 * 1024


def hold_together() -> None:
    """Have all threads share one heap, without what is large; to be called before there are threads.

    glibc would give each thread a heap of its own. What one thread makes and stays, between what came and
    went, would leave holes in each of them that no other thread can use: in a week as much again as is used.
    And it would take to keeping larger and larger blocks there instead of giving them back at once.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_ARENA_MAX, _ARENAS)
        set_option(_MMAP_THRESHOLD, _LARGE)
        set_option(_TRIM_THRESHOLD, _SPARE)


async def give_back_on() -> None:
    """Give memory back for ever: after much work the C library would keep a tenth of ours for more of it."""
    while True:
        await asyncio.sleep(_EVERY_S)
        await asyncio.to_thread(give_back)


def give_back() -> None:
    """Give back what the C library keeps; only glibc keeps much."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def keep() -> None:
    """Collect what nobody uses, and have the collector pass over all that is left, for as long as it lives.

    A configuration is hundreds of thousands of objects, and looking through them took a third of a pass over
    feeds without news. What was kept before is looked at once more.
    """
    gc.unfreeze()
    gc.collect()
    pass_over_all()
