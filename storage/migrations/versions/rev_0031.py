"""Indexes that hold all that counts ask for; the index of words anew, with types and pairs."""

from alembic import op
from sqlalchemy import text

from storage.search_index import make_index_anew

revision = "0031"
down_revision = "0027"

INDEXES = {
    "ix_scans_received": ("scans", ["received_at", "state", "dossier_code", "station", "page_count"]),
    "ix_scans_settled": ("scans", ["state", "dossier_code", "station"]),
    "ix_parts_types": ("parts", ["scan_id", "type"]),
    "ix_audit_log_at": ("audit_log", ["at"]),
    "ix_dossiers_came": (
        "dossiers",
        [
            *("received_on", "unit", "channel", "complete", "required", "digitised", "exempt"),
            *("reused", "reused_national"),
        ],
    ),
    "ix_dossiers_ended": (
        "dossiers",
        ["ended_on", "unit", "ended", "withdrawn_on", "returned_on", "resolved_on", "result_digitised"],
    ),
    "ix_dossiers_homes": ("dossiers", ["code", "unit"]),
}


def upgrade() -> None:
    """Make the indexes, and the one of words anew."""
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)
    undone = text("state <> 'done'")
    columns = ["state", "urgency", "not_before", "scan_id"]
    op.create_index("ix_tasks_undone", "tasks", columns, sqlite_where=undone, postgresql_where=undone)
    lying = text("state IN ('waiting', 'stuck', 'unmovable')")
    op.create_index("ix_arrivals_lying", "arrivals", ["id"], sqlite_where=lying, postgresql_where=lying)
    make_index_anew(op.get_bind())
