"""A well-formed XML feed in parts: its entries as they stand in the text, and a digest of all the rest.

Expat reads the whole, which costs a hundredth of what feedparser does, so comments, CDATA and odd prefixes
are understood and not guessed at. What decides how an entry is read is the text of the entry, and around it
namespaces, languages and addresses: two entries with equal prints are read alike.
"""

import hashlib
from collections.abc import Callable, Set
from dataclasses import dataclass
from xml.parsers import expat

_ENTRY = frozenset({"item", "entry"})
#: What changes around entries with every poll and says nothing about them: times, and RSS 1.0's list of them.
_VOLATILE = frozenset({"lastbuilddate", "pubdate", "updated", "modified", "date", "items"})
#: Bytes of a print.
PRINT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Where the entries of a feed stand."""

    data: bytes
    #: From byte, to byte, in document order.
    spans: tuple[tuple[int, int], ...]
    #: A digest for each of them, of the entry's own bytes and of what is around the entries.
    prints: tuple[bytes, ...]

    def without(self, known: Set[bytes]) -> bytes:
        """Return the feed with the entries of these prints cut out and all else as it was."""
        pieces, at = [], 0
        for (start, end), each in zip(self.spans, self.prints, strict=True):
            if each in known:
                pieces.append(self.data[at:start])
                at = end
        return b"".join([*pieces, self.data[at:]])


class _Unfit(Exception):  # noqa: N818 - it ends a search, it is no error
    """The feed is not one to take apart."""


def parts_of(data: bytes) -> Parts | None:
    """Return the parts of a feed in UTF-8 without XML declaration.

    None when it is not strictly well formed, or has a DOCTYPE: whoever declares entities is read whole.
    """
    finder = _Finder(data)
    try:
        finder.read()
    except (expat.ExpatError, _Unfit):
        return None
    around = finder.around.digest()
    prints = (
        hashlib.blake2b(data[start:end], digest_size=PRINT, key=around).digest()
        for start, end in finder.spans
    )
    return Parts(data=data, spans=tuple(finder.spans), prints=tuple(prints))


class _Finder:
    """Notes where entries begin and end, and digests what stands outside of them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.spans: list[tuple[int, int]] = []
        self.around = hashlib.blake2b(digest_size=16)
        #: How many elements are open, and with how many of them the entry, or what is volatile, began.
        self._depth = 0
        self._entry: tuple[int, int] | None = None
        self._volatile: int | None = None

    def read(self) -> None:
        parser = self._parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self._listen(self._note)
        parser.Parse(self._data, True)

    def _listen(self, note: Callable[..., None] | None) -> None:
        """Have everything but elements told to `note`: text, instructions, namespaces with their prefixes."""
        self._parser.CharacterDataHandler = note
        self._parser.ProcessingInstructionHandler = note
        self._parser.StartNamespaceDeclHandler = note

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._entry is not None:
            return
        local = name.rpartition(" ")[2].lower()
        if local in _ENTRY:
            self._entry = (self._depth, self._parser.CurrentByteIndex)
            self._listen(None)
        elif self._volatile is None:
            self._note("<", name, *(part for pair in attributes.items() for part in pair))
            if local in _VOLATILE:
                self._volatile = self._depth

    def _end(self, _name: str) -> None:
        if self._entry is not None and self._entry[0] == self._depth:
            self._end_entry(self._entry[1])
        elif self._volatile == self._depth:
            self._volatile = None
        elif self._entry is None:
            self._note(">")
        self._depth -= 1

    def _end_entry(self, start: int) -> None:
        end_tag = self._parser.CurrentByteIndex
        if end_tag == start:  # <item/>
            raise _Unfit
        self.spans.append((start, self._data.index(b">", end_tag) + 1))
        self._entry = None
        self._listen(self._note)

    def _note(self, *texts: str | None) -> None:
        """Digest what stands outside of entries; white space there only sets them apart."""
        if self._volatile is None:
            for text in texts:
                self.around.update((text or "").strip().encode("utf-8", "replace") + b"\0")


def _refuse(*_: object) -> None:
    raise _Unfit
