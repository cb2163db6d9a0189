"""What the system is doing, on SQLite and PostgreSQL."""

from datetime import timedelta

from storage import arrivals, scans, tasks
from storage.model import JOINED, ArrivalState, ProcessBeat, ScanState, TaskState, Urgency
from storage.overview import Process, beat_process, end_process, overview
from storage.settled import count_settled
from tests.rows import LATER, LEASE, NOW, add_scan, add_task, arrival


def test_nothing_yet(c):
    seen = overview(c, NOW)
    assert seen.at == NOW
    assert seen.scans == dict.fromkeys(ScanState, 0)
    assert seen.tasks == dict.fromkeys(TaskState, 0)
    assert seen.arrivals == dict.fromkeys(ArrivalState, 0)
    assert seen.due == dict.fromkeys(Urgency, 0)
    assert seen.oldest_due is None
    assert (seen.stations, seen.processes, seen.open_arrivals, seen.last_scans) == ((), (), (), ())


def test_counts_by_state(c):
    ended, _, _ = (add_scan(c, number) for number in range(3))
    scans.set_state(c, ended.id, ScanState.REJECTED, "empty", "Tệp rỗng.", NOW)
    taken = add_task(c, 1, page=1)
    add_task(c, 1, page=2)
    add_task(c, 2, page=1, urgency=Urgency.BACKLOG)
    tasks.take(c, taken.id, "w1", NOW, LEASE)
    seen = overview(c, LATER)
    assert seen.scans == {**dict.fromkeys(ScanState, 0), ScanState.RECEIVED: 2, ScanState.REJECTED: 1}
    assert seen.tasks == {**dict.fromkeys(TaskState, 0), TaskState.READY: 2, TaskState.LEASED: 1}
    assert seen.due == {Urgency.COUNTER: 1, Urgency.BACKLOG: 1}
    assert seen.oldest_due == NOW


def test_a_scan_that_was_joined_counts_as_the_file_made_of_it(c):
    made, front, back = (add_scan(c, number) for number in range(3))
    for scan, reason in ((made, None), (front, JOINED), (back, JOINED)):
        scans.set_state(c, scan.id, ScanState.ACCEPTED, reason, None, NOW)
    assert overview(c, NOW).scans[ScanState.ACCEPTED] == 1


def test_the_last_scans_come_with_all_that_is_known_of_them(c):
    made = [add_scan(c, number) for number in range(5)]
    assert overview(c, NOW, last=2).last_scans == (made[4], made[3])


def test_stations_and_what_came_from_them(c):
    scan = add_scan(c)
    arrivals.record(c, arrival("a"))
    arrivals.record(c, arrival("b", state=ArrivalState.TAKEN, scan_id=scan.id, first_seen=LATER))
    arrivals.record(c, arrival("c", station="tram-kho", state=ArrivalState.STUCK))
    seen = overview(c, LATER)
    first, second = seen.stations
    assert (first.name, first.last_arrival) == ("tram-101", LATER)
    assert (first.arrivals[ArrivalState.TAKEN], first.arrivals[ArrivalState.WAITING]) == (1, 1)
    assert (second.name, second.last_arrival, sum(second.arrivals.values())) == ("tram-kho", NOW, 1)
    assert [each.path for each in seen.open_arrivals] == ["a", "c"]
    assert sum(seen.arrivals.values()) == 3


def test_the_newest_file_of_a_station_is_seen_though_the_counts_are_older(c):
    scan = add_scan(c)
    arrivals.record(c, arrival("a", state=ArrivalState.TAKEN, scan_id=scan.id))
    before = count_settled(c, NOW)
    arrivals.record(c, arrival("b", state=ArrivalState.TAKEN, scan_id=scan.id, first_seen=LATER))
    arrivals.record(c, arrival("c"))
    (station,) = overview(c, LATER, settled=before).stations
    assert (station.last_arrival, overview(c, LATER, settled=before).settled_at) == (LATER, NOW)
    assert station.arrivals[ArrivalState.TAKEN] == station.arrivals[ArrivalState.WAITING] == 1


def test_processes_and_how_long_they_have_been_silent(c):
    beat_process(c, ProcessBeat("watcher", "tram-101", NOW, None))
    beat_process(c, ProcessBeat("worker-1", None, NOW, "rỗi"))
    beat_process(c, ProcessBeat("worker-1", None, LATER, "đang đọc"))
    assert overview(c, LATER).processes == (
        Process("watcher", "tram-101", None, 3600.0),
        Process("worker-1", None, "đang đọc", 0.0),
    )
    end_process(c, "watcher")
    assert [each.name for each in overview(c, LATER).processes] == ["worker-1"]


def test_processes_silent_for_a_day_are_forgotten(c):
    beat_process(c, ProcessBeat("gone", None, NOW, None))
    beat_process(c, ProcessBeat("here", None, NOW + timedelta(days=1, seconds=1), None))
    assert [each.name for each in overview(c, LATER).processes] == ["here"]
