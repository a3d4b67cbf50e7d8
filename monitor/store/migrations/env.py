"""Runs migrations on the connection that `schema.prepare` hands over."""

from alembic import context

from monitor.store.rows import SourceRow

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SourceRow.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
