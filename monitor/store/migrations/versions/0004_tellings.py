"""Issues of stories: each item once in an issue, with what it said."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Have issues hold stories, and digests know up to which item stories were known."""
    for table, column in (("digest", "item_cursor"), ("issue", "stories")):
        op.add_column(table, sa.Column(column, sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE issue SET stories = items")
    _remake_items()
    op.create_table(
        "issue_story",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("deltas", sa.JSON(), nullable=False),
        sa.Column("rank", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_story_issue_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["item.id"], name=op.f("fk_issue_story_lead_id")),
        sa.PrimaryKeyConstraint("issue_id", "topic", "story_id", name=op.f("pk_issue_story")),
    )
    with op.batch_alter_table("issue_story") as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_story_story_id"), ["story_id"], unique=False)


def _remake_items() -> None:
    op.rename_table("issue_item", "old_issue_item")
    op.drop_index("ix_issue_item_digest_item_id", "old_issue_item")
    op.create_table(
        "issue_item",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_item_issue_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_issue_item_item_id")),
        sa.PrimaryKeyConstraint("issue_id", "item_id", name=op.f("pk_issue_item")),
    )
    op.execute(
        "INSERT INTO issue_item SELECT min(issue_id), item_id, digest, item_id, json_group_array(topic), '[]'"
        " FROM old_issue_item GROUP BY digest, item_id"
    )
    op.drop_table("old_issue_item")
    op.create_index("ix_issue_item_digest_item_id", "issue_item", ["digest", "item_id"], unique=True)
