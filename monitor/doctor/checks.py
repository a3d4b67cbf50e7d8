"""The list of checks, in the order in which trouble is best looked for."""

import os
from collections.abc import Callable, Iterable, Iterator

from monitor.config.settings import Config
from monitor.doctor.clock import check_clock, check_zones
from monitor.doctor.database import check_database, check_integrity
from monitor.doctor.finding import Finding, failed
from monitor.doctor.machine import check_certificates, check_disk, check_permissions
from monitor.doctor.mail import check_mail
from monitor.doctor.network import check_network

#: Looks at one thing and yields what it found; it changes nothing, and lasts seconds at most.
Check = Callable[[Config], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    check_permissions,
    check_disk,
    check_clock,
    check_zones,
    check_database,
    check_certificates,
    check_network,
    check_mail,
)

#: Those that read as much as there is.
DEEP: tuple[Check, ...] = (check_integrity,)


def examine(config: Config, checks: Iterable[Check] = CHECKS) -> Iterator[Finding]:
    """Yield what the checks find, each as soon as it is known; a check that breaks is a finding too."""
    for check in checks:
        try:
            yield from check(config)
        except Exception as error:  # noqa: BLE001 - the others are still of use to a person in trouble
            yield _broken(check.__name__.removeprefix("check_"), error)


def _broken(name: str, error: Exception) -> Finding:
    if isinstance(error, OSError) and error.filename:
        remedy = f"let user {os.geteuid()} read and write there, or choose another place with --data"
        return failed(name, f"{error.filename}: {error.strerror}", remedy=remedy)
    return failed(name, f"the check broke: {error!r}", remedy="please report this")
