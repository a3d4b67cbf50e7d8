"""Dataclasses that are handled by the thousand, pickled and copied as fast as other objects.

What Python does for frozen dataclasses with slots asks each object for its fields anew: four times as long.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, TypeVar

Noun = TypeVar("Noun")

_Put = Callable[[Any, Any], None]


@dataclass(frozen=True, slots=True)
class _Accessors:
    """How the fields of a class with several of them are read, and how each is set."""

    read: Callable[[Any], tuple[Any, ...]]
    put: dict[str, _Put]


class _OfClass(dict[type, _Accessors]):
    """The accessors of the classes seen so far."""

    def __missing__(self, kind: type) -> _Accessors:
        names = [field.name for field in fields(kind)]
        self[kind] = _Accessors(attrgetter(*names), {name: getattr(kind, name).__set__ for name in names})
        return self[kind]


_ACCESSORS = _OfClass()


def getstate(self: Any) -> tuple[Any, ...]:
    """Return the values of the fields; to be the `__getstate__` of a class."""
    return _ACCESSORS[type(self)].read(self)


def setstate(self: Any, state: tuple[Any, ...]) -> None:
    """Set the fields; to be the `__setstate__` of a class."""
    for put, value in zip(_ACCESSORS[type(self)].put.values(), state, strict=True):
        put(self, value)


def replaced(noun: Noun, **changed: Any) -> Noun:
    """Return a copy of a noun of several fields with some of them changed, as `dataclasses.replace` does."""
    kind = type(noun)
    accessors = _ACCESSORS[kind]
    if not changed.keys() <= accessors.put.keys():
        raise TypeError(f"{kind.__name__} has no {', '.join(sorted(changed.keys() - accessors.put.keys()))}")
    copy = kind.__new__(kind)
    for (name, put), value in zip(accessors.put.items(), accessors.read(noun), strict=True):
        put(copy, changed.get(name, value))
    return copy
