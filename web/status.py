"""How the system stands, as plain data: for the page, for `/status.json`, for `sohoa status`."""

from collections.abc import Sequence
from typing import Any, Final

from storage.model import Arrival, Scan
from storage.overview import Overview, Process, Station
from web.words import ARRIVAL_WORDS, SCAN_WORDS, masked

ALIVE_SECONDS: Final = 60.0  # without a sign of life for longer, a process counts as gone


def is_alive(process: Process) -> bool:
    """Tell whether a process has given a sign of life not long ago."""
    return process.age <= ALIVE_SECONDS


def worth_showing(processes: Sequence[Process]) -> tuple[Process, ...]:
    """Return the processes that people care for: a dead worker is no news while another one works."""
    at_work = {_kind(process) for process in processes if is_alive(process)}
    return tuple(process for process in processes if is_alive(process) or _kind(process) not in at_work)


def as_plain(seen: Overview) -> dict[str, Any]:
    """Return an overview as JSON holds it: times ISO in UTC, states by code and in words.

    `settled_at`: when it was counted how many scans are accepted and tasks done; the rest is of `at`.
    """
    return {
        "at": seen.at.isoformat(),
        "settled_at": seen.settled_at.isoformat(),
        "scans": dict(seen.scans),
        "tasks": dict(seen.tasks),
        "arrivals": dict(seen.arrivals),
        "due": dict(seen.due),
        "oldest_due": seen.oldest_due and seen.oldest_due.isoformat(),
        "waiting": [arrival_as_plain(arrival) for arrival in seen.open_arrivals],
        "stations": [station_as_plain(station) for station in seen.stations],
        "processes": [process_as_plain(process) for process in seen.processes],
        "latest": [scan_as_plain(scan) for scan in seen.last_scans],
    }


def station_as_plain(station: Station) -> dict[str, Any]:
    """Return a station as JSON holds it."""
    return {
        "name": masked(station.name),
        "files": sum(station.arrivals.values()),
        "last_at": station.last_arrival.isoformat(),
    }


def process_as_plain(process: Process) -> dict[str, Any]:
    """Return a process as JSON holds it."""
    return {
        "name": process.name,
        "station": process.station and masked(process.station),
        "note": process.note and masked(process.note),
        "age_seconds": round(process.age, 1),
        "alive": is_alive(process),
    }


def arrival_as_plain(arrival: Arrival) -> dict[str, Any]:
    """Return a file that waits at a station as JSON holds it."""
    return {
        "station": masked(arrival.station),
        "path": masked(arrival.path),
        "state": arrival.state.value,
        "words": ARRIVAL_WORDS[arrival.state],
        "reason": arrival.reason and masked(arrival.reason),
        "first_seen": arrival.first_seen.isoformat(),
    }


def scan_as_plain(scan: Scan) -> dict[str, Any]:
    """Return a scan as JSON holds it."""
    return {
        "id": scan.id,
        "station": masked(scan.station),
        "file_name": masked(scan.file_name),
        "dossier": scan.dossier_code,
        "state": scan.state.value,
        "words": SCAN_WORDS[scan.state],
        "reason_code": scan.reason_code,
        "reason": scan.reason and masked(scan.reason),
        "pages": scan.page_count,
        "received_at": scan.received_at.isoformat(),
        "finished_at": scan.finished_at and scan.finished_at.isoformat(),
    }


def _kind(process: Process) -> str:
    return process.name.partition("-")[0]
