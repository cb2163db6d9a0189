"""The tables of the records, for SQLite and PostgreSQL alike."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from storage.model import ArrivalState, ScanState, Stage, TaskState, Urgency

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)


class Instant(TypeDecorator[datetime]):
    """A moment: aware in Python, stored as UTC without a zone, so that both databases compare it alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


def _one_of(column: str, states: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{state.value}'" for state in states)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


scans = Table(
    "scans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("station", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("dossier_code", Text),
    # The dossier as it was when the file came ('' for none): with the content it makes the scan unique for
    # ever, even after a code has been read from the page or set by a clerk.
    Column("dossier_key", Text, nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason_code", String(32)),
    Column("reason", Text),
    Column("page_count", Integer),
    Column("received_at", Instant, nullable=False),
    Column("finished_at", Instant),
    UniqueConstraint("sha256", "dossier_key"),
    _one_of("state", ScanState),
    _one_of("urgency", Urgency),
    Index("ix_scans_state", "state", "id"),
    Index("ix_scans_dossier_code", "dossier_code"),
)

pages = Table(
    "pages",
    metadata,
    Column("scan_id", ForeignKey("scans.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("dpi", Integer, nullable=False),
    Column("rotation", Integer, nullable=False),
    Column("skew", Float, nullable=False),
    Column("blank", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", JSON, nullable=False),
    Column("cpu_seconds", Float, nullable=False),
)

parts = Table(
    "parts",
    metadata,
    Column("scan_id", ForeignKey("scans.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("pages", JSON, nullable=False),
    Column("type", Text),
    Column("confidence", Float, nullable=False),
    Column("candidates", JSON, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("certified_copy", Boolean, nullable=False),
)

tasks = Table(
    "tasks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scan_id", ForeignKey("scans.id"), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("page", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("kills", Integer, nullable=False),
    Column("lost", Integer, nullable=False),
    Column("owner", Text),
    Column("lease_until", Instant),
    Column("not_before", Instant, nullable=False),
    Column("queued_at", Instant),
    Column("error", Text),
    UniqueConstraint("scan_id", "stage", "page"),
    _one_of("stage", Stage),
    _one_of("state", TaskState),
    Index("ix_tasks_state", "state", "queued_at", "not_before"),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("station", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("size", BigInteger, primary_key=True),
    Column("mtime_ns", BigInteger, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("reason", Text),
    Column("scan_id", ForeignKey("scans.id")),
    Column("first_seen", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
    _one_of("state", ArrivalState),
    Index("ix_arrivals_state", "state"),
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("code", Text, primary_key=True),
    Column("procedure", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("due_on", Date),
    Column("resolved_on", Date),
    Column("facts", JSON, nullable=False),
    # completeness, as last computed; a dossier without it has no paper yet
    Column("required", Integer),
    Column("digitised", Integer),
    Column("complete", Boolean, nullable=False),
    Column("missing", JSON, nullable=False),
    Column("result_digitised", Boolean, nullable=False),
    Index("ix_dossiers_received_on", "received_on", "unit"),
    Index("ix_dossiers_resolved_on", "resolved_on", "unit"),
)

components = Table(
    "components",
    metadata,
    Column("scan_id", ForeignKey("scans.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("dossier_code", ForeignKey("dossiers.code"), nullable=False),
    Column("type", Text, nullable=False),
    Column("exempt_reason", Text),
    Column("reused", Boolean, nullable=False),
    Index("ix_components_dossier_code", "dossier_code"),
)

processes = Table(
    "processes",
    metadata,
    Column("name", Text, primary_key=True),
    Column("station", Text),
    Column("at", Instant, nullable=False),
    Column("note", Text),
)
