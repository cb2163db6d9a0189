"""Takes files in: bytes into the object store, then rows, then out of the inbox. Each step may be repeated.

A crash after the bytes are stored leaves an object that the next try finds again; a crash after the rows are
written leaves a file that is known, whose bytes are compared, and which then is only moved.
"""

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine

from storage import arrivals, scans, tasks
from storage.database import writing
from storage.model import Arrival, ArrivalState, NewScan, Stage
from storage.objects import ObjectStore
from workers.listing import FoundFile
from workers.stations import dossier_code_of, shown_name, unit_of, urgency_of
from workers.taken import Moved, move_out, sync_folders

log = logging.getLogger(__name__)

UNMOVABLE: Final = (
    "Đã lưu an toàn, nhưng không chuyển được tệp ra khỏi thư mục ({}). Hãy cấp quyền ghi trên thư mục này. "
    "Sẽ tự thử lại."
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file whose bytes are in the object store."""

    file: FoundFile
    sha256: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that has its rows, and its bytes' hash."""

    file: FoundFile
    arrival: Arrival
    sha256: str


@dataclass(frozen=True, slots=True)
class Moves:
    """Where files went, and new records of those that could not be moved, by the files' keys."""

    moved: list[Moved] = field(default_factory=list)
    kept: dict[tuple[str, str], Arrival] = field(default_factory=dict)


def store(file: FoundFile, objects: ObjectStore) -> Stored | None:
    """Put a file's bytes into the store; None where it changed or went away meanwhile.

    Raises OSError where the file cannot be read, StoreUnavailable where the store cannot be used.
    """
    try:
        with file.place.open("rb"):
            pass  # whether it can be read at all is told apart from trouble in the store
        sha256 = objects.put(file.place)
        return Stored(file, sha256) if file.same(file.place.lstat()) else None
    except FileNotFoundError:
        return None


def admit(engine: Engine, stored: list[Stored], now: datetime) -> list[Admitted]:
    """Write the rows of stored files, in one transaction."""
    with writing(engine) as connection:
        return [Admitted(each.file, _admit(connection, each, now), each.sha256) for each in stored]


def _admit(connection: Connection, stored: Stored, now: datetime) -> Arrival:
    file = stored.file
    known = arrivals.find(connection, file.station, file.path, file.size, file.mtime_ns)
    if known and known.scan_id and scans.get_scan(connection, known.scan_id).sha256 == stored.sha256:
        return known
    scan, created = scans.add_scan(connection, _new_scan(stored), now)
    if created:
        unit = unit_of(scan.dossier_code, scan.station)
        tasks.add_task(connection, scan.id, Stage.SPLIT, 0, unit=unit, urgency=scan.urgency, now=now)
    state = ArrivalState.TAKEN if created else ArrivalState.DUPLICATE
    arrival = arrival_of(file, state, now, scan_id=scan.id)
    arrivals.record(connection, arrival)
    log.info("%s/%s is scan %d (%s)", file.station, shown_name(file.path), scan.id, state)
    return arrival


def _new_scan(stored: Stored) -> NewScan:
    file = stored.file
    return NewScan(
        sha256=stored.sha256,
        size=file.size,
        station=file.station,
        file_name=shown_name(file.path),
        dossier_code=dossier_code_of(file.path),
        urgency=urgency_of(file.station),
    )


def arrival_of(
    file: FoundFile,
    state: ArrivalState,
    now: datetime,
    *,
    reason: str | None = None,
    scan_id: int | None = None,
) -> Arrival:
    """Return the record of a file in this state."""
    return Arrival(file.station, file.path, file.size, file.mtime_ns, state, reason, scan_id, now, now)


def move_all(inbox: Path, admitted: list[Admitted], now: datetime) -> Moves:
    """Move files that have rows out of the inbox."""
    moves = Moves()
    folders = set()
    for each in admitted:
        file, arrival = each.file, each.arrival
        try:
            place = move_out(file, inbox, now.date(), each.sha256)
        except FileNotFoundError:
            continue  # somebody else took it away: it is in the store
        except OSError as error:
            log.warning("%s/%s cannot be moved: %s", file.station, shown_name(file.path), error)
            reason = UNMOVABLE.format(error.strerror or error)
            moves.kept[file.key] = replace(
                arrival, state=ArrivalState.UNMOVABLE, reason=reason, last_seen=now
            )
        else:
            folders |= {file.place.parent, place.parent if place else file.place.parent}
            moves.moved.extend([Moved(file, place)] if place else [])
    sync_folders(folders)
    return moves
