"""Options that name a point in time."""

from datetime import UTC, datetime, timedelta

import click


def moment(ctx: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    """Read `7d`, `12h` (so long ago) or an ISO date."""
    if value is None:
        return None
    try:
        if value[-1:] in {"d", "h"}:
            hours = float(value[:-1]) * (24 if value.endswith("d") else 1)
            return datetime.now(UTC) - timedelta(hours=hours)
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise click.BadParameter("write 7d, 12h or a date such as 2026-11-22") from error
