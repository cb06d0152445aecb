"""What Alembic runs: the steps over the connection that `store.opening` hands it."""

from __future__ import annotations

from alembic import context

from schemebuilder.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
