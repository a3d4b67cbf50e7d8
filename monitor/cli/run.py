"""`monitor run`: the service, in the foreground."""

import asyncio
import logging
import os
import threading

import click

from monitor.cli.session import Session

log = logging.getLogger(__name__)


@click.command()
@click.pass_obj
def run(session: Session) -> None:
    """Run as a service in the foreground.

    Feeds are polled, digests made and deliveries attempted as they fall due. SIGTERM or
    Ctrl-C stops within 10 seconds; what could not be finished is resumed at the next start.
    """
    session.log_to_stderr(logging.INFO)
    config = session.load()
    finished = asyncio.Event()

    async def serve() -> None:
        from monitor import scheduler
        from monitor.app import open_app

        scheduler.stop_on_signals(finished, then=_leave_after)
        async with open_app(config) as app:
            await asyncio.to_thread(app.jobs.write_index)
            log.info("started: %d feeds, %d topics", len(config.feeds), len(config.topics))
            await scheduler.run(app, finished)
        log.info("stopped")

    runner = asyncio.Runner()
    runner.run(serve())
    _leave()


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
