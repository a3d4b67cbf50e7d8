"""Made-up publishers: when their items appear, by habits that real ones have. Seeds make them repeatable."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

#: A Monday.
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SATURDAY = 5

#: Yields the times of one day's items; the day is counted from BEGIN.
Habit = Callable[[Random, int], Iterator[datetime]]


@dataclass(frozen=True)
class Rhythm:
    """How one kind of publisher works."""

    name: str
    #: The longest silence that is no sign of trouble; a day off is always possible, hence never under two
    #: days but for those who never close.
    expected: timedelta
    habit: Habit
    #: Days that a holiday closes it for.
    holiday: int = 0

    def times(self, seed: int, *, days: int, holidays: tuple[int, ...] = ()) -> list[datetime]:
        """Return when items appear, oldest first; holidays begin on these days."""
        random = Random(f"{self.name} {seed}")
        closed = {day + n for day in holidays for n in range(self.holiday)}
        found = [at for day in range(days) for at in self.habit(random, day) if day not in closed]
        return sorted(found)


def hours(random: Random, day: int, *, count: int, first: float, last: float) -> Iterator[datetime]:
    for _ in range(count):
        yield BEGIN + day * DAY + random.uniform(first, last) * HOUR


def agency(random: Random, day: int) -> Iterator[datetime]:
    """Day and night, on every day of the year."""
    yield from hours(random, day, count=random.randint(15, 40), first=7, last=23)
    yield from hours(random, day, count=random.randint(4, 10), first=0, last=24)


def newsroom(random: Random, day: int) -> Iterator[datetime]:
    """Nobody works at night, few at the weekend."""
    count = random.randint(6, 14) if day % 7 < SATURDAY else random.randint(1, 4)
    yield from hours(random, day, count=count, first=8, last=21)


def daily(random: Random, day: int) -> Iterator[datetime]:
    yield from hours(random, day, count=1, first=7, last=11)


def office(random: Random, day: int) -> Iterator[datetime]:
    """A ministry: several items on working days."""
    if day % 7 < SATURDAY:
        yield from hours(random, day, count=random.randint(1, 6), first=8, last=17)


def column(random: Random, day: int) -> Iterator[datetime]:
    """One item on each working day, at any hour."""
    if day % 7 < SATURDAY:
        yield from hours(random, day, count=1, first=6, last=20)


def weekly(random: Random, day: int) -> Iterator[datetime]:
    if day % 7 == 3:
        yield from hours(random, day, count=1, first=8, last=14)


def bursts(random: Random, day: int) -> Iterator[datetime]:
    """Everything at once, then nothing for days: a campaign, a court in session."""
    if day % 10 in {0, 1} or (day % 10 == 5 and random.random() < 0.5):
        yield from hours(random, day, count=random.randint(3, 9), first=9, last=19)


def association(random: Random, day: int) -> Iterator[datetime]:
    """Two items a month: one in each half of it, on any of its days."""
    half, of_half = divmod(day, 15)
    if of_half == Random(f"{random.getstate()[1][0]} {half}").randrange(15):
        yield from hours(random, day, count=1, first=8, last=18)


def chance(random: Random, day: int) -> Iterator[datetime]:
    """Two items a month by mere chance, so that no silence is impossible."""
    if random.random() < 1 / 15:
        yield from hours(random, day, count=1, first=8, last=18)


RHYTHMS = (
    Rhythm("agency", timedelta(hours=12), agency),
    Rhythm("newsroom", 2 * DAY, newsroom, holiday=3),
    Rhythm("daily", 2 * DAY, daily, holiday=2),
    Rhythm("office", timedelta(days=3, hours=9), office, holiday=3),
    Rhythm("column", timedelta(days=3, hours=14), column, holiday=3),
    Rhythm("weekly", timedelta(days=7, hours=6), weekly, holiday=1),
    Rhythm("bursts", timedelta(days=9, hours=10), bursts, holiday=1),
    # A month, and some days more, because there are few items to know it by.
    Rhythm("association", 33 * DAY, association, holiday=10),
)
CHANCE = Rhythm("chance", 60 * DAY, chance)
