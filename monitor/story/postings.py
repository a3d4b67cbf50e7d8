"""Who has what, found by what they have: most keys have one holder, which then takes little memory."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Postings(Generic[K]):
    """Holders by the keys that they have, with how often each has them."""

    def __init__(self) -> None:
        #: The holder that alone has the key, and once; or all of them.
        self._holders: dict[K, int | dict[int, int]] = {}

    def add(self, keys: Iterable[K], holder: int) -> None:
        """Note that a holder has these keys, once more."""
        holders = self._holders
        for key in keys:
            known = holders.get(key)
            if known is None:
                holders[key] = holder
            elif isinstance(known, int):
                holders[key] = {known: 2} if known == holder else {known: 1, holder: 1}
            else:
                known[holder] = known.get(holder, 0) + 1

    def remove(self, keys: Iterable[K], holder: int) -> None:
        """Note that a holder has these keys once less."""
        holders = self._holders
        for key in keys:
            known = holders[key]
            if isinstance(known, int):
                del holders[key]
            elif known[holder] > 1:
                known[holder] -= 1
            else:
                del known[holder]
                if not known:
                    del holders[key]

    def of(self, key: K) -> Mapping[int, int]:
        """Return the holders of a key, each with how often it has it."""
        known = self._holders.get(key)
        if known is None:
            return {}
        return {known: 1} if isinstance(known, int) else known

    def shared(self, key: K) -> Mapping[int, int] | None:
        """Return the holders of a key; None when one alone has had it, and once."""
        known = self._holders[key]
        return None if isinstance(known, int) else known
