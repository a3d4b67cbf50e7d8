"""`monitor doctor`: what is wrong with this machine, and what to do about it."""

import sys
from typing import TYPE_CHECKING

import click

from monitor.cli.output import safe, say_json
from monitor.cli.session import Session

if TYPE_CHECKING:
    from monitor.doctor.finding import Finding


@click.command()
@click.option("--deep", is_flag=True, help="Also read the whole database and check every row.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def doctor(session: Session, deep: bool, as_json: bool) -> None:
    """Check what the service needs, and say what to do about what is missing.

    Looks at permissions, disk, clock, time zones, database, certificates, the network (the servers of a few
    feeds are asked) and the login to the mail server (nothing is sent). Exit code 1 when something does not
    work; a warning is no failure. A configuration with mistakes is told first, with exit code 2.
    """
    from monitor.doctor.checks import CHECKS, DEEP, examine

    findings: list[Finding] = []
    for finding in examine(session.load(), CHECKS + DEEP if deep else CHECKS):
        findings.append(finding)
        if not as_json:
            _tell(finding)
    if as_json:
        say_json(findings)
    if any(finding.verdict == "failed" for finding in findings):
        sys.exit(1)


def _tell(finding: "Finding") -> None:
    click.echo(f"{finding.verdict:<8} {finding.check:<13} {safe(finding.text)}")
    if finding.remedy:
        click.echo(f"{'':<22} -> {safe(finding.remedy)}")
