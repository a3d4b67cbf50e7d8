"""Memory that nobody uses, given back to the system."""

import asyncio
import ctypes

#: Between two times.
_EVERY_S = 60.0


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
