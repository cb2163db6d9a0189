"""The tables of people and programs: who may enter, from which station, and what they did."""

from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from storage.columns import PlainText, UtcDateTime
from storage.schema import ID, metadata

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
    Column("id", ID, primary_key=True),
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
    Column("account_id", ID, ForeignKey("accounts.id"), nullable=False),
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
    Column("id", ID, primary_key=True),
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
    Column("seq", ID, primary_key=True, autoincrement=False),
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
)
