"""Mail that only its reader can open: the encrypted body, and the keys that it takes.

What a mail says stands in the encrypted part, its subject too; outside are an address, a date and three dots.
The library is pysequoia (the extra `openpgp`), imported only where there is a key.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from monitor.deliver.message import build_body
from monitor.errors import DeliveryError
from monitor.model.deliveries import Delivery, Report

#: Armour makes four letters of three bytes; the rest is for the packets around.
_ARMOUR, _PACKETS = 4 / 3 * 66 / 64, 4000


class Sealer:
    """The keys of recipients."""

    def __init__(self, keys: Mapping[str, Path], *, clock: Callable[[], datetime]) -> None:
        """Keep where the key of each recipient lies; they are read when they are needed."""
        self._clock = clock
        self._keys = {recipient.casefold(): path for recipient, path in keys.items()}

    def seal(self, report: Report, delivery: Delivery) -> str:
        """Return the body for a recipient with a key, encrypted and armoured; empty for one without.

        Raises DeliveryError when the key cannot be used: nothing is then sent in the clear.
        """
        path = self._keys.get(delivery.recipient.casefold())
        if path is None:
            return ""
        try:
            return encrypt(build_body(report, delivery), path, now=self._clock())
        except ValueError as error:
            raise DeliveryError(
                f"the mail was not encrypted and so not sent: {error}; mail waits until then"
            ) from error


def sealed_size_of(report: Report) -> int:
    """Return how many bytes a sealed message of a report takes at most."""
    raw = len(report.html.encode("utf-8", "replace")) + len(report.text.encode("utf-8", "replace"))
    return int(raw * _ARMOUR) + _PACKETS


def check_key(path: Path, *, now: datetime) -> None:
    """Accept a file with a key that may be encrypted to; raise ValueError, with the remedy, for another."""
    encrypt(b"", path, now=now)


def encrypt(content: bytes, path: Path, *, now: datetime) -> str:
    """Return bytes encrypted to the key in a file; raise ValueError, with the remedy, when that cannot be."""
    try:
        library: Any = import_module("pysequoia")
        packets: Any = import_module("pysequoia.packet")
    except ImportError as error:
        raise ValueError("encryption needs the extra openpgp: pip install 'monitor[openpgp]'") from error
    try:
        raw = path.read_bytes()
        # The library raises nothing narrower than Exception, and a backtrace with it.
        key = library.Cert.from_bytes(raw)
        _check_valid(key, packets.PacketPile.from_bytes(bytes(key)), now)
        sealed: bytes = library.encrypt(recipients=[key], bytes=content)
    except OSError as error:
        raise ValueError(f"the key {path} cannot be read ({error.strerror}); export it anew") from error
    except Exception as error:
        reason = str(error).partition("\n")[0]
        raise ValueError(f"the key {path} cannot be used ({reason}); ask its owner for a new one") from error
    return sealed.decode("ascii")


def _check_valid(key: Any, packets: Iterable[Any], now: datetime) -> None:
    """Raise ValueError for a key that is revoked or has expired: the library would encrypt to it."""
    if key.is_revoked:
        raise ValueError("it is revoked")
    ends = [key.expiration] if key.expiration else []
    subkeys = list(_encrypting_until(packets))
    if subkeys and None not in subkeys:
        ends.append(max(end for end in subkeys if end))
    if ends and min(ends) <= now:
        raise ValueError(f"it expired on {min(ends):%Y-%m-%d}")


def _encrypting_until(packets: Iterable[Any]) -> Iterator[datetime | None]:
    """Yield until when each part of a key may be encrypted to, None for always."""
    made = None
    for packet in packets:
        made = packet.key_created or made
        flags = packet.key_flags
        if flags and (flags.transport_encryption or flags.storage_encryption):
            validity = packet.key_validity_period
            yield made + validity if made and validity else None
