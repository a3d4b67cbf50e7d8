"""Items are found by the moment and the source at once."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Put the source into the index of times of publication."""
    op.drop_index("ix_item_published_at", "item")
    op.create_index("ix_item_published_at_source", "item", ["published_at", "source"])
