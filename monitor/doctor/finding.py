"""What one check has found."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How bad it is."""

    WELL = "ok"
    #: It works, and will not for long, or not as meant.
    WARNING = "warning"
    #: Something that the service needs does not work.
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    #: The check, in a word or two.
    check: str
    verdict: Verdict
    #: What was seen, for a person.
    text: str
    #: What to do about it; empty when all is well.
    remedy: str = ""


def well(check: str, text: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(check=check, verdict=Verdict.WELL, text=text)


def warning(check: str, text: str, *, remedy: str) -> Finding:
    """Return that something will not do for long."""
    return Finding(check=check, verdict=Verdict.WARNING, text=text, remedy=remedy)


def failed(check: str, text: str, *, remedy: str) -> Finding:
    """Return that something does not work."""
    return Finding(check=check, verdict=Verdict.FAILED, text=text, remedy=remedy)
