"""Many things for a template, each made when the template comes to it: a year of issues is long. Pure."""

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")


class LazyCollection(Collection[Thing]):
    """Things that are made anew each time somebody looks at them."""

    def __init__(self, make: Callable[[], Iterator[Thing]], *, count: int) -> None:
        """Keep how they are made, one after another, and how many there are."""
        self._make, self._count = make, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Thing]:
        return self._make()

    def __contains__(self, thing: object) -> bool:
        return any(each == thing for each in self)


def lazily(draw: Callable[..., Thing], things: Collection[object]) -> LazyCollection[Thing]:
    """Return what is drawn of things."""
    return LazyCollection(lambda: map(draw, things), count=len(things))
