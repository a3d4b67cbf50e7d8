"""Every error this program raises on purpose.

MonitorError
├── ConfigError            the operator's configuration or arguments; exit code 2
├── QueryError             one query; the configuration makes a ConfigError of it
├── FeedError              one feed; the others go on
│   ├── FetchError         no usable answer
│   └── ParseError         an answer that is no feed
├── WorkerError            one job of a worker process
├── DeliveryError          one report to one recipient
└── StoreError             the database or the data directory
"""

from dataclasses import dataclass
from datetime import datetime


class MonitorError(Exception):
    """Any error raised on purpose; its text is fit to be shown to a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in the configuration: where it is, what is wrong, what to write instead."""

    #: What is wrong, and the remedy.
    text: str
    #: The file's path as shown to the operator; empty for the environment and arguments.
    file: str = ""
    #: 1-based; 0 when the place is the whole file.
    line: int = 0
    #: 1-based, in characters.
    column: int = 0

    def reading_order(self) -> tuple[str, int, int, str]:
        """Return what puts problems in the order of their places."""
        return self.file, self.line, self.column, self.text

    def __str__(self) -> str:
        """Return `file:line:column: text`, leaving out what is not known."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {self.text}" if place else self.text


class ConfigError(MonitorError):
    """The configuration or the arguments are wrong; nothing was changed."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(p if isinstance(p, Problem) else Problem(text=p) for p in problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class QueryError(MonitorError):
    """A query cannot be understood or must not run."""

    def __init__(self, text: str, *, start: int, end: int | None = None) -> None:
        super().__init__(text)
        #: Where in the query the trouble begins: a 0-based offset in characters.
        self.start = start
        #: Where it ends, exclusive; `start + 1` when not given.
        self.end = start + 1 if end is None else end


class FeedError(MonitorError):
    """One feed could not be read."""


class FetchError(FeedError):
    """A GET brought no usable answer."""

    def __init__(
        self,
        text: str,
        *,
        status: int | None = None,
        retry_at: datetime | None = None,
        permanent: bool = False,
    ) -> None:
        super().__init__(text)
        #: The HTTP status, when there was an answer.
        self.status = status
        #: The server asked us not to come back before this.
        self.retry_at = retry_at
        #: Trying again will not help until a person changes something.
        self.permanent = permanent


class ParseError(FeedError):
    """An answer arrived that holds no feed."""

    def __init__(self, text: str, *, is_html: bool = False) -> None:
        super().__init__(text)
        #: It is an HTML page.
        self.is_html = is_html


class WorkerError(MonitorError):
    """A worker process did not finish its job: too slow, too big, crashed, or a bug."""

    def __init__(self, text: str, *, details: str = "") -> None:
        super().__init__(text)
        #: The traceback inside the worker, for the log; empty when there is none.
        self.details = details


class DeliveryError(MonitorError):
    """A report could not be handed over."""

    def __init__(self, text: str, *, permanent: bool = False, retry_at: datetime | None = None) -> None:
        super().__init__(text)
        #: Trying again will not help until a person changes something.
        self.permanent = permanent
        #: The other side asked us not to come back before this.
        self.retry_at = retry_at


class StoreError(MonitorError):
    """The database or the data directory cannot be used."""
