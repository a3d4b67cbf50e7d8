"""Runs migrations on the connection that `schema.prepare` hands over."""

from alembic import context

from monitor.store.metadata import METADATA
from monitor.store.search import is_ours

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    include_name=is_ours,
)
with context.begin_transaction():
    context.run_migrations()
