"""Stories are split with a trace, as they are merged."""

import sqlalchemy as sa
from alembic import op

from monitor.store.types import UTCDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Keep which stories were split from which, when and by whom."""
    op.create_table(
        "story_splitting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("by_operator", sa.Boolean(), nullable=False),
        sa.Column("split_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_splitting")),
    )
    op.create_index("ix_story_splitting_opened", "story_splitting", ["opened"])
    op.create_index("ix_story_splitting_story", "story_splitting", ["story"])
