"""Items may leave a story that new ones show to be several."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Keep where an item came from, and find the stories that the operator settled."""
    op.add_column("story_item", sa.Column("moved_from", sa.Integer(), nullable=True))
    op.create_index("ix_story_item_fixed", "story_item", ["story_id"], sqlite_where=sa.text("is_fixed = 1"))
