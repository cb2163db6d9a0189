"""Arrivals on SQLite and PostgreSQL: every file seen has one state."""

import os
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from storage import arrivals
from storage.model import ArrivalState
from tests.rows import LATER, NOW, add_scan, arrival

WAITING, STUCK, TAKEN = ArrivalState.WAITING, ArrivalState.STUCK, ArrivalState.TAKEN


def find(c, each):
    return arrivals.find(c, each.station, each.path, each.size, each.mtime_ns)


def test_an_arrival_comes_back_as_it_was_recorded(c):
    seen = arrival(state=STUCK, reason="Không đọc được tệp.")
    arrivals.record(c, seen)
    assert find(c, seen) == seen


def test_recording_again_keeps_when_it_was_first_seen(c):
    arrivals.record(c, arrival())
    scan = add_scan(c)
    later = arrival(state=TAKEN, scan_id=scan.id, first_seen=LATER, last_seen=LATER)
    arrivals.record(c, later)
    assert find(c, later) == replace(later, first_seen=NOW)
    assert len(arrivals.open_arrivals(c)) == 0


def test_names_are_kept_as_the_file_system_spells_them(c):
    names = ["Nguyễn/a.pdf", "Nguye\u0302\u0303n/a.pdf", os.fsdecode(b"h\xf5 s\xa1/a.pdf"), "a\nb"]
    for name in names:
        arrivals.record(c, arrival(name))
    assert {each.path for each in arrivals.open_arrivals(c)} == set(names)
    assert all(find(c, arrival(name)) == arrival(name) for name in names)


def test_a_file_is_known_by_all_that_tells_it_from_another(c):
    arrivals.record(c, arrival())
    for other in (arrival("b.pdf"), arrival(station="tram-2"), arrival(size=11), arrival(mtime_ns=1)):
        assert find(c, other) is None


def test_a_file_that_grows_has_one_open_state(c):
    for size in (10, 20, 30):
        arrivals.record(c, arrival(size=size, state=WAITING))
    arrivals.record(c, arrival("other.pdf"))
    assert [(each.path, each.size) for each in arrivals.open_arrivals(c)] == [
        ("H99/a.pdf", 30),
        ("other.pdf", 10),
    ]


def test_what_was_taken_stays_known_when_another_file_takes_its_name(c):
    taken = arrival(state=TAKEN, scan_id=add_scan(c).id)
    arrivals.record(c, taken)
    arrivals.record(c, arrival(size=20))
    assert find(c, taken) == taken


@pytest.mark.parametrize("state", list(ArrivalState))
def test_what_still_lies_in_the_inbox_is_open(c, state):
    seen = arrival(state=state, scan_id=add_scan(c).id)
    arrivals.record(c, seen)
    expected = () if state in {TAKEN, ArrivalState.DUPLICATE} else (seen,)
    assert arrivals.open_arrivals(c) == expected
    assert arrivals.open_arrivals(c, station="tram-2") == ()


def test_the_oldest_open_arrivals_come_first(c):
    for name in ("c", "a", "b"):
        arrivals.record(c, arrival(name))
    assert [each.path for each in arrivals.open_arrivals(c, limit=2)] == ["c", "a"]


def test_files_that_went_away_untaken_are_forgotten(c):
    seen, gone, stuck, elsewhere = (
        arrival("a"),
        arrival("b"),
        arrival("c", state=STUCK),
        arrival(station="t2"),
    )
    for each in (seen, gone, stuck, elsewhere):
        arrivals.record(c, each)
    assert arrivals.forget_missing(c, "tram-101", {"a", "unknown"}) == 2
    assert arrivals.open_arrivals(c) == (seen, elsewhere)
    assert find(c, gone) is None


def test_a_taken_file_is_never_forgotten(c):
    scan = add_scan(c)
    safe = [
        arrival("a", state=TAKEN, scan_id=scan.id),
        arrival("b", state=ArrivalState.DUPLICATE, scan_id=scan.id),
        arrival("c", state=ArrivalState.UNMOVABLE, scan_id=scan.id, reason="Không lấy ra được."),
    ]
    for each in safe:
        arrivals.record(c, each)
    assert arrivals.forget_missing(c, "tram-101", set()) == 1
    assert [find(c, each) for each in safe] == [safe[0], safe[1], replace(safe[2], state=TAKEN, reason=None)]


def test_thousands_are_forgotten_at_once(c):
    for number in range(520):
        arrivals.record(c, arrival(str(number)))
    assert arrivals.forget_missing(c, "tram-101", ["7"]) == 519
    assert [each.path for each in arrivals.open_arrivals(c)] == ["7"]


@pytest.mark.parametrize("state", [TAKEN, ArrivalState.DUPLICATE, ArrivalState.UNMOVABLE])
def test_nothing_counts_as_taken_without_its_scan(c, state):
    with pytest.raises(IntegrityError), c.begin_nested():
        arrivals.record(c, arrival(state=state))
    with pytest.raises(IntegrityError), c.begin_nested():
        arrivals.record(c, arrival(state=state, scan_id=404))
