"""What lies outside of us: the clock on the wall, and the servers of publishers."""

from datetime import UTC, datetime

from monitor import __version__
from monitor.config.settings import Config
from monitor.net.client import Client


def utc_now() -> datetime:
    """Return the time of the clock on the wall."""
    return datetime.now(UTC)


def user_agent(config: Config) -> str:
    """Return how we introduce ourselves to publishers."""
    return f"Monitor/{__version__}" + (f" (+{config.contact})" if config.contact else "")


def client_of(config: Config) -> Client:
    """Return what asks publishers, within the limits that are configured."""
    return Client(config.poll.limits, user_agent=user_agent(config))
