"""The log: one line an event, for people or for machines, whatever strangers put into it."""

import logging
import re
import sys
from datetime import UTC, datetime
from typing import Literal

from monitor.cli.output import to_json

#: Line breaks, and whatever moves a terminal's cursor or the direction of writing.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")

#: What these say below ERROR is of no use to a person.
_NOISY = ("apscheduler", "alembic", "asyncio", "aiohttp")

#: Jobs try again within seconds; why they still fail is told so many seconds apart: the log may lie on the
#: disk that is full.
REPEATING = ("monitor.pipeline.recording", "monitor.service.heart", "monitor.service.shift")
_AGAIN_S = 600.0


def log_to_stderr(level: int, *, form: Literal["text", "json"] = "text") -> None:
    """Send the log to standard error from `level` up; a later call replaces an earlier one."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    handler.addFilter(_Repeats())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.ERROR)


class _Repeats(logging.Filter):
    """Leaves out what a job said a short while ago."""

    def __init__(self) -> None:
        super().__init__()
        #: Event -> when it was last told.
        self._told: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether an event is to be told."""
        if record.name not in REPEATING or record.exc_info:
            return True
        text = record.getMessage()
        self._told = {event: at for event, at in self._told.items() if 0 <= record.created - at < _AGAIN_S}
        if text in self._told:
            return False
        self._told[text] = record.created
        return True


class _Text(logging.Formatter):
    """Time, level and what happened; the lines of a traceback are parted by bars."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        trace = f" | {self.formatException(record.exc_info)}" if record.exc_info else ""
        text = f"{record.getMessage()}{trace}".rstrip().replace("\n", " | ")
        return f"{_moment(record)} {record.levelname} {_CONTROLS.sub(' ', text)}"


class _Json(logging.Formatter):
    """An object a line: time, level, logger, message and, after a bug, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        event = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            event["traceback"] = self.formatException(record.exc_info)
        return to_json(event)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
