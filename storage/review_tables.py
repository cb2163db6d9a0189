"""The tables of review: who holds which scan, words to be looked at."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from storage.columns import PlainText, UtcDateTime
from storage.tables import metadata

__all__ = ["doubtful_words", "metadata", "review_leases"]

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
