"""The tables of review: who holds which scan, words to be looked at, places to be read again."""

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from storage.columns import PlainText, UtcDateTime
from storage.tables import metadata

__all__ = ["doubtful_words", "metadata", "region_readings", "review_leases"]

_ID: Final = BigInteger().with_variant(Integer, "sqlite")

# A scan in somebody's hands; the row of who went silent is taken over.
review_leases: Final = Table(
    "review_leases",
    metadata,
    Column("scan_id", _ID, ForeignKey("scans.id"), primary_key=True, autoincrement=False),
    Column("holder", PlainText, nullable=False),  # an account's name
    Column("full_name", PlainText, nullable=False),
    Column("taken_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

# Made anew whenever a scan is finished: what a clerk is asked, and what one misreading has in many scans.
doubtful_words: Final = Table(
    "doubtful_words",
    metadata,
    Column("scan_id", _ID, ForeignKey("scans.id"), nullable=False),
    Column("page", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("text", String(64), nullable=False),
    Column("offered", String(64), nullable=False),
    PrimaryKeyConstraint("scan_id", "page", "place"),
    Index(None, "text", "offered"),
)

# A place of a page that a clerk wants read again; `text` is NULL until a worker has done so.
region_readings: Final = Table(
    "region_readings",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("scan_id", _ID, ForeignKey("scans.id"), nullable=False),
    Column("page", Integer, nullable=False),
    Column("box", JSON, nullable=False),
    Column("who", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("text", PlainText),
    Column("confidence", Float),
    Column("queued_at", UtcDateTime),
    Column("read_at", UtcDateTime),
    Index(None, "scan_id", "id"),
)
