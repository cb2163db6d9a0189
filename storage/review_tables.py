"""The tables of review: who holds which scan, words to be looked at."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from storage.columns import PlainText, UtcDateTime, one_of
from storage.metadata import ROW_ID
from storage.model import RegionState
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

# A place of a page that a clerk wants read again. It is work to be done, and for a day what came of it: what
# a clerk takes of it is kept for good with the decision.
region_readings: Final = Table(
    "region_readings",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("scan_id", _ID, ForeignKey("scans.id"), nullable=False),
    Column("page", Integer, nullable=False),
    Column("x", Integer, nullable=False),
    Column("y", Integer, nullable=False),
    Column("w", Integer, nullable=False),
    Column("h", Integer, nullable=False),
    Column(
        "kind", String(32), nullable=False
    ),  # of field, as in catalogue.shapes.FIELD_KINDS; empty: any text
    Column("who", PlainText, nullable=False),
    Column("state", one_of(RegionState, "state"), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("queued_at", UtcDateTime),
    Column("taken_at", UtcDateTime),
    Column("text", PlainText, nullable=False),
    Column("value", PlainText, nullable=False),
    CheckConstraint("w > 0 AND h > 0 AND x >= 0 AND y >= 0", name="box"),
    Index(None, "state", "id"),
    Index(None, "scan_id"),
)
