"""Runs the migrations on the connection that `storage.migrate` has opened and locked."""

from alembic import context

from storage.review_tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
context.run_migrations()
