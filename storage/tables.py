"""The tables of the records; their constraints, not the code, keep a paper from being counted twice."""

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

from catalogue.dossier import Channel, LateReason, Timing
from storage import people, schema
from storage.columns import FilePath, PlainText, UtcDateTime, one_of
from storage.model import ArrivalState, Origin, ScanState, Stage, TaskState, Urgency

metadata: Final = schema.metadata
stations: Final = people.stations
accounts: Final = people.accounts
sessions: Final = people.sessions
login_failures: Final = people.login_failures
tokens: Final = people.tokens
audit_log: Final = people.audit_log

_ID: Final = schema.ID


def _scan_id(*, nullable: bool = False) -> Column[int]:
    return Column("scan_id", _ID, ForeignKey("scans.id"), nullable=nullable)


def _partial_index(name: str, columns: tuple[str, ...], condition: str) -> Index:
    """Return an index of the rows that fulfil a condition: small, and no temptation for other queries."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


scans: Final = Table(
    "scans",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("station", PlainText, nullable=False),
    Column("file_name", PlainText, nullable=False),
    Column("dossier_code", String(64)),
    # NULLs are never equal to one another, and one content without a dossier must still be one scan.
    Column("dossier_key", String(64), Computed("coalesce(dossier_code, '')", persisted=True), nullable=False),
    Column("urgency", one_of(Urgency, "urgency"), nullable=False),
    Column("state", one_of(ScanState, "state"), nullable=False),
    Column("reason_code", String(40)),
    Column("reason", PlainText),
    Column("remarks", JSON, nullable=False, server_default="[]"),
    Column("page_count", Integer),
    Column("received_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    UniqueConstraint("sha256", "dossier_key"),
    CheckConstraint("page_count IS NULL OR page_count >= 0", name="page_count"),
    CheckConstraint("size >= 0", name="size"),
    Index(None, "state", "id"),
    Index(None, "dossier_key", "id"),
)

pages: Final = Table(
    "pages",
    metadata,
    _scan_id(),
    Column("number", Integer, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("dpi", Integer, nullable=False),
    Column("rotation", Integer, nullable=False),
    Column("skew", Float, nullable=False),
    Column("blank", Boolean, nullable=False),
    Column("text", PlainText, nullable=False),
    Column("words", JSON, nullable=False),
    Column("cpu_seconds", Float, nullable=False),
    Column("flaws", JSON, nullable=False, server_default="[]"),
    Column("text_layer", Boolean, nullable=False, server_default=false()),
    Column("codes", JSON, nullable=False, server_default="[]"),
    Column("stamps", JSON, nullable=False, server_default="[]"),
    Column("hand", JSON, nullable=False, server_default="[]"),
    PrimaryKeyConstraint("scan_id", "number"),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("rotation IN (0, 90, 180, 270)", name="rotation"),
)

previews: Final = Table(
    "previews",
    metadata,
    Column("sha256", String(64), nullable=False),  # of the file
    Column("page", Integer, nullable=False),
    Column("size", String(8), nullable=False),
    Column("object", String(64), nullable=False),
    PrimaryKeyConstraint("sha256", "page", "size"),
)

parts: Final = Table(
    "parts",
    metadata,
    _scan_id(),
    Column("ordinal", Integer, nullable=False),
    Column("pages", JSON, nullable=False),
    Column("type", String(64)),
    Column("confidence", Float, nullable=False),
    Column("candidates", JSON, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("certified_copy", Boolean, nullable=False),
    Column("dossier_code", String(64)),
    Column("region", JSON(none_as_null=True)),
    Column("remarks", JSON, nullable=False, server_default="[]"),
    PrimaryKeyConstraint("scan_id", "ordinal"),
    CheckConstraint("ordinal >= 0", name="ordinal"),
)

decisions: Final = Table(
    "decisions",
    metadata,
    Column("id", _ID, primary_key=True),
    _scan_id(),
    Column("kind", String(20), nullable=False),
    Column("page", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("name", String(64), nullable=False),
    Column("value", JSON, nullable=False),
    Column("machine", JSON, nullable=False),
    Column("undoes", _ID, ForeignKey("decisions.id")),
    Column("who", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("undoes"),
    CheckConstraint("page >= 0", name="page"),
    CheckConstraint("(kind = 'undo') = (undoes IS NOT NULL)", name="undoes"),
    Index(None, "scan_id", "id"),
)

components: Final = Table(
    "components",
    metadata,
    _scan_id(),
    Column("ordinal", Integer, nullable=False),
    # No foreign key: a paper may come before the register that knows its dossier.
    Column("dossier_code", String(64), nullable=False),
    Column("type", String(64), nullable=False),
    Column("exempt_reason", PlainText),
    Column("reused", Boolean, nullable=False),
    PrimaryKeyConstraint("scan_id", "ordinal"),
    CheckConstraint("ordinal >= 0", name="ordinal"),
    Index(None, "dossier_code"),
)

tasks: Final = Table(
    "tasks",
    metadata,
    Column("id", _ID, primary_key=True),
    _scan_id(),
    Column("stage", one_of(Stage, "stage"), nullable=False),
    Column("page", Integer, nullable=False),
    Column("unit", PlainText, nullable=False),
    Column("urgency", one_of(Urgency, "urgency"), nullable=False),
    Column("state", one_of(TaskState, "state"), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("kills", Integer, nullable=False, server_default="0"),
    Column("lost", Integer, nullable=False, server_default="0"),
    Column("owner", PlainText),
    Column("lease_until", UtcDateTime),
    Column("not_before", UtcDateTime, nullable=False),
    Column("queued_at", UtcDateTime),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("error", PlainText),
    UniqueConstraint("scan_id", "stage", "page"),
    CheckConstraint("(state = 'leased') = (owner IS NOT NULL AND lease_until IS NOT NULL)", name="lease"),
    CheckConstraint("page >= 0", name="page"),
    _partial_index(
        "ix_tasks_outbox", ("urgency", "unit", "scan_id", "id"), "state = 'ready' AND queued_at IS NULL"
    ),
    _partial_index("ix_tasks_queued", ("id",), "state = 'ready' AND queued_at IS NOT NULL"),
    _partial_index("ix_tasks_leased", ("lease_until",), "state = 'leased'"),
    _partial_index("ix_tasks_served", ("unit", "queued_at"), "queued_at IS NOT NULL"),
)

arrivals: Final = Table(
    "arrivals",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("station", PlainText, nullable=False),
    Column("path", FilePath, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("state", one_of(ArrivalState, "state"), nullable=False),
    Column("reason", PlainText),
    _scan_id(nullable=True),
    Column("first_seen", UtcDateTime, nullable=False),
    Column("last_seen", UtcDateTime, nullable=False),
    UniqueConstraint("station", "path", "size", "mtime_ns"),
    CheckConstraint(
        "state NOT IN ('taken', 'duplicate', 'unmovable') OR scan_id IS NOT NULL", name="taken_is_scanned"
    ),
    Index(None, "station", "state", "first_seen"),
    Index(None, "state"),
)

dossiers: Final = Table(
    "dossiers",
    metadata,
    Column("code", String(64), primary_key=True),
    Column("procedure", String(64), nullable=False),
    Column("unit", String(64), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("channel", one_of(Channel, "channel"), nullable=False),
    Column("due_on", Date),
    Column("resolved_on", Date),
    Column("facts", JSON, nullable=False),
    Column("withdrawn_on", Date),
    Column("returned_on", Date),
    Column("suspended_on", Date),
    Column("timing", one_of(Timing, "timing", checked=False)),
    Column("late_reason", one_of(LateReason, "late_reason", checked=False)),
    # What follows from the columns above: reports ask for it by day and unit.
    Column("ended_on", Date),
    Column("ended", one_of(Timing, "ended", checked=False)),
    # The day it ended, if it was open for long (`storage.dossiers.LONG`), or date.max while it is open; else
    # NULL: the few that may be open on a day long after they came have an index of their own.
    Column("lasts_until", Date),
    # What was counted last; NULL until it is counted, and again when something it depends on has changed.
    Column("required", Integer),
    Column("digitised", Integer),
    Column("exempt", Integer),
    Column("show_only", Integer),
    Column("reused", Integer),
    Column("reused_national", Integer),
    Column("missing", JSON(none_as_null=True)),
    Column("complete", Boolean),
    Column("result_digitised", Boolean),
    Column("computed_at", UtcDateTime),
    # These two hold all that is asked of open dossiers: they are found without looking at the table.
    Index("ix_dossiers_received", "received_on", "unit", "ended_on", "due_on", "suspended_on", "lasts_until"),
    _partial_index(
        "ix_dossiers_lasting",
        ("lasts_until", "received_on", "unit", "due_on", "suspended_on"),
        "lasts_until IS NOT NULL",
    ),
    Index(None, "ended_on", "unit"),
    _partial_index("ix_dossiers_uncounted", ("code",), "computed_at IS NULL"),
)

facts: Final = Table(
    "dossier_facts",
    metadata,
    # No foreign key: an import may still bring the dossier, and nothing that a clerk says is lost.
    Column("dossier_code", String(64), nullable=False),
    Column("fact", String(64), nullable=False),
    Column("stated", Boolean, nullable=False),
    Column("set_by", PlainText, nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("dossier_code", "fact"),
)

reuses: Final = Table(
    "reuses",
    metadata,
    Column("dossier_code", String(64), nullable=False),
    Column("type", String(64), nullable=False),
    Column("origin", one_of(Origin, "origin"), nullable=False),
    Column("earlier_code", String(64)),
    Column("set_by", PlainText, nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("dossier_code", "type"),
    CheckConstraint("(origin = 'earlier') = (earlier_code IS NOT NULL)", name="earlier"),
)

sources: Final = Table(
    "register_sources",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("columns", JSON, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

learned: Final = Table(
    "learned",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("sha256", String(64), nullable=False),
    Column("decisions", Integer, nullable=False),
    Column("ruled_right", Integer, nullable=False),
    Column("joined_right", Integer, nullable=False),
    Column("trusted", JSON, nullable=False),
    Column("who", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# The last row holds; no version: the rules alone.
learned_uses: Final = Table(
    "learned_uses",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("version", Integer, ForeignKey("learned.version")),
    Column("who", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

processes: Final = Table(
    "processes",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("station", PlainText),
    Column("at", UtcDateTime, nullable=False),
    Column("note", PlainText),
)

marks: Final = Table(
    "marks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", PlainText, nullable=False),
)
