"""`monitor run`: the service, in the foreground."""

import asyncio
import faulthandler
import logging
import os
import threading
from typing import TYPE_CHECKING

import click

from monitor.cli.session import Session

if TYPE_CHECKING:
    from monitor.config.settings import Config
    from monitor.service.watching import Signature


@click.command()
@click.pass_obj
def run(session: Session) -> None:
    """Run as a service in the foreground.

    Feeds are polled, digests made and deliveries attempted as they fall due. SIGTERM or
    Ctrl-C stops within 10 seconds; what could not be finished is resumed at the next start.
    Edited configuration is put in force within seconds, or at SIGHUP; one with mistakes is refused.
    """
    from monitor.service.memory import hold_together
    from monitor.service.watching import look
    from monitor.store.instance import hold

    hold_together()
    # A watchdog ends what hangs with SIGABRT: then the log shows where every thread was.
    faulthandler.enable()
    read = look(session.places().config_dir, environ=os.environ)
    config = session.load()
    session.log_to_stderr(logging.INFO, form=config.log_format)
    with hold(config.data_dir):
        serving = _serve(session, config, read)
        # Or it would stay in memory, ten megabytes, beside those that come after it.
        del config
        asyncio.Runner().run(serving)
        _leave()


async def _serve(session: Session, config: "Config", read: "Signature") -> None:
    from monitor.service import signals
    from monitor.service.notify import Notifier
    from monitor.service.run import Service

    stop, reload = asyncio.Event(), asyncio.Event()
    signals.listen(stop=stop, reload=reload, then=_leave_after)
    notifier = Notifier.from_environment(os.environ)
    service = Service(config, load=session.load, notifier=notifier, read=read)
    del config
    await service.run(stop=stop, reload=reload)


def _leave_after(seconds: float) -> None:
    """End by then, whatever is still in hand: a write may wait long for a locked database."""
    timer = threading.Timer(seconds, _leave)
    timer.daemon = True
    timer.start()


def _leave() -> None:
    """End the process, even while a thread waits for a mail server that does not answer.

    The delivery in that thread keeps its lease and is attempted again, with the same Message-ID.
    """
    logging.shutdown()
    os._exit(0)
