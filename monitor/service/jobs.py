"""The jobs, how often each looks whether there is something to do, and what it does."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from monitor.app.wiring import App
from monitor.pipeline.outcome import Outcome
from monitor.service.tally import Tally
from monitor.service.ticks import Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """What one tick of a job works with."""

    app: App
    tick: Tick
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job."""

    name: str
    #: Between two ticks. A tick only asks the database what is due.
    every_s: float
    work: Callable[[Hand], Awaitable[Any]]
    #: Ticks that may be in hand together.
    at_once: int = 1
    #: Not to be broken off when the service stops: it can be finished soon, and not be repeated.
    is_unbroken: bool = False


async def _poll(hand: Hand) -> None:
    def tell(outcome: Outcome) -> None:
        hand.tick.step()
        hand.tally.add(outcome)

    await hand.app.jobs.poll(tell=tell)


async def _retag(hand: Hand) -> None:
    while await hand.app.jobs.retag():
        pass


async def _try_store(hand: Hand) -> None:
    await asyncio.to_thread(hand.app.store.probe)


async def _make_issues(hand: Hand) -> None:
    await hand.app.jobs.make_alerts()
    await hand.app.jobs.make_issues()


#: A pass over feeds of which some hang must not hold up the feeds that are due next: leases keep them apart.
_MANY = 1_000
#: Nor may a mail server that hangs hold up the webhooks: a pass leaves the channels alone that another is at.
_SEVERAL = 10

JOBS = (
    Job(name="store", every_s=10, work=_try_store),
    Job(name="seeds", every_s=3, work=lambda hand: hand.app.jobs.read_seeds()),
    Job(name="poll", every_s=5, work=_poll, at_once=_MANY),
    Job(name="pages", every_s=10, work=lambda hand: hand.app.jobs.read_pages()),
    Job(name="retag", every_s=5, work=_retag),
    Job(name="stories", every_s=5, work=lambda hand: hand.app.jobs.place_stories()),
    Job(name="digest", every_s=10, work=_make_issues),
    Job(name="maintain", every_s=600, work=lambda hand: hand.app.jobs.maintain()),
    Job(
        name="deliver",
        every_s=5,
        work=lambda hand: hand.app.jobs.deliver(),
        at_once=_SEVERAL,
        is_unbroken=True,
    ),
)
