"""Many small feeds on loopback, with validators, for benchmarks: run as its own process.

    python tests/bench/feed_server.py [FEEDS]

`GET /feed/N` is an RSS feed of 20 items: a title and 300 to 800 characters of summary with some HTML, as
in the news. `POST /publish` gives every feed one new item. `POST /touch` changes no item, only the time
at which each feed says it was made. The port stands on the first line of standard output.
"""

import asyncio
import sys
from functools import cache

ITEMS = 20

_WORDS = [
    *("minister", "talks", "border", "ruling", "harvest", "budget", "exhibition", "weather", "railway"),
    *("council", "election", "bridge", "museum", "factory", "strike", "concert", "hospital", "school"),
    *("energy", "forest", "river", "market", "court", "airport", "library", "the", "a", "of", "in", "was"),
    *("said", "that", "after", "with", "new", "first", "on", "for", "and"),
]


@cache
def feed(number: int, *, published: int, touched: int = 0) -> bytes:
    """Return the feed after `published` further items, newest first."""
    items = "".join(_item(number, index) for index in reversed(range(published, published + ITEMS)))
    head = (
        f"<title>Paper {number}</title><link>http://paper{number}.test/</link><description>News</description>"
        f"<lastBuildDate>Mon, 02 Mar 2026 {published % 24:02}:{touched % 60:02}:00 GMT</lastBuildDate>"
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


@cache
def _item(number: int, index: int) -> str:
    start = number * 7 + index * 13
    size = 50 + start * 31 % 80
    words = [_WORDS[(start + position * (5 + start % 7)) % len(_WORDS)] for position in range(size)]
    link = f"http://paper{number}.test/{index}"
    third = size // 3
    paragraphs = (
        f"<p>{' '.join(words[:third]).capitalize()}, <b>{words[third]}</b>.</p>"
        f"<p>{' '.join(words[third : 2 * third])} <a href='{link}#more'>{words[0]} {words[1]}</a>.<br/>"
        f"{' '.join(words[2 * third :])}.</p>"
    )
    summary = paragraphs.replace("<", "&lt;").replace(">", "&gt;")
    return (
        f"<item><title>{' '.join(words[:8])} {number}-{index}</title>"
        f"<link>{link}</link><guid>{number}-{index}</guid>"
        f"<pubDate>Sun, 01 Mar 2026 {index % 24:02}:{number % 60:02}:00 GMT</pubDate>"
        f"<description>{summary}</description></item>"
    )


class _Server:
    def __init__(self) -> None:
        self.published = 0
        self.touched = 0

    def answer(self, request: str) -> bytes:
        method, path, _ = request.split(" ", 2)
        if method == "POST":
            self.published += path == "/publish"
            self.touched += path == "/touch"
            return b"HTTP/1.1 204 No Content\r\n\r\n"
        etag = f'"{self.published}.{self.touched}"'
        if f"if-none-match: {etag}" in request.lower():
            return f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode()
        body = feed(int(path.rsplit("/", 1)[1]), published=self.published, touched=self.touched)
        kind = "Content-Type: application/rss+xml"
        head = f"HTTP/1.1 200 OK\r\n{kind}\r\nETag: {etag}\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body


class _Connection(asyncio.Protocol):
    """Takes little of the processor, which it shares with whom it serves."""

    def __init__(self, server: _Server) -> None:
        self._server = server
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take what is written to."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer the requests that are there whole."""
        *requests, self._received = (self._received + data).split(b"\r\n\r\n")
        for request in requests:
            self._transport.write(self._server.answer(request.decode("latin-1")))


async def main() -> None:
    """Serve until the process is ended; the feeds are made beforehand, as their time is nobody's."""
    for number in range(int(sys.argv[1]) if len(sys.argv) > 1 else 0):
        feed(number, published=0)
        feed(number, published=1)
    feeds = _Server()
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(feeds), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
