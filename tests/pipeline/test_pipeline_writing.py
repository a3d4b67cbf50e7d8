"""One writer for many: how many works share a transaction."""

import asyncio

from monitor.pipeline.writing import Writer
from monitor.store.store import Store, Transaction


async def _write(store: Store, works: int, *, every_s: float, holds_up: bool) -> list[int]:
    """Write works that come one after the other; return how many of them each transaction held."""
    begun, sizes = 0, list[int]()

    def work(_: Transaction) -> None:
        nonlocal begun
        begun += 1

    writer = Writer(store, finish=lambda _: sizes.append(begun - sum(sizes)))
    waiting = []
    for _ in range(works):
        waiting.append(asyncio.create_task(writer.write(work, holds_up=holds_up)))
        await asyncio.sleep(every_s)
    await asyncio.gather(*waiting)
    return sizes


def test_works_that_come_at_once_share_transactions_that_do_not_last(store: Store) -> None:
    sizes = asyncio.run(_write(store, 100, every_s=0.0, holds_up=False))
    assert sizes == [64, 36]


def test_works_that_hold_others_up_wait_for_some_more_but_not_for_all(store: Store) -> None:
    sizes = asyncio.run(_write(store, 100, every_s=0.002, holds_up=True))
    assert sum(sizes) == 100
    assert 3 <= len(sizes) <= 20, sizes


def test_a_work_alone_is_stored(store: Store) -> None:
    assert asyncio.run(_write(store, 1, every_s=0.0, holds_up=True)) == [1]
