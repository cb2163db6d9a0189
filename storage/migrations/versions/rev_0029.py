"""An index of the scans that were joined with another; that of words anew, with years and pairs."""

import sqlalchemy as sa
from alembic import op

from storage.search_index import make_index_anew

revision = "0029"
down_revision = "0028"

_JOINED = sa.text("reason_code = 'joined'")


def upgrade() -> None:
    """Add the index, make the one of words anew."""
    op.create_index(
        "ix_scans_joined",
        "scans",
        ["state", "dossier_code", "station"],
        sqlite_where=_JOINED,
        postgresql_where=_JOINED,
    )
    make_index_anew(op.get_bind())
