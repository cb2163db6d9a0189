"""Pictures of pages, made when they are read."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0020"


def upgrade() -> None:
    """Add the table; pictures of pages read before are made by `sohoa previews`."""
    op.create_table(
        "previews",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("size", sa.String(8), nullable=False),
        sa.Column("object", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "page", "size", name="pk_previews"),
    )
