"""How the system stands, as plain data: for the page, for `/status.json`, for `sohoa status`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from storage.model import Arrival, ArrivalState, ProcessBeat, Scan, ScanState
from storage.overview import Overview
from web.words import ARRIVAL_WORDS, SCAN_WORDS, masked

ALIVE_SECONDS: Final = 60.0  # without a sign of life for longer, a process counts as gone


@dataclass(frozen=True, slots=True)
class Alive:
    """A process, how long ago it gave a sign of life (seconds), and whether that is recent enough."""

    name: str
    station: str | None
    note: str | None
    age: float
    alive: bool


def alive(beats: tuple[ProcessBeat, ...], now: datetime) -> tuple[Alive, ...]:
    """Return the processes with the age of their last sign of life."""
    ages = [(now - beat.at).total_seconds() for beat in beats]
    return tuple(
        Alive(beat.name, beat.station, beat.note, age, age <= ALIVE_SECONDS)
        for beat, age in zip(beats, ages, strict=True)
    )


def counted(found: dict[str, int]) -> dict[str, int]:
    """Return the number of scans in every state, those without any included."""
    return {state.value: found.get(state.value, 0) for state in ScanState}


def as_plain(seen: Overview) -> dict[str, Any]:
    """Return an overview as JSON holds it: times ISO in UTC, states by code and in words."""
    return {
        "at": seen.at.isoformat(),
        "scans": counted(seen.scans),
        "tasks": seen.tasks,
        "arrivals": {state.value: seen.arrivals.get(state.value, 0) for state in ArrivalState},
        "pages_to_read": seen.pages_to_read,
        "waiting": [arrival_as_plain(arrival) for arrival in seen.waiting],
        "stations": [
            {"name": line.name, "scans": line.scans, "last_at": line.last_at.isoformat()}
            for line in seen.stations
        ],
        "processes": [
            {
                "name": found.name,
                "station": found.station,
                "note": found.note,
                "age_seconds": round(found.age, 1),
                "alive": found.alive,
            }
            for found in alive(seen.processes, seen.at)
        ],
        "latest": [scan_as_plain(scan) for scan in seen.latest],
    }


def arrival_as_plain(arrival: Arrival) -> dict[str, Any]:
    """Return a file that waits at a station as JSON holds it."""
    return {
        "station": arrival.station,
        "path": masked(arrival.path),
        "state": arrival.state.value,
        "words": ARRIVAL_WORDS[arrival.state],
        "reason": arrival.reason,
        "first_seen": arrival.first_seen.isoformat(),
    }


def scan_as_plain(scan: Scan) -> dict[str, Any]:
    """Return a scan as JSON holds it."""
    return {
        "id": scan.id,
        "station": scan.station,
        "file_name": masked(scan.file_name),
        "dossier": scan.dossier_code,
        "state": scan.state.value,
        "words": SCAN_WORDS[scan.state],
        "reason_code": scan.reason_code,
        "reason": scan.reason,
        "pages": scan.page_count,
        "received_at": scan.received_at.isoformat(),
        "finished_at": scan.finished_at and scan.finished_at.isoformat(),
    }
