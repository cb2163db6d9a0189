"""What the store keeps, as plain values: scans, tasks, arrivals, components, running processes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

# Reasons that lie in the work, not in the file: the pipeline does not know them.
FAILED: Final = "failed"
ORIGINAL_LOST: Final = "original_lost"
MACHINE_TROUBLE: Final = frozenset({FAILED, ORIGINAL_LOST})

UNASSIGNED: Final = "unassigned"  # why a scan waits whose dossier nobody knows
SEALED: Final = "secret"  # why a scan is put aside that bears a mark of state secrecy
RETURNED: Final = "returned"  # why a scan is to be made again: a clerk said so
JOINED: Final = "joined"  # why a scan counts for nothing: its pages lie in a file made of it and another
POOR_QUALITY: Final = "poor_quality"  # what is told first of a scan that should be made again, whatever else


class ScanState(StrEnum):
    """Where a scan is on its way."""

    RECEIVED = "received"
    PROCESSING = "processing"
    ACCEPTED = "accepted"
    REVIEW = "review"
    REJECTED = "rejected"
    QUARANTINED = "quarantined"

    @property
    def ended(self) -> bool:
        return self not in {ScanState.RECEIVED, ScanState.PROCESSING}


class Urgency(StrEnum):
    """Which queue a scan's tasks go to; the names are the names of the RQ queues, most urgent first."""

    COUNTER = "counter"  # a citizen waits
    BACKLOG = "backlog"  # old dossiers, digitised when nobody waits


class Stage(StrEnum):
    """What a task does."""

    SPLIT = "split"  # look at the file, make one task a page
    PAGE = "page"  # read one page
    FINISH = "finish"  # pages to parts, types, fields, components, completeness


class TaskState(StrEnum):
    """Where a task is; READY rows with no `queued_at` are the outbox."""

    READY = "ready"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"  # tried too often; its error is kept
    QUARANTINED = "quarantined"  # killed its worker too often


class RegionState(StrEnum):
    """Where the reading of a place is that a clerk has framed; WAITING rows with no `queued_at` are due."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    FAILED = "failed"  # it cannot be read, or nobody came to read it


class ArrivalState(StrEnum):
    """What became of a file seen in a station's folder."""

    WAITING = "waiting"  # still growing, or not whole yet
    STUCK = "stuck"  # cannot be read (rights, held open); tried again
    TAKEN = "taken"  # in the store; a scan of its own
    DUPLICATE = "duplicate"  # in the store already; linked to that scan
    UNMOVABLE = "unmovable"  # in the store, but cannot be moved out of the inbox


class Origin(StrEnum):
    """Where a reused paper comes from."""

    EARLIER = "earlier"  # an earlier dossier of our own
    NATIONAL = "national"  # the store of the national portal


@dataclass(frozen=True, slots=True)
class NewScan:
    """A file taken in, as the watcher knows it."""

    sha256: str
    size: int
    station: str
    file_name: str  # NFC
    dossier_code: str | None
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Scan:
    """One file taken in; the same content for the same dossier is the same scan."""

    id: int
    sha256: str
    size: int
    station: str
    file_name: str
    dossier_code: str | None
    urgency: Urgency
    state: ScanState
    reason_code: str | None
    reason: str | None  # Vietnamese
    page_count: int | None
    received_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Task:
    """Work to be done on a scan; `page` is 0 for stages that are not about one page."""

    id: int
    scan_id: int
    stage: Stage
    page: int
    unit: str  # the unit whose turn it takes ("" while unknown)
    urgency: Urgency
    state: TaskState
    attempts: int  # tries that ended in an error
    kills: int  # tries whose worker process was killed
    lost: int  # tries that went silent
    owner: str | None
    lease_until: datetime | None
    not_before: datetime
    queued_at: datetime | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file in a station's folder, by station, path inside it, size and time of change."""

    station: str
    path: str  # inside the station's folder, exactly as the file system spells it
    size: int
    mtime_ns: int
    state: ArrivalState
    reason: str | None  # Vietnamese
    scan_id: int | None
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class Component:
    """A paper put into a dossier's slot: part `ordinal` (from 0) of a scan."""

    scan_id: int
    ordinal: int
    dossier_code: str
    type: str
    exempt_reason: str | None = None
    reused: bool = False


@dataclass(frozen=True, slots=True)
class Reuse:
    """A paper that a dossier need not bring again; `earlier_code` names the dossier that has it, if ours."""

    dossier_code: str
    type: str
    origin: Origin
    earlier_code: str | None
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class StatedFact:
    """What a clerk said of a condition, against or beside the register: it holds, or does not."""

    dossier_code: str
    fact: str
    stated: bool
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class ProcessBeat:
    """A process of the system and when it last said that it lives."""

    name: str  # "watcher", "worker-<host>-<pid>", "scheduler", "web"
    station: str | None
    at: datetime
    note: str | None
