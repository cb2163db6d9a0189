"""The tables of what was changed of the catalogue: versions, what each changed, and what is only proposed."""

from typing import Final

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, String, Table

from storage.columns import PlainText, UtcDateTime
from storage.metadata import ROW_ID, metadata

# Numbered from 1; version 0 is what the files say. Rows are only ever added.
catalogue_versions: Final = Table(
    "catalogue_versions",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("who", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("note", PlainText, nullable=False),
)

# What all the versions of one code say since then; NULL: what the files say.
catalogue_changes: Final = Table(
    "catalogue_changes",
    metadata,
    Column("version", Integer, ForeignKey("catalogue_versions.version"), nullable=False),
    Column("section", String(20), nullable=False),
    Column("code", String(64), nullable=False),
    Column("entries", JSON(none_as_null=True)),
    PrimaryKeyConstraint("version", "section", "code"),
    Index(None, "section", "code", "version"),
)

# What somebody looks at before it is taken: of the version `base`, as the file said it.
catalogue_proposals: Final = Table(
    "catalogue_proposals",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("who", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("file_name", PlainText, nullable=False),
    Column("base", Integer, nullable=False),
    Column("changes", JSON, nullable=False),
    Index(None, "at"),
    sqlite_autoincrement=True,  # the number of one that is gone never leads to another
)
