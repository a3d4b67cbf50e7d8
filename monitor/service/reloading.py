"""The configuration as it is edited: read anew and put in force whole, or refused and told."""

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from pathlib import Path

from monitor.config.settings import Config
from monitor.errors import ConfigError, MonitorError
from monitor.service.heart import Heart
from monitor.service.notify import Notifier
from monitor.service.watching import Signature, look, look_at
from monitor.words.counts import count

log = logging.getLogger(__name__)

#: Between two looks. A change counts once two looks have seen the same: an editor may write in pieces.
LOOK_S = 1.5


class Reloading:
    """Keeps the service at what its files say."""

    def __init__(
        self,
        config: Config,
        *,
        is_asked: asyncio.Event,
        load: Callable[[], Config],
        take: Callable[[Config], Awaitable[None]],
        heart: Heart,
        notifier: Notifier,
        read: Signature | None = None,
        look_s: float = LOOK_S,
    ) -> None:
        """`is_asked` is set by who wants the files read, changed or not.

        `load` reads them, in a thread; `take` puts in force what they say; `look_s` parts two looks. `read`
        is how the files looked, but for the keys, before `config` was read; absent: as they do now.
        """
        self._config = config
        self._load = load
        self._take = take
        self._heart = heart
        self._notifier = notifier
        self._is_asked = is_asked
        self._look_s = look_s
        self._taken: Signature = self._look() if read is None else read | look_at(self._keys())

    async def watch(self) -> None:
        """Read the configuration anew whenever its files change or somebody asks."""
        seen = self._taken
        while True:
            try:
                await asyncio.wait_for(self._is_asked.wait(), self._look_s)
            except TimeoutError:
                before, seen = seen, await asyncio.to_thread(self._look)
                if seen == self._taken or seen != before:
                    continue
            self._is_asked.clear()
            await self._reload()

    def _look(self) -> Signature:
        return look(self._config.config_dir, environ=os.environ) | look_at(self._keys())

    def _keys(self) -> Iterable[Path]:
        """Return the files with the OpenPGP keys of recipients."""
        return self._config.mail.keys.values() if self._config.mail else ()

    async def _reload(self) -> None:
        self._notifier.reloading()
        try:
            await self._read()
        finally:
            self._notifier.ready(self._status())

    async def _read(self) -> None:
        seen = await asyncio.to_thread(self._look)
        try:
            config = await asyncio.to_thread(self._load)
            await self._take(config)
        except ConfigError as error:
            self._taken = seen
            self._refuse(tuple(map(str, error.problems)))
        except MonitorError as error:
            # Not the files' fault: they are read again at the next look.
            self._hold_up(str(error))
        except Exception as error:
            log.exception("reading the configuration failed")
            self._taken = seen
            self._refuse((f"internal error: {error!r}; the log has more",))
        else:
            self._taken = seen
            self._config = config
            self._heart.tell(
                replace(
                    self._heart.state,
                    database=str(config.database),
                    configured_at=time.time(),
                    mistakes=(),
                    held_up="",
                )
            )
            log.info("configuration in force: %s", self._status())

    def _refuse(self, mistakes: tuple[str, ...]) -> None:
        log.error("the edited configuration has mistakes (%d): the one before is in force", len(mistakes))
        for mistake in mistakes:
            log.error("%s", mistake)
        self._heart.tell(replace(self._heart.state, mistakes=mistakes, held_up=""))

    def _hold_up(self, trouble: str) -> None:
        if self._heart.state.held_up != trouble:
            log.error("the edited configuration is not in force yet: %s", trouble)
            self._heart.tell(replace(self._heart.state, mistakes=(), held_up=trouble))

    def _status(self) -> str:
        if self._heart.state.mistakes:
            return "the configuration has mistakes; the one before is in force"
        if self._heart.state.held_up:
            return "the edited configuration is not in force yet; the one before is"
        return describe(self._config)


def describe(config: Config) -> str:
    """Return what a configuration holds, in a few words."""
    alerts = sum(1 for digest in config.digests if digest.alerting)
    counts = {"feed": len(config.feeds), "topic": len(config.topics), "digest": len(config.digests) - alerts}
    if alerts:
        counts["alert"] = alerts
    return ", ".join(count(number, noun) for noun, number in counts.items())
