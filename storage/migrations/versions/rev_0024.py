"""Full text of pages, folded and with tones, for searching; indexes of the lists of dossiers and papers."""

from alembic import op

from storage.search_index import index_all, make_index

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Make the indexes and fill the one of the pages' words from what has been read."""
    op.create_index("ix_parts_dossier_code", "parts", ["dossier_code"])
    op.create_index("ix_dossiers_listed", "dossiers", ["received_on", "code"])
    op.create_index("ix_dossiers_of_unit", "dossiers", ["unit", "received_on", "code"])
    c = op.get_bind()
    make_index(c)
    index_all(c)
