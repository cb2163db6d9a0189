"""Where a hand wrote on a page."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; of pages read before, nothing of the kind is known."""
    op.add_column("pages", sa.Column("hand", sa.JSON(), nullable=False, server_default="[]"))
