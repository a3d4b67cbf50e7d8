"""Time: does the clock go right, and are the rules of the digests' time zones known?"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from zoneinfo import TZPATH

from monitor.app.outside import utc_now
from monitor.config.settings import Config
from monitor.doctor.finding import Finding, failed, warning, well
from monitor.errors import MonitorError
from monitor.net.pauses import http_date
from monitor.store.store import Store

#: Nobody has run this program earlier.
_EARLIEST = datetime(2025, 7, 1, tzinfo=UTC)
#: Rules of time zones change a few times a year.
_OLD_ZONES = timedelta(days=2 * 365)
#: A clock that is off by more does harm: certificates and times of articles.
_OFF = timedelta(minutes=2)
_SET_CLOCK = "set the clock, and let a time service such as systemd-timesyncd or chrony keep it"


def check_clock(config: Config) -> Iterator[Finding]:
    """Compare the clock with what was stored before; `network` compares it with other machines."""
    now = utc_now()
    latest = _latest(config)
    if now < _EARLIEST:
        yield failed("clock", f"it says {now:%Y-%m-%d %H:%M} UTC", remedy=_SET_CLOCK)
    elif latest is not None and latest > now + timedelta(minutes=1):
        text = f"it says {now:%Y-%m-%d %H:%M} UTC, but something was stored at {latest:%Y-%m-%d %H:%M}"
        yield warning("clock", text, remedy=_SET_CLOCK)
    else:
        yield well("clock", f"it says {now:%Y-%m-%d %H:%M} UTC")


def _latest(config: Config) -> datetime | None:
    """Return when the last pass of a job ended; None when there was none, or nobody can tell."""
    if not config.database.exists():
        return None
    try:
        store = Store.open_file(config.database, data_dir=config.data_dir)
    except MonitorError:
        return None
    try:
        with store.read() as tx:
            return tx.runs.latest_at()
    except MonitorError:
        return None
    finally:
        store.close()


def compare_clocks(dates: Iterable[str], *, now: datetime) -> Iterator[Finding]:
    """Compare ours with those of servers (their `Date` headers): most must agree that ours is wrong."""
    offs = sorted(off for date in dates if (off := _off(date, now)) is not None)
    middle = offs[len(offs) // 2] if offs else timedelta()
    if abs(middle) > _OFF:
        servers = "that of 1 server" if len(offs) == 1 else f"those of {len(offs)} servers"
        text = f"this machine's is {abs(middle)} {'ahead of' if middle > timedelta() else 'behind'} {servers}"
        yield warning("clock", text, remedy=_SET_CLOCK)


def _off(date: str, now: datetime) -> timedelta | None:
    theirs = http_date(date)
    return None if theirs is None else now.replace(microsecond=0) - theirs


def check_zones(config: Config) -> Iterator[Finding]:
    """Find out how old the rules of time zones are; loading the configuration has found the zones."""
    zones = ", ".join(sorted({digest.schedule.zone.key for digest in config.digests})) or "no digest has one"
    release = _system_zones() or version("tzdata")
    text = f"{zones}: by the rules of {release}"
    if utc_now() - datetime(int(release[:4]), 1, 1, tzinfo=UTC) > _OLD_ZONES:
        yield warning("time zones", text, remedy="update the package tzdata")
    else:
        yield well("time zones", text)


def _system_zones() -> str:
    """Return the release of the system's rules, which count before ours; empty when there are none."""
    for folder in map(Path, TZPATH):
        with suppress(OSError), (folder / "tzdata.zi").open(encoding="utf-8") as rules:
            if found := re.search(r"version (\d{4}\w*)", rules.readline()):
                return found[1]
    return ""
