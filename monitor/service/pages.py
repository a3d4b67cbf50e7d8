"""/healthz, /readyz and /metrics: would a restart help, can the work be done, and how much is there?"""

import asyncio
from collections.abc import Callable

from monitor.app.wiring import App
from monitor.errors import MonitorError
from monitor.service.figures import figures
from monitor.service.heart import Heart
from monitor.service.tally import Tally
from monitor.service.ticks import Ticks
from monitor.web.metrics import to_text
from monitor.web.server import Pages, Text

_UNAVAILABLE = 503


def pages(app: Callable[[], App], *, heart: Heart, ticks: Ticks, tally: Tally) -> Pages:
    """Return the pages of the application that `app` returns at the time."""

    async def healthz() -> Text:
        """Needs neither a thread nor the database, any of which may be what hangs."""
        if heart.state.stuck:
            return Text(text=f"hanging: {', '.join(heart.state.stuck)}\n", status=_UNAVAILABLE)
        return Text(text="".join(f"{line}\n" for line in ("alive", *heart.state.notes)))

    async def readyz() -> Text:
        try:
            await asyncio.to_thread(app().store.probe)
        except MonitorError as error:
            return Text(text=f"nothing can be stored: {error}\n", status=_UNAVAILABLE)
        return Text(text="ready\n")

    async def metrics() -> Text:
        try:
            found = await asyncio.to_thread(figures, app(), state=heart.state, ticks=ticks, tally=tally)
        except MonitorError as error:
            return Text(text=f"# {error}\n", status=_UNAVAILABLE)
        return Text(text=to_text(found))

    return {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}
