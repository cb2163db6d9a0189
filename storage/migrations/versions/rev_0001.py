"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    """Make every table."""
    _dossiers()
    _marks()
    _processes()
    _scans()
    _arrivals()
    _components()
    _pages()
    _parts()
    _tasks()


def _dossiers() -> None:
    op.create_table(
        "dossiers",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("procedure", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", _one_of("channel", "online", "direct", "post"), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("resolved_on", sa.Date()),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("required", sa.Integer()),
        sa.Column("digitised", sa.Integer()),
        sa.Column("missing", sa.JSON(none_as_null=True)),
        sa.Column("complete", sa.Boolean()),
        sa.Column("result_digitised", sa.Boolean()),
        sa.Column("computed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_dossiers")),
    )
    op.create_index(op.f("ix_dossiers_computed_at"), "dossiers", ["computed_at"])
    op.create_index(op.f("ix_dossiers_received_on_unit"), "dossiers", ["received_on", "unit"])
    op.create_index(op.f("ix_dossiers_resolved_on_unit"), "dossiers", ["resolved_on", "unit"])


def _marks() -> None:
    op.create_table(
        "marks",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )


def _processes() -> None:
    op.create_table(
        "processes",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("station", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_processes")),
    )


def _scans() -> None:
    op.create_table(
        "scans",
        sa.Column("id", _ID, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("dossier_code", sa.String(length=64)),
        sa.Column(
            "dossier_key",
            sa.String(length=64),
            sa.Computed("coalesce(dossier_code, '')", persisted=True),
            nullable=False,
        ),
        sa.Column("urgency", _one_of("urgency", "counter", "backlog"), nullable=False),
        sa.Column(
            "state",
            _one_of("state", "received", "processing", "accepted", "review", "rejected", "quarantined"),
            nullable=False,
        ),
        sa.Column("reason_code", sa.String(length=40)),
        sa.Column("reason", sa.Text()),
        sa.Column("page_count", sa.Integer()),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("page_count IS NULL OR page_count >= 0", name=op.f("ck_scans_page_count")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_scans_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scans")),
        sa.UniqueConstraint("sha256", "dossier_key", name=op.f("uq_scans_sha256_dossier_key")),
    )
    op.create_index(op.f("ix_scans_dossier_key_id"), "scans", ["dossier_key", "id"])
    op.create_index(op.f("ix_scans_state_id"), "scans", ["state", "id"])


def _arrivals() -> None:
    op.create_table(
        "arrivals",
        sa.Column("id", _ID, nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("path", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=False),
        sa.Column(
            "state", _one_of("state", "waiting", "stuck", "taken", "duplicate", "unmovable"), nullable=False
        ),
        sa.Column("reason", sa.Text()),
        sa.Column("scan_id", _ID),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('taken', 'duplicate', 'unmovable') OR scan_id IS NOT NULL",
            name=op.f("ck_arrivals_taken_is_scanned"),
        ),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name=op.f("fk_arrivals_scan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
        sa.UniqueConstraint(
            "station", "path", "size", "mtime_ns", name=op.f("uq_arrivals_station_path_size_mtime_ns")
        ),
    )
    op.create_index(op.f("ix_arrivals_state"), "arrivals", ["state"])
    op.create_index(
        op.f("ix_arrivals_station_state_first_seen"),
        "arrivals",
        ["station", "state", "first_seen"],
        unique=False,
    )


def _components() -> None:
    op.create_table(
        "components",
        sa.Column("scan_id", _ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("dossier_code", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("exempt_reason", sa.Text()),
        sa.Column("reused", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ordinal >= 0", name=op.f("ck_components_ordinal")),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name=op.f("fk_components_scan_id")),
        sa.PrimaryKeyConstraint("scan_id", "ordinal", name=op.f("pk_components")),
    )
    op.create_index(op.f("ix_components_dossier_code"), "components", ["dossier_code"])


def _pages() -> None:
    op.create_table(
        "pages",
        sa.Column("scan_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("dpi", sa.Integer(), nullable=False),
        sa.Column("rotation", sa.Integer(), nullable=False),
        sa.Column("skew", sa.Float(), nullable=False),
        sa.Column("blank", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("cpu_seconds", sa.Float(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_pages_number")),
        sa.CheckConstraint("rotation IN (0, 90, 180, 270)", name=op.f("ck_pages_rotation")),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name=op.f("fk_pages_scan_id")),
        sa.PrimaryKeyConstraint("scan_id", "number", name=op.f("pk_pages")),
    )


def _parts() -> None:
    op.create_table(
        "parts",
        sa.Column("scan_id", _ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("type", sa.String(length=64)),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("certified_copy", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ordinal >= 0", name=op.f("ck_parts_ordinal")),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name=op.f("fk_parts_scan_id")),
        sa.PrimaryKeyConstraint("scan_id", "ordinal", name=op.f("pk_parts")),
    )


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("scan_id", _ID, nullable=False),
        sa.Column("stage", _one_of("stage", "split", "page", "finish"), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("urgency", _one_of("urgency", "counter", "backlog"), nullable=False),
        sa.Column(
            "state", _one_of("state", "ready", "leased", "done", "failed", "quarantined"), nullable=False
        ),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kills", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lost", sa.Integer(), server_default="0", nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True)),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.Text()),
        sa.CheckConstraint(
            "(state = 'leased') = (owner IS NOT NULL AND lease_until IS NOT NULL)",
            name=op.f("ck_tasks_lease"),
        ),
        sa.CheckConstraint("page >= 0", name=op.f("ck_tasks_page")),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name=op.f("fk_tasks_scan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("scan_id", "stage", "page", name=op.f("uq_tasks_scan_id_stage_page")),
    )
    _partial_index(
        "ix_tasks_outbox", ["urgency", "unit", "scan_id", "id"], "state = 'ready' AND queued_at IS NULL"
    )
    _partial_index("ix_tasks_queued", ["id"], "state = 'ready' AND queued_at IS NOT NULL")
    _partial_index("ix_tasks_leased", ["lease_until"], "state = 'leased'")
    _partial_index("ix_tasks_served", ["unit", "queued_at"], "queued_at IS NOT NULL")


def _partial_index(name: str, columns: list[str], condition: str) -> None:
    rows = sa.text(condition)
    op.create_index(name, "tasks", columns, sqlite_where=rows, postgresql_where=rows)
