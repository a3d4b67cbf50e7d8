"""Dataclasses that are handled by the thousand, pickled and copied as fast as other objects.

What Python does for frozen dataclasses with slots asks each object for its fields anew: four times as long.
"""

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

Noun = TypeVar("Noun")

_Ways = tuple[Callable[[Any], tuple[Any, ...]], tuple[Callable[[Any, Any], None], ...]]


class _OfClass(dict[type, _Ways]):
    """How the fields of a class with several of them are read, and how each is set."""

    def __missing__(self, kind: type) -> _Ways:
        names = [field.name for field in fields(kind)]
        self[kind] = attrgetter(*names), tuple(getattr(kind, name).__set__ for name in names)
        return self[kind]


_WAYS = _OfClass()


def getstate(self: Any) -> tuple[Any, ...]:
    """Return the values of the fields; to be the `__getstate__` of a class."""
    return _WAYS[type(self)][0](self)


def setstate(self: Any, state: tuple[Any, ...]) -> None:
    """Set the fields; to be the `__setstate__` of a class."""
    for put, value in zip(_WAYS[type(self)][1], state, strict=True):
        put(self, value)


def replaced(noun: Noun, **changed: Any) -> Noun:
    """Return a copy of a noun of several fields with some of them changed, as `dataclasses.replace` does."""
    kind = type(noun)
    copy = kind.__new__(kind)
    setstate(copy, getstate(noun))
    for name, value in changed.items():
        getattr(kind, name).__set__(copy, value)
    return copy
