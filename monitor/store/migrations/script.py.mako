"""${message}."""

import sqlalchemy as sa
from alembic import op
from monitor.store.types import UTCDateTime

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """${message}."""
    ${upgrades if upgrades else "pass"}
