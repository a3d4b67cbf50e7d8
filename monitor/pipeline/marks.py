"""What a feed's last answer held, in few bytes, so that the next one is read only where it differs. Pure.

    digest of the whole answer (16) | digest of its circumstances (8) | for each entry: print, guid, identity

The circumstances are everything beside the text that decides what is read from it: another program, another
source or language for the feed, and nothing is known any more. An entry that left is forgotten at once, so
one that comes back is read again: it may have been changed in between.
"""

import hashlib
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Self

from monitor import __version__, urls
from monitor.model.feeds import Feed, Fetched, Source
from monitor.model.items import Item

_ANSWER, _CIRCUMSTANCES, _PART = 16, 8, 8
_HEAD = _ANSWER + _CIRCUMSTANCES
_ENTRY = struct.Struct(f"{_PART}s" * 3)


class Mark(NamedTuple):
    """One entry, by digests of eight bytes."""

    #: Of what decides how the entry is read.
    print: bytes
    guid: bytes
    #: Of the key of its URL; a constant when it has none.
    identity: bytes

    @classmethod
    def of(cls, each: bytes, item: Item) -> Self:
        """Return the mark of an item that was read from the entry with this print."""
        identity = urls.identity(item.url) if item.url else ""
        return cls(print=each, guid=_digest(item.guid), identity=_digest(identity))


def answer_digest(feed: Feed, source: Source, fetched: Fetched) -> bytes:
    """Return the digest of an answer with its circumstances, as marks begin with it."""
    circumstances = _circumstances(feed, source, fetched)
    return hashlib.blake2b(fetched.body, digest_size=_ANSWER, key=circumstances).digest() + circumstances


def is_same_answer(marks: bytes, digest: bytes) -> bool:
    """Tell whether these are the marks of that very answer."""
    return marks[:_HEAD] == digest


def pack(digest: bytes, marks: Sequence[Mark]) -> bytes:
    """Return what is to be remembered of an answer.

    Entries that share a guid are not: the last of them counts, so their order has to be read each time.
    """
    uses = Counter(mark.guid for mark in marks)
    return digest + b"".join(_ENTRY.pack(*mark) for mark in marks if uses[mark.guid] == 1)


def known_entries(marks: bytes, digest: bytes) -> dict[bytes, Mark]:
    """Return the remembered entries by their prints; none when the circumstances are others now."""
    if marks[_ANSWER:_HEAD] != digest[_ANSWER:]:
        return {}
    return {mark.print: mark for mark in _unpacked(marks)}


def _unpacked(marks: bytes) -> Iterator[Mark]:
    return map(Mark._make, _ENTRY.iter_unpack(marks[_HEAD:]))


def are_strangers(fresh: Iterable[Mark], known: Mapping[bytes, Mark]) -> bool:
    """Tell whether no fresh entry shares its guid or URL with a known one of the same answer.

    What an entry shares identifies neither, so then both must be looked at together.
    """
    guids = {mark.guid for mark in known.values()}
    identities = {mark.identity for mark in known.values()} - {_digest("")}
    return not any(mark.guid in guids or mark.identity in identities for mark in fresh)


def has_guid(marks: bytes, fresh: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells whether a GUID is that of a marked entry, but of none of the `fresh` ones."""
    guids: set[bytes] | None = None  # seldom asked for

    def is_there(guid: str) -> bool:
        nonlocal guids
        if guids is None:
            guids = {mark.guid for mark in _unpacked(marks)}.difference(map(_digest, fresh))
        return _digest(guid) in guids

    return is_there


def _circumstances(feed: Feed, source: Source, fetched: Fetched) -> bytes:
    return _digest(repr((__version__, feed, source, fetched.url, fetched.content_type)))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_PART).digest()
