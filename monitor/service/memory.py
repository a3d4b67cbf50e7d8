"""Memory that nobody uses, given back to the system."""

import asyncio
import ctypes

#: Between two times.
_EVERY_S = 60.0


async def give_back_on() -> None:
    """Give memory back for ever: after much work the C library would keep a tenth of ours for more of it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it, others need it less
    while trim is not None:
        await asyncio.sleep(_EVERY_S)
        await asyncio.to_thread(trim, 0)
