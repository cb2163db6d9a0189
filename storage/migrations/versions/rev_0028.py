"""Changes of the catalogue: its versions, what each changed, what is only proposed."""

import sqlalchemy as sa
from alembic import op

from storage.columns import PlainText, UtcDateTime

revision = "0028"
down_revision = "0031"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_VERSIONS = "catalogue_versions"


def upgrade() -> None:
    """Add the tables; the catalogue is what its files say until somebody changes it."""
    op.create_table(
        _VERSIONS,
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("who", PlainText(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("note", PlainText(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_catalogue_versions"),
    )
    version = sa.ForeignKey(f"{_VERSIONS}.version", name="fk_catalogue_changes_version")
    op.create_table(
        "catalogue_changes",
        sa.Column("version", sa.Integer(), version, nullable=False),
        sa.Column("section", sa.String(20), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("entries", sa.JSON(none_as_null=True)),
        sa.PrimaryKeyConstraint("version", "section", "code", name="pk_catalogue_changes"),
    )
    op.create_index(
        "ix_catalogue_changes_section_code_version", "catalogue_changes", ["section", "code", "version"]
    )
    op.create_table(
        "catalogue_proposals",
        sa.Column("id", _ID, nullable=False),
        sa.Column("who", PlainText(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("file_name", PlainText(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_proposals"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_catalogue_proposals_at", "catalogue_proposals", ["at"])
