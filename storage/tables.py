"""The tables of the records; their constraints, not the code, keep a paper from being counted twice."""

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Float,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    false,
)

from storage.catalogue_tables import catalogue_changes, catalogue_proposals, catalogue_versions
from storage.columns import FilePath, PlainText, UtcDateTime, one_of
from storage.metadata import ROW_ID, metadata, partial_index
from storage.model import ArrivalState, ScanState, Stage, TaskState, Urgency
from storage.register_tables import dossiers, facts, reuses, sources

__all__ = [
    "accounts",
    "arrivals",
    "audit_log",
    "catalogue_changes",
    "catalogue_proposals",
    "catalogue_versions",
    "components",
    "decisions",
    "dossiers",
    "facts",
    "learned",
    "learned_uses",
    "login_failures",
    "marks",
    "metadata",
    "pages",
    "parts",
    "previews",
    "processes",
    "reuses",
    "scans",
    "sessions",
    "sources",
    "stations",
    "tasks",
    "tokens",
]


def _scan_id(*, nullable: bool = False) -> Column[int]:
    return Column("scan_id", ROW_ID, ForeignKey("scans.id"), nullable=nullable)


scans: Final = Table(
    "scans",
    metadata,
    Column("id", ROW_ID, primary_key=True),
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
    # These hold all that is counted of what came in since a moment, and of what is settled, by unit.
    Index("ix_scans_received", "received_at", "state", "dossier_code", "station", "page_count"),
    Index("ix_scans_settled", "state", "dossier_code", "station"),
    partial_index("ix_scans_joined", ("state", "dossier_code", "station"), "reason_code = 'joined'"),
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
    Column("rotation", Integer, nullable=False),  # clockwise, as in pages: a clerk may have turned the page
    Column("object", String(64), nullable=False),
    PrimaryKeyConstraint("sha256", "page", "size", "rotation"),
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
    Index(None, "dossier_code"),
    Index("ix_parts_types", "scan_id", "type"),
)

decisions: Final = Table(
    "decisions",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    _scan_id(),
    Column("kind", String(20), nullable=False),
    Column("page", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("name", String(64), nullable=False),
    Column("value", JSON, nullable=False),
    Column("machine", JSON, nullable=False),
    Column("undoes", ROW_ID, ForeignKey("decisions.id")),
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
    Column("id", ROW_ID, primary_key=True),
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
    partial_index(
        "ix_tasks_outbox", ("urgency", "unit", "scan_id", "id"), "state = 'ready' AND queued_at IS NULL"
    ),
    partial_index("ix_tasks_queued", ("id",), "state = 'ready' AND queued_at IS NOT NULL"),
    partial_index("ix_tasks_leased", ("lease_until",), "state = 'leased'"),
    partial_index("ix_tasks_undone", ("state", "urgency", "not_before", "scan_id"), "state <> 'done'"),
    partial_index("ix_tasks_served", ("unit", "queued_at"), "queued_at IS NOT NULL"),
)

arrivals: Final = Table(
    "arrivals",
    metadata,
    Column("id", ROW_ID, primary_key=True),
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
    partial_index("ix_arrivals_lying", ("id",), "state IN ('waiting', 'stuck', 'unmovable')"),
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
    Column("id", ROW_ID, primary_key=True),
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

# Station folders that an administrator has given to a unit. Others work, too, but belong to none.
stations: Final = Table(
    "stations",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("unit", String(64)),
    Column("note", PlainText),
    Column("closed_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
)

accounts: Final = Table(
    "accounts",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("full_name", PlainText, nullable=False),
    Column("roles", JSON, nullable=False),
    # The top of what the account reaches; NULL: everything.
    Column("unit", String(64)),
    Column("station", String(200)),
    Column("password_hash", String(200), nullable=False),
    # Set by somebody else: to be changed by its owner before anything else.
    Column("must_change", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("disabled_at", UtcDateTime),
    Column("last_login_at", UtcDateTime),
    UniqueConstraint("name"),
    CheckConstraint("name = lower(name)", name="name_is_lower"),
)

# Only hashes of what the browser holds: who reads the database can enter as nobody.
sessions: Final = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", ROW_ID, ForeignKey("accounts.id"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("address", PlainText),
    Index(None, "account_id"),
)

# Wrong passwords, by account and by address ("account:lan", "address:192.0.2.7").
login_failures: Final = Table(
    "login_failures",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
)

tokens: Final = Table(
    "tokens",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("acts", JSON, nullable=False),
    Column("unit", String(64)),
    Column("station", String(200)),
    Column("created_by", PlainText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    Column("used_at", UtcDateTime),
    UniqueConstraint("name"),
    UniqueConstraint("token_hash"),
)

# Triggers refuse UPDATE, DELETE and TRUNCATE: see revision 0020.
audit_log: Final = Table(
    "audit_log",
    metadata,
    Column("seq", ROW_ID, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", PlainText, nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", PlainText, nullable=False),
    Column("unit", String(64)),
    Column("address", PlainText),
    Column("detail", JSON, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("seq >= 1", name="seq"),
    Index(None, "actor", "seq"),
    Index(None, "action", "seq"),
    Index(None, "subject", "seq"),
    Index(None, "at"),
)
