"""Versions of what was learned from clerks' decisions, and which of them is used."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0022"


def upgrade() -> None:
    """Add the tables; nothing is learned yet."""
    op.create_table(
        "learned",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("decisions", sa.Integer(), nullable=False),
        sa.Column("ruled_right", sa.Integer(), nullable=False),
        sa.Column("joined_right", sa.Integer(), nullable=False),
        sa.Column("trusted", sa.JSON(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_learned"),
    )
    op.create_table(
        "learned_uses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), sa.ForeignKey("learned.version", name="fk_learned_uses_version")),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learned_uses"),
    )
