"""Bodies: read and decompressed within a cap, whole or not at all."""

import zlib

import brotli
from aiohttp import ClientResponse

from monitor.errors import FetchError

#: What we can decompress, as Accept-Encoding.
ENCODINGS = "gzip, deflate, br"

_GZIP_MAGIC = b"\x1f\x8b"
# Gzip files may be strung together. Real servers send one; thousands of tiny ones would be an attack.
_MAX_GZIP_MEMBERS = 16


async def read_body(response: ClientResponse, max_bytes: int) -> bytes:
    """Read the whole body, at most `max_bytes` as it travels and as much decompressed."""
    if (response.content_length or 0) > max_bytes:
        raise _too_long(max_bytes)
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > max_bytes:
            raise _too_long(max_bytes)
    return decode(bytes(body), response.headers.get("Content-Encoding", ""), max_bytes=max_bytes)


def decode(body: bytes, encoding: str, *, max_bytes: int) -> bytes:
    """Undo the Content-Encoding; the cost is bounded by `max_bytes`, whatever the body promises."""
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"} or not body:
        return body
    try:
        text = _decompressed(body, encoding, max_bytes)
    except (zlib.error, brotli.error) as exc:
        raise FetchError(f"the answer is damaged: it is not {encoding} as it says") from exc
    if len(text) > max_bytes:
        raise _too_long(max_bytes)
    return text


def _decompressed(body: bytes, encoding: str, most: int) -> bytes:
    """Return the text, or the first of it and one byte more than `most`."""
    if encoding in {"gzip", "x-gzip"}:
        return _gunzip(body, most)
    if encoding == "deflate":
        return _inflate(body, _deflate_window(body), most)[0]
    if encoding == "br":
        return _unbrotli(body, most)
    raise FetchError(f"the answer is compressed in a way we did not ask for ({encoding[:40]!a})")


def _gunzip(body: bytes, most: int) -> bytes:
    text = b""
    for _ in range(_MAX_GZIP_MEMBERS):
        member, body = _inflate(body, 16 + zlib.MAX_WBITS, most - len(text))
        text += member
        # The end, or padding that everybody ignores.
        if len(text) > most or not body.startswith(_GZIP_MAGIC):
            return text
    raise FetchError(f"the answer consists of more than {_MAX_GZIP_MEMBERS} gzip files")


def _inflate(body: bytes, window: int, most: int) -> tuple[bytes, bytes]:
    """Return the text and what follows the compressed stream."""
    decoder = zlib.decompressobj(window)
    text = decoder.decompress(body, most + 1)
    if len(text) <= most and not decoder.eof:
        raise _broken_off()
    return text, decoder.unused_data


def _deflate_window(body: bytes) -> int:
    """Tell zlib's format, which RFC 9110 means by deflate, from the bare stream that some servers send."""
    has_header = body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2]) % 31 == 0
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS


def _unbrotli(body: bytes, most: int) -> bytes:
    decoder = brotli.Decompressor()
    text = bytearray(decoder.process(body, output_buffer_limit=most + 1))
    while len(text) <= most and not decoder.can_accept_more_data():
        text += decoder.process(b"", output_buffer_limit=most + 1 - len(text))
    if len(text) <= most and not decoder.is_finished():
        raise _broken_off()
    return bytes(text)


def _too_long(max_bytes: int) -> FetchError:
    return FetchError(f"answer longer than {max_bytes / 1e6:g} MB")


def _broken_off() -> FetchError:
    return FetchError("the answer broke off before its end")
