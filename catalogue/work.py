"""What was done with the paper itself: files, pages, old dossiers. Values between storage and reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Self


@dataclass(frozen=True, slots=True)
class UnitFunnel:
    """How many files of a unit reached each stage; who reached one has reached those before it.

    The unit is that of the dossier a file belongs to; "" while nobody knows the dossier or its unit.
    """

    unit: str = ""
    scanned: int = 0  # taken in
    read: int = 0  # all pages read; not refused, not put aside
    matched: int = 0  # each paper in it has a type
    reviewed: int = 0  # waits for no person
    accepted: int = 0  # its papers are in a dossier
    stored: int = 0  # and the register knows that dossier

    def __add__(self, other: Self) -> Self:
        """Return the counts of both together, under the first one's unit."""
        counts = (each.name for each in fields(self) if each.name != "unit")
        return type(self)(self.unit, **{name: getattr(self, name) + getattr(other, name) for name in counts})


@dataclass(frozen=True, slots=True)
class StationWork:
    """What a station sent in a period; `days` on which it sent something, `last` when it did last."""

    station: str
    files: int
    pages: int
    accepted: int
    review: int
    rejected: int  # unreadable, or put aside after trouble
    working: int  # not yet finished
    days: int
    last: datetime


@dataclass(frozen=True, slots=True)
class PageWork:
    """How well the pages of a station could be read. `flaws` counts pages by the code of each flaw."""

    station: str
    pages: int
    blank: int
    text_layer: int  # never were paper: nothing had to be recognised
    flawed: int  # should be scanned again
    papers: int
    unknown: int  # papers whose type nobody knows yet
    confidence: float  # mean of the papers with a type, 0..1
    cpu_seconds: float
    flaws: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file that came in: from where, into which dossier, how far it got, what its pages hold.

    `unit` is that of its dossier; "" while nobody knows the dossier or its unit. `stages` names those stages
    of `UnitFunnel` that it reached; `state` is one of the counts of `StationWork`. What its pages hold is
    counted as in `PageWork`, once all of them have been read.
    """

    scan: int
    station: str
    name: str
    dossier: str | None
    unit: str
    received_at: datetime
    state: str
    stages: frozenset[str]
    sent: int  # pages of the file, read or not
    pages: int = 0
    blank: int = 0
    text_layer: int = 0
    flawed: int = 0
    papers: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class DeedSeen:
    """Something that somebody did: `kind` is one of the counts of `ClerkWork`, `thing` what it was done to.

    A paper is `scan:page:place`, a dossier `dossier:code`, a file uploaded the number of its line in the log.
    """

    account: str
    name: str
    unit: str
    kind: str
    thing: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClerkWork:
    """What somebody did to things of a unit in a period, each counted once; `days` on which they did any."""

    account: str
    name: str
    unit: str  # "" for things of no unit
    papers: int  # looked over, corrected
    dossiers: int  # changed: facts, papers put in or taken out
    files: int  # uploaded
    days: int


@dataclass(frozen=True, slots=True)
class CampaignWork:
    """How far the digitising of old dossiers of a unit got; `days`: how many were completed on which day."""

    unit: str
    total: int  # resolved dossiers
    done: int  # of them: all components and the result digitised
    days: Mapping[date, int] = field(default_factory=dict)
