"""What is wrong with a page's picture, and whether its words are the file's own text."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add both to pages; of those read before, nothing is known to be wrong."""
    op.add_column("pages", sa.Column("flaws", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("pages", sa.Column("text_layer", sa.Boolean(), nullable=False, server_default=sa.false()))
