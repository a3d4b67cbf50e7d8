"""Keeping data for years: texts that were dropped for their age, and a checksum of every row."""

import sqlalchemy as sa
from alembic import op

from monitor.store.types import UTCDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add when an item's text was dropped, and the table of checksums."""
    op.add_column("item", sa.Column("dropped_at", UTCDateTime(), nullable=True))
    op.create_index(
        "ix_item_whole", "item", ["first_seen_at"], unique=False, sqlite_where=sa.text("dropped_at IS NULL")
    )
    op.create_table(
        "checksum",
        sa.Column("of_table", sa.String(), nullable=False),
        sa.Column("of_row", sa.Integer(), nullable=False),
        sa.Column("sum", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("of_table", "of_row", name=op.f("pk_checksum")),
        sqlite_with_rowid=False,
    )
    # Small pages in the index of words: merging them holds up whoever wants to write. See store/search.py.
    op.execute("INSERT INTO item_word (item_word, rank) VALUES ('pgsz', 1000)")
