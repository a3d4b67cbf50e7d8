"""Many small feeds on loopback, with validators, for benchmarks: run as its own process.

`GET /feed/N` is an RSS feed of 20 items. `POST /publish` gives every feed one new item.
The port stands on the first line of standard output.
"""

import asyncio
import sys

ITEMS = 20

_WORDS = [
    *("minister", "talks", "border", "ruling", "harvest", "budget", "exhibition", "weather", "railway"),
    *("council", "election", "bridge", "museum", "factory", "strike", "concert", "hospital", "school"),
    *("energy", "forest", "river", "market", "court", "airport", "library"),
]


def feed(number: int, published: int) -> bytes:
    """Return the feed after `published` further items."""
    items = "".join(_item(number, index) for index in range(published, published + ITEMS))
    head = (
        f"<title>Paper {number}</title><link>http://paper{number}.test/</link><description>News</description>"
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def _item(number: int, index: int) -> str:
    words = [_WORDS[(number * 7 + index * 13 + position * 5) % len(_WORDS)] for position in range(90)]
    return (
        f"<item><title>{' '.join(words[:8])} {number}-{index}</title>"
        f"<link>http://paper{number}.test/{index}</link><guid>{number}-{index}</guid>"
        f"<pubDate>Sun, 01 Mar 2026 {index % 24:02}:{number % 60:02}:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{' '.join(words)}.&lt;/p&gt;</description></item>"
    )


class _Server:
    def __init__(self) -> None:
        self.published = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer requests on one connection until it is closed."""
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                writer.write(self._answer(request.decode("latin-1")))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _answer(self, request: str) -> bytes:
        method, path, _ = request.split(" ", 2)
        if method == "POST":
            self.published += 1
            return b"HTTP/1.1 204 No Content\r\n\r\n"
        etag = f'"{self.published}"'
        if f"if-none-match: {etag}" in request.lower():
            return f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode()
        body = feed(int(path.rsplit("/", 1)[1]), self.published)
        kind = "Content-Type: application/rss+xml"
        head = f"HTTP/1.1 200 OK\r\n{kind}\r\nETag: {etag}\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body


async def main() -> None:
    """Serve until the process is ended."""
    server = await asyncio.start_server(_Server().serve, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
