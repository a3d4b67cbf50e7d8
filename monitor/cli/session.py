"""What one call of the command line works with: options, configuration, store."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from monitor.config.places import Places
    from monitor.config.settings import Config
    from monitor.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The options that stand before the command."""

    config: Path | None
    data: Path | None
    is_verbose: bool

    def places(self) -> "Places":
        """Return where configuration and data lie."""
        from monitor.config.places import find_places

        return find_places(self.config, self.data, environ=os.environ, cwd=Path.cwd(), home=_home())

    def load(self) -> "Config":
        """Return the configuration, checked; raise ConfigError with all that is wrong with it."""
        from monitor.config.load import load

        places = self.places()
        return load(places.config_dir, data_dir=places.data_dir, environ=os.environ)

    @contextmanager
    def store(self, config: "Config") -> "Iterator[Store]":
        """Yield the configured store."""
        from monitor.store.store import Store  # the whole application is for those who need more of it

        store = Store.open_file(config.database, data_dir=config.data_dir)
        try:
            yield store
        finally:
            store.close()

    def log_to_stderr(self, level: int, *, form: Literal["text", "json"] = "text") -> None:
        """Send the log to standard error, one line an event, from `level` up; all with --verbose."""
        import logging

        from monitor.cli.logs import log_to_stderr

        log_to_stderr(min(level, logging.INFO) if self.is_verbose else level, form=form)


def _home() -> Path:
    """Return the user's home; the root folder for a user who has none, as in containers."""
    try:
        return Path.home()
    except RuntimeError:
        return Path("/")
