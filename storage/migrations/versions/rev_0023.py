"""Review: leases of scans, words to be looked at."""

import sqlalchemy as sa
from alembic import op

from storage.columns import PlainText, UtcDateTime

revision = "0023"
down_revision = "0012"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _scan_id(table: str, *, key: bool = False) -> sa.Column[int]:
    scan = sa.ForeignKey("scans.id", name=f"fk_{table}_scan_id")
    return sa.Column("scan_id", _ID, scan, nullable=False, autoincrement=False if key else "auto")


def upgrade() -> None:
    """Add the tables; words to be looked at are filled in when a scan is finished next."""
    op.create_table(
        "review_leases",
        _scan_id("review_leases", key=True),
        sa.Column("holder", PlainText(), nullable=False),
        sa.Column("full_name", PlainText(), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("scan_id", name="pk_review_leases"),
    )
    op.create_table(
        "doubtful_words",
        _scan_id("doubtful_words"),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(64), nullable=False),
        sa.Column("offered", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("scan_id", "page", "place", name="pk_doubtful_words"),
    )
    op.create_index("ix_doubtful_words_text_offered", "doubtful_words", ["text", "offered"])
