"""A configuration that is read anew takes the place of the one before, also in memory."""

import asyncio
import gc
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import write_desk

from monitor.config.load import load
from monitor.config.settings import Config
from monitor.errors import StoreError
from monitor.query.match import Matcher
from monitor.service import state
from monitor.service.heart import Heart
from monitor.service.notify import Notifier
from monitor.service.reloading import Reloading
from monitor.service.run import Service
from monitor.service.state import ServiceState
from monitor.service.ticks import Ticks
from monitor.service.watching import look


def count_matchers() -> int:
    # The collector does not name what it passes over.
    gc.unfreeze()
    gc.collect()
    return sum(type(each) is Matcher for each in gc.get_objects())


async def taken_after(folder: Path, moment: float) -> float:
    """Return when the configuration was taken that was taken after a moment."""
    async with asyncio.timeout(60):
        while not (told := state.read(folder)) or told[0].configured_at <= moment:
            await asyncio.sleep(0.05)
    return told[0].configured_at


def test_former_configurations_are_forgotten(tmp_path: Path) -> None:
    folder, data = write_desk(tmp_path, seed=""), tmp_path / "data"
    topics = folder / "topics.toml"

    def read() -> Config:
        return load(folder, data_dir=data, environ={})

    async def live() -> None:
        stop, reload = asyncio.Event(), asyncio.Event()
        service = Service(read(), load=read, notifier=Notifier(), jobs=())
        serving = asyncio.create_task(service.run(stop=stop, reload=reload))
        taken_at = await taken_after(data, 0.0)
        async with asyncio.timeout(20):
            while not gc.get_freeze_count():
                await asyncio.sleep(0.05)
        for _ in range(3):
            topics.write_text(topics.read_text().replace("harbour OR", "harbour OR quay OR"))
            reload.set()
            taken_at = await taken_after(data, taken_at)
        # The one before goes once nothing of it is in hand, and the one in force stays.
        async with asyncio.timeout(20):
            while count_matchers() > before + 1:
                await asyncio.sleep(0.3)
        stop.set()
        await serving

    before = count_matchers()
    asyncio.run(live())


def test_a_configuration_that_is_gone_or_cannot_be_taken_is_told_until_it_is(tmp_path: Path) -> None:
    folder = write_desk(tmp_path, seed="")

    def read() -> Config:
        return load(folder, data_dir=tmp_path, environ={})

    async def take(config: Config) -> None:
        if not has_room.is_set():
            raise StoreError("the disk is full")
        taken.append(config)

    async def watch() -> None:
        told = ServiceState(pid=1, version="1", started_at=0, configured_at=0)
        quiet = Notifier()
        heart = Heart(tmp_path, state=told, ticks=Ticks(), notifier=quiet)
        reloading = Reloading(
            read(),
            is_asked=asyncio.Event(),
            load=read,
            take=take,
            heart=heart,
            notifier=Notifier(),
            look_s=0.01,
        )
        watching = asyncio.create_task(reloading.watch())
        folder.rename(tmp_path / "away")
        await until(lambda: heart.count_mistakes() == 1)
        assert "no configuration" in heart.state.mistakes[0]
        (tmp_path / "away").rename(folder)
        await until(lambda: "the disk is full" in heart.state.held_up)
        assert heart.count_mistakes() == 0
        assert heart.state.notes == ("the edited configuration is not in force yet: the disk is full",)
        has_room.set()
        await until(lambda: not heart.state.held_up)
        watching.cancel()

    taken: list[Config] = []
    has_room = threading.Event()
    asyncio.run(watch())
    assert len(taken) == 1


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not is_so():
            await asyncio.sleep(0.01)


def test_what_nobody_edited_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when the folder is called by a path from here."""
    folder = write_desk(tmp_path, seed="")
    monkeypatch.chdir(folder.parent)
    config = load(Path(folder.name), data_dir=tmp_path / "data", environ={})
    assert look(config.config_dir, environ={}) == look(Path(folder.name), environ={})


def test_what_is_edited_during_the_start_is_taken_when_it_is_over(tmp_path: Path) -> None:
    folder, data = write_desk(tmp_path, seed=""), tmp_path / "data"
    topics = folder / "topics.toml"

    def read() -> Config:
        return load(folder, data_dir=data, environ={})

    async def live() -> None:
        stop, reload = asyncio.Event(), asyncio.Event()
        before = look(folder, environ={})
        config = read()
        topics.write_text(topics.read_text().replace("harbour OR", "harbour OR quay OR"))
        service = Service(config, load=read, notifier=Notifier(), jobs=(), read=before)
        serving = asyncio.create_task(service.run(stop=stop, reload=reload))
        started_at = await taken_after(data, 0.0)
        assert await taken_after(data, started_at) > started_at
        stop.set()
        await serving

    asyncio.run(live())
