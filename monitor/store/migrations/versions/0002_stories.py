"""Stories."""

import sqlalchemy as sa
from alembic import op

from monitor.store.types import UTCDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables of stories."""
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("became", sa.Integer(), nullable=True),
        sa.Column("first_at", UTCDateTime(), nullable=False),
        sa.Column("last_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["became"], ["story.id"], name=op.f("fk_story_became")),
        sa.ForeignKeyConstraint(["id"], ["item.id"], name=op.f("fk_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
    )
    with op.batch_alter_table("story", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_last_at"), ["last_at"], unique=False)

    op.create_table(
        "story_item",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("sameness", sa.String(), nullable=False),
        sa.Column("because", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("is_fixed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_story_item_item_id")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_story_item_story_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_story_item")),
    )
    with op.batch_alter_table("story_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_item_story_id"), ["story_id"], unique=False)

    op.create_table(
        "story_merging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("stays", sa.Integer(), nullable=False),
        sa.Column("similarity", sa.Float(), nullable=True),
        sa.Column("merged_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_merging")),
    )
    with op.batch_alter_table("story_merging", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_merging_gone"), ["gone"], unique=False)
        batch_op.create_index(batch_op.f("ix_story_merging_stays"), ["stays"], unique=False)

    op.create_table(
        "story_apart",
        sa.Column("one", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["one"], ["item.id"], name=op.f("fk_story_apart_one")),
        sa.ForeignKeyConstraint(["other"], ["item.id"], name=op.f("fk_story_apart_other")),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_story_apart")),
    )
    with op.batch_alter_table("story_apart", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_apart_other"), ["other"], unique=False)

    op.create_table(
        "story_placing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("leased_until", UTCDateTime(), nullable=True),
        sa.Column("corrections", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_placing")),
    )
