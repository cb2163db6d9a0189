"""Places of pages that clerks want read again."""

import sqlalchemy as sa
from alembic import op

from storage.columns import PlainText, UtcDateTime

revision = "0027"
down_revision = "0026"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STATES = "state IN ('waiting', 'reading', 'read', 'failed')"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "region_readings",
        sa.Column("id", _ID, primary_key=True),
        sa.Column(
            "scan_id", _ID, sa.ForeignKey("scans.id", name="fk_region_readings_scan_id"), nullable=False
        ),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("x", sa.Integer(), nullable=False),
        sa.Column("y", sa.Integer(), nullable=False),
        sa.Column("w", sa.Integer(), nullable=False),
        sa.Column("h", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("who", PlainText(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("queued_at", UtcDateTime()),
        sa.Column("taken_at", UtcDateTime()),
        sa.Column("text", PlainText(), nullable=False),
        sa.Column("value", PlainText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_region_readings"),
        sa.CheckConstraint(_STATES, name=op.f("ck_region_readings_state")),
        sa.CheckConstraint("w > 0 AND h > 0 AND x >= 0 AND y >= 0", name=op.f("ck_region_readings_box")),
    )
    op.create_index("ix_region_readings_state_id", "region_readings", ["state", "id"])
    op.create_index("ix_region_readings_scan_id", "region_readings", ["scan_id"])
