"""The official in charge of a dossier, as the register names them."""

import sqlalchemy as sa
from alembic import op

from storage.columns import PlainText

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Add the column; it is filled by the next import that has one."""
    op.add_column("dossiers", sa.Column("clerk", PlainText()))
