"""Pictures of pages as they were turned: a clerk may turn a page whose content another scan has, too."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_KEY = "pk_previews"


def upgrade() -> None:
    """Note by how much the pictures were turned that there are: as the page was when it was read."""
    with op.batch_alter_table("previews") as batch:
        batch.add_column(sa.Column("rotation", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE previews SET rotation = coalesce((SELECT min(pages.rotation) FROM pages "
        "JOIN scans ON scans.id = pages.scan_id "
        "WHERE scans.sha256 = previews.sha256 AND pages.number = previews.page), 0)"
    )
    with op.batch_alter_table("previews") as batch:
        batch.alter_column("rotation", nullable=False)
        batch.drop_constraint(_KEY, type_="primary")
        batch.create_primary_key(_KEY, ["sha256", "page", "size", "rotation"])
