"""The tables of the register: dossiers, what clerks say of them, papers they reuse, how sources write."""

from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from catalogue.dossier import Channel, LateReason, Timing
from storage.columns import PlainText, UtcDateTime, one_of
from storage.metadata import metadata, partial_index
from storage.model import Origin

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
    Column("clerk", PlainText),
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
    partial_index(
        "ix_dossiers_lasting",
        ("lasts_until", "received_on", "unit", "due_on", "suspended_on"),
        "lasts_until IS NOT NULL",
    ),
    Index(None, "ended_on", "unit"),
    # And these all that is summed of what was received, and of what ended, on some days.
    Index(
        "ix_dossiers_came",
        *("received_on", "unit", "channel", "complete", "required", "digitised", "exempt"),
        *("reused", "reused_national"),
    ),
    Index(
        "ix_dossiers_ended",
        *("ended_on", "unit", "ended", "withdrawn_on", "returned_on", "resolved_on", "result_digitised"),
    ),
    Index("ix_dossiers_homes", "code", "unit"),
    Index("ix_dossiers_listed", "received_on", "code"),
    Index("ix_dossiers_of_unit", "unit", "received_on", "code"),
    partial_index("ix_dossiers_uncounted", ("code",), "computed_at IS NULL"),
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
