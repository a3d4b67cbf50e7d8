"""Turns: pauses and numbers for each server, and none that waits for another."""

import asyncio
import time
from itertools import pairwise

import pytest

from monitor.net.slots import Slots


async def _ask(
    slots: Slots, server: str, starts: list[float], *, pause_s: float, takes_s: float = 0.0
) -> None:
    async with slots.hold(server, pause_s=pause_s):
        starts.append(time.monotonic())
        await asyncio.sleep(takes_s)


def test_requests_to_one_server_keep_their_distance_and_others_do_not_wait() -> None:
    crowded: list[float] = []
    others: list[float] = []

    async def go() -> float:
        slots = Slots(concurrency=4, per_server=2)
        asks = [_ask(slots, "crowded", crowded, pause_s=0.05) for _ in range(8)]
        started = time.monotonic()
        await asyncio.gather(*asks, *(_ask(slots, f"{n}", others, pause_s=0.05) for n in range(20)))
        return started

    started = asyncio.run(go())
    gaps = [after - before for before, after in pairwise(crowded)]
    assert min(gaps) > 0.045
    assert max(others) - started < 0.2
    assert len(others) == 20


def test_the_distance_holds_when_nobody_waited_meanwhile() -> None:
    starts: list[float] = []

    async def go() -> None:
        slots = Slots(concurrency=4, per_server=2)
        for _ in range(4):
            await _ask(slots, "server", starts, pause_s=0.05)

    asyncio.run(go())
    assert starts[-1] - starts[0] > 0.14


def test_a_slow_server_is_asked_by_so_many_at_once_and_no_more() -> None:
    now = most = 0

    async def go() -> None:
        slots = Slots(concurrency=16, per_server=3)

        async def ask() -> None:
            nonlocal now, most
            async with slots.hold("slow", pause_s=0.001):
                now, most = now + 1, max(most, now + 1)
                await asyncio.sleep(0.02)
                now -= 1

        await asyncio.gather(*(ask() for _ in range(15)))

    asyncio.run(go())
    assert most == 3


def test_a_stop_does_not_wait_for_a_pause() -> None:
    async def go() -> float:
        slots = Slots(concurrency=4, per_server=2)
        async with slots.hold("server", pause_s=60):
            pass
        waiting = asyncio.create_task(_ask(slots, "server", [], pause_s=60))
        await asyncio.sleep(0.01)
        started = time.monotonic()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        return time.monotonic() - started

    assert asyncio.run(go()) < 0.1


def test_servers_asked_long_ago_are_forgotten() -> None:
    async def go() -> int:
        slots = Slots(concurrency=4, per_server=2)
        for number in range(3000):
            async with slots.hold(f"{number}", pause_s=0.0001):
                pass
        return len(slots._free_at)

    assert asyncio.run(go()) <= 1000


def test_while_nobody_may_start_no_more_come_forward_than_turns_and_a_refusal_gives_its_turn_back() -> None:
    started: list[str] = []
    waiting: list[str] = []

    async def go() -> None:
        slots, gate = Slots(concurrency=3, per_server=1), asyncio.Event()

        async def ask(server: str) -> None:
            async def ready() -> None:
                waiting.append(server)
                await gate.wait()
                if server == "s0":
                    raise ValueError(server)

            async with slots.hold(server, ready=ready):
                started.append(server)

        asks = [asyncio.create_task(ask(f"s{number}")) for number in range(9)]
        await asyncio.sleep(0.3)  # longer than a turn that is working is kept
        assert (waiting, started) == (["s0", "s1", "s2"], [])
        gate.set()
        await asyncio.gather(*asks, return_exceptions=True)

    asyncio.run(go())
    assert sorted(started) == [f"s{number}" for number in range(1, 9)]
