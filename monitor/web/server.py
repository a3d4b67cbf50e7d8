"""A small HTTP server: a few paths, each with a plain text."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.errors import ConfigError

if TYPE_CHECKING:
    from aiohttp import web


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An answer."""

    text: str
    status: int = 200


#: Path -> what answers there.
Pages = Mapping[str, Callable[[], Awaitable[Text]]]


class Server:
    """Answers GET and HEAD at one address, or none."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None
        self._listen = ""

    async def listen(self, address: str) -> None:
        """Listen at HOST:PORT and nowhere else; empty: nowhere. Raises ConfigError where that fails."""
        if address == self._listen:
            return
        site = await self._open(address) if address else None
        if self._site is not None:
            await self._site.stop()
        self._site, self._listen = site, address

    async def _open(self, address: str) -> "web.TCPSite":
        from aiohttp import web  # most services listen nowhere

        if self._runner is None:
            self._runner = _runner(self._pages)
            await self._runner.setup()
        site = web.TCPSite(self._runner, *_split(address), shutdown_timeout=1)
        try:
            await site.start()
        except OSError as error:
            await site.stop()
            reason = error.strerror or str(error)
            raise ConfigError(f"[health] listen: {address}: {reason}; choose another port") from error
        return site

    async def close(self) -> None:
        """Answer no more."""
        if self._runner is not None:
            await self._runner.cleanup()


def _split(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def _runner(pages: Pages) -> "web.AppRunner":
    from aiohttp import web

    def handler(page: Callable[[], Awaitable[Text]]) -> "Callable[[web.Request], Awaitable[web.Response]]":
        async def answer(_: web.Request) -> web.Response:
            text = await page()
            return web.Response(text=text.text, status=text.status)

        return answer

    app = web.Application()
    for path, page in pages.items():
        app.router.add_get(path, handler(page))
    return web.AppRunner(app, access_log=None)
