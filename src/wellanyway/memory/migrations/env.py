"""Run by Alembic: migrates the library whose open connection `database.migrate` hands over."""

from __future__ import annotations

from alembic import context

from wellanyway.memory.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
