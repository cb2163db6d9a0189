"""How dossiers end, what is counted of their papers, who stated a condition, papers that are reused."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0005"

_DAYS = ("withdrawn_on", "returned_on", "suspended_on", "ended_on", "lasts_until")
_WORDS = ("timing", "late_reason", "ended")
_COUNTS = ("exempt", "show_only", "reused", "reused_national")
_ENDED = """
UPDATE dossiers SET ended_on = resolved_on, ended = CASE
    WHEN due_on IS NULL OR due_on = resolved_on THEN 'on_time'
    WHEN due_on < resolved_on THEN 'late'
    ELSE 'early'
END
WHERE resolved_on IS NOT NULL
"""
_LASTS = """
UPDATE dossiers SET lasts_until = coalesce(resolved_on, '9999-12-31')
WHERE resolved_on IS NULL OR resolved_on > {long}
"""
_LONG = {"postgresql": "received_on + 60", "sqlite": "date(received_on, '+60 days')"}


def upgrade() -> None:
    """Add columns and tables; what follows from known days is filled in, the rest is counted anew."""
    columns: list[sa.Column[Any]] = [sa.Column(name, sa.Date()) for name in _DAYS]
    columns += [sa.Column(name, sa.String(20)) for name in _WORDS]
    columns += [sa.Column(name, sa.Integer()) for name in _COUNTS]
    for column in columns:
        op.add_column("dossiers", column)
    op.execute(_ENDED)
    op.execute(_LASTS.format(long=_LONG[op.get_bind().dialect.name]))
    op.execute("UPDATE dossiers SET computed_at = NULL")
    _indexes()
    _facts()
    _reuses()
    op.create_table(
        "register_sources",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_register_sources")),
    )


def _indexes() -> None:
    op.drop_index(op.f("ix_dossiers_computed_at"), "dossiers")
    op.drop_index(op.f("ix_dossiers_resolved_on_unit"), "dossiers")
    op.drop_index(op.f("ix_dossiers_received_on_unit"), "dossiers")
    op.create_index(op.f("ix_dossiers_ended_on_unit"), "dossiers", ["ended_on", "unit"])
    held = ["unit", "ended_on", "due_on", "suspended_on", "lasts_until"]
    op.create_index("ix_dossiers_received", "dossiers", ["received_on", *held])
    held = ["received_on", "unit", "due_on", "suspended_on"]
    _partial_index("ix_dossiers_lasting", ["lasts_until", *held], "lasts_until IS NOT NULL")
    _partial_index("ix_dossiers_uncounted", ["code"], "computed_at IS NULL")


def _partial_index(name: str, columns: list[str], condition: str) -> None:
    rows = sa.text(condition)
    op.create_index(name, "dossiers", columns, sqlite_where=rows, postgresql_where=rows)


def _facts() -> None:
    op.create_table(
        "dossier_facts",
        sa.Column("dossier_code", sa.String(64), nullable=False),
        sa.Column("fact", sa.String(64), nullable=False),
        sa.Column("stated", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("dossier_code", "fact", name=op.f("pk_dossier_facts")),
    )


def _reuses() -> None:
    origin = sa.Enum(
        "earlier", "national", name="origin", native_enum=False, create_constraint=True, length=20
    )
    op.create_table(
        "reuses",
        sa.Column("dossier_code", sa.String(64), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("origin", origin, nullable=False),
        sa.Column("earlier_code", sa.String(64)),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(origin = 'earlier') = (earlier_code IS NOT NULL)", name=op.f("ck_reuses_earlier")
        ),
        sa.PrimaryKeyConstraint("dossier_code", "type", name=op.f("pk_reuses")),
    )
