"""Bodies: every encoding, cut and blown up."""

import gzip
import time
import tracemalloc
import zlib

import brotli
import pytest

from monitor.errors import FetchError
from monitor.net.body import decode

TEXT = b"<rss>" + b"news from Minsk " * 500 + b"</rss>"


def _bare_deflate(data: bytes) -> bytes:
    coder = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return coder.compress(data) + coder.flush()


COMPRESSED = {
    "gzip": gzip.compress(TEXT, mtime=0),
    "X-GZIP": gzip.compress(TEXT, mtime=0),
    "deflate": zlib.compress(TEXT),
    " Deflate ": _bare_deflate(TEXT),
    "br": brotli.compress(TEXT),
    "identity": TEXT,
    "": TEXT,
}


@pytest.mark.parametrize("encoding", COMPRESSED)
def test_every_encoding_we_ask_for_is_decoded(encoding: str) -> None:
    assert decode(COMPRESSED[encoding], encoding, max_bytes=len(TEXT)) == TEXT


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_an_empty_body_is_empty_in_every_encoding(encoding: str) -> None:
    assert decode(b"", encoding, max_bytes=10) == b""


@pytest.mark.parametrize("encoding", ["gzip", "deflate", " Deflate ", "br"])
def test_a_body_cut_anywhere_is_an_error(encoding: str) -> None:
    whole = COMPRESSED[encoding]
    for end in range(1, len(whole)):
        with pytest.raises(FetchError):
            decode(whole[:end], encoding, max_bytes=len(TEXT))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_one_byte_over_the_cap_is_an_error(encoding: str) -> None:
    with pytest.raises(FetchError, match="longer than"):
        decode(COMPRESSED[encoding], encoding, max_bytes=len(TEXT) - 1)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_body_that_is_not_what_it_says_is_an_error(encoding: str) -> None:
    with pytest.raises(FetchError, match=f"not {encoding}|broke off"):
        decode(b"<rss>" * 20, encoding, max_bytes=1000)


@pytest.mark.parametrize("encoding", ["zstd", "gzip, gzip", "compress", "\x1b[31m"])
def test_an_encoding_we_did_not_ask_for_is_refused(encoding: str) -> None:
    with pytest.raises(FetchError, match="did not ask for") as caught:
        decode(b"abc", encoding, max_bytes=1000)
    assert str(caught.value).isprintable()


def test_gzip_files_strung_together_are_one_body_and_padding_is_ignored() -> None:
    assert decode(gzip.compress(b"a") + gzip.compress(b"b") + b"\0" * 9, "gzip", max_bytes=2) == b"ab"


def test_gzip_files_strung_together_are_refused_by_the_cap_of_the_whole() -> None:
    with pytest.raises(FetchError, match=r"answer longer than 0.001 MB$"):
        decode(gzip.compress(b"a" * 600) + gzip.compress(b"b" * 600), "gzip", max_bytes=1000)


def test_thousands_of_tiny_gzip_files_are_refused() -> None:
    with pytest.raises(FetchError, match="more than 16 gzip files"):
        decode(gzip.compress(b"") * 10_000, "gzip", max_bytes=1000)


def _gigabyte() -> bytes:
    """Return 1 MB of gzip that unpacks to 1 GB: one megabyte of zeros, repeated."""
    coder = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    head = coder.compress(b"\0" * 1_000_000) + coder.flush(zlib.Z_FULL_FLUSH)
    block = coder.compress(b"\0" * 1_000_000) + coder.flush(zlib.Z_FULL_FLUSH)
    return head + block * 999


@pytest.mark.parametrize(
    ("bomb", "encoding"), [(_gigabyte(), "gzip"), (brotli.compress(b"\0" * 50_000_000, quality=1), "br")]
)
def test_a_bomb_costs_no_more_than_the_cap(bomb: bytes, encoding: str) -> None:
    cap = 2_000_000
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(FetchError, match="answer longer than 2 MB"):
        decode(bomb, encoding, max_bytes=cap)
    spent_s, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * cap
    assert spent_s < 0.5
