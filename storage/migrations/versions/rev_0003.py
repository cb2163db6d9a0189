"""Codes and stamps of pages; of papers their dossier, their place on a shared page, what a clerk must see."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; of what was read before, nothing of the kind is known."""
    for table, name in (("pages", "codes"), ("pages", "stamps"), ("parts", "remarks"), ("scans", "remarks")):
        op.add_column(table, sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("parts", sa.Column("dossier_code", sa.String(64)))
    op.add_column("parts", sa.Column("region", sa.JSON()))
