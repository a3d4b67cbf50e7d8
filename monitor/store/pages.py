"""The parts of a database file in which nothing is stored, and whether they are as they were.

No checksum of a row covers them. They are zeros mostly, since what is deleted is overwritten; but SQLite
leaves remains when it moves rows from page to page: a few bytes as a rule, and seldom more. So by themselves
other bytes say nothing. They do in a page that holds what it held, byte by byte, when its empty parts were
others: then rows came and went again without a trace, or the disk has changed what nobody wrote.
"""

import mmap
import os
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

#: Rows of these change and change back, as leases do: of their pages nothing is said.
RESTLESS = (
    *("checksum", "delivery", "digest", "feed", "full_text"),
    *("source", "story_placing", "topic", "word_index"),
)

#: Where the header of the file tells the size of pages, and the bytes at their ends that SQLite leaves alone.
_SIZES = struct.Struct(">16xHxxB")
#: Where it tells the first page that lists free ones; each of these lists the next, and how many pages.
_FREE = struct.Struct(">32xI")
_LIST = struct.Struct(">II")
#: Of a page: kind, first free block, number of cells, where they begin.
_HEADER = struct.Struct(">BHHH")
_INTERIOR, _LEAF = (2, 5), (10, 13)
_31_BITS = 0x7FFFFFFF
#: So many bytes in a row are remains only if they are former places of cells, of which each second is small.
_RUN = re.compile(rb"[^\0]{8,}")
_LARGE = re.compile(rb"[^\0-\x0f]")


class Pages:
    """A database file, read as it lies on the disk."""

    def __init__(self, path: Path) -> None:
        """Raise RuntimeError in a process that has the file open: closing it would take SQLite its locks."""
        if _is_open_here(path):
            raise RuntimeError(f"{path}: this process has the database open, and would lose its locks")
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        size, reserved = _SIZES.unpack_from(self._data)
        self._size = 65_536 if size == 1 else size
        self._usable = self._size - reserved

    def sums(self, roots: Iterable[int]) -> Iterator[tuple[int, int, bool]]:
        """Yield of each page of tables and indexes number, checksums, and whether it has suspicious bytes.

        `roots` are their first pages.
        """
        for root in roots:
            for number, page in self._tree(root):
                held, empty = _parts(page)
                # Two checksums in one number of SQLite's.
                sums = (zlib.crc32(held) & _31_BITS) << 32 | zlib.crc32(empty)
                yield number, sums, _is_suspicious(empty)

    def stained(self) -> Iterator[int]:
        """Yield the free pages that are not empty, as deleting leaves them here."""
        (number,) = _FREE.unpack_from(self._data)
        seen = set[int]()
        while number and number not in seen and (listing := self._page(number)):
            seen.add(number)
            number, count = _LIST.unpack_from(listing)
            free = struct.unpack_from(f">{min(count, len(listing) // 4 - 2)}I", listing, _LIST.size)
            yield from (each for each in free if _is_suspicious(self._page(each)))

    def _page(self, number: int) -> bytes:
        """Return a page; empty when there is none: damage, and what is written just now, lead anywhere."""
        first = (number - 1) * self._size
        page = self._data[first : first + self._usable] if number > 1 else b""
        return page if len(page) == self._usable else b""

    def _tree(self, root: int) -> Iterator[tuple[int, bytes]]:
        waiting, seen = [root], set[int]()
        while waiting:
            number = waiting.pop()
            page = self._page(number)
            if number in seen or not page or page[0] not in (*_LEAF, *_INTERIOR):
                continue
            seen.add(number)
            yield number, page
            if page[0] in _INTERIOR:
                waiting += _children(page)


def _is_open_here(path: Path) -> bool:
    file = path.stat()
    for descriptor in Path("/dev/fd").iterdir():
        with suppress(OSError):  # that of the listing itself is closed by now
            if os.path.samestat(os.fstat(int(descriptor.name)), file):
                return True
    return False


def is_same_but_empty_parts(before: int, now: int) -> bool:
    """Tell whether a page holds what it held, and yet its empty parts are others."""
    return before != now and before >> 32 == now >> 32


def _children(page: bytes) -> Iterator[int]:
    _, _, count, _ = _HEADER.unpack_from(page)
    yield from struct.unpack_from(">I", page, 8)
    for cell in struct.unpack_from(f">{min(count, len(page) // 4)}H", page, 12):
        if cell < len(page) - 4:
            yield from struct.unpack_from(">I", page, cell)


def _is_suspicious(empty: bytes) -> bool:
    return any(_LARGE.search(run[::2]) and _LARGE.search(run[1::2]) for run in _RUN.findall(empty))


def _parts(page: bytes) -> tuple[bytes, bytes]:
    """Return what a page holds, and what lies in its empty parts."""
    kind, block, count, begin = _HEADER.unpack_from(page)
    ends = [((12 if kind in _INTERIOR else 8) + 2 * count, begin or 65_536)]
    while 0 < block < len(page) - 4 and len(ends) < len(page) // 4:
        following, size = struct.unpack_from(">HH", page, block)
        ends.append((block + 4, block + size))
        block = following
    held, empty, at = [], [], 0
    for first, end in sorted(ends):
        held.append(page[at:first])
        empty.append(page[first:end])
        at = max(at, end)
    return b"".join([*held, page[at:]]), b"".join(empty)
