"""Leases, versions, what waits and what is misread alike: the same on every database."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from storage import decisions, dossiers, scans
from storage.access import Reach
from storage.decisions import Kind, NewDecision
from storage.doubts import doubts_in, misreadings, places_of, save_doubts, scans_with
from storage.leases import LASTS, held_scans, release_scan, take_scan, version_of
from storage.model import ScanState
from storage.station_view import sent_scans, station_day
from storage.waiting import WorkFilter, counts_by_reason, next_scans, types_waiting, waiting_scans
from tests import rows
from tests.rows import CODE, NOW

ALL = Reach(None)


@dataclass(frozen=True)
class Doubt:
    page: int
    place: int
    text: str
    offered: str


@pytest.fixture
def waiting(c):
    """Three scans that wait."""
    dossiers.put_dossiers(c, [rows.dossier()])
    made = [rows.add_scan(c, number, CODE if number else None) for number in range(3)]
    for scan in made:
        scans.save_parts(c, scan.id, [rows.part(1)])
        scans.set_state(c, scan.id, ScanState.REVIEW, "unsure_type", "Hãy xem.", NOW)
        save_doubts(c, scan.id, [Doubt(1, 4, "tông", "tổng"), Doubt(1, scan.id + 10, f"x{scan.id}", "")])
    return [scan.id for scan in made]


def test_a_lease_is_one_persons_until_it_is_silent(c, waiting):
    first = take_scan(c, waiting[0], "lan", "Lan", NOW)
    assert (first.holder, first.until) == ("lan", NOW + LASTS)
    assert take_scan(c, waiting[0], "minh", "Minh", NOW + LASTS).holder == "lan"
    late = NOW + LASTS + timedelta(seconds=1)
    assert held_scans(c, waiting, late) == {}
    assert take_scan(c, waiting[0], "minh", "Minh", late).holder == "minh"
    assert take_scan(c, waiting[0], "lan", "Lan", late).holder == "minh"


def test_a_lease_beats_and_is_let_go_only_by_its_holder(c, waiting):
    take_scan(c, waiting[0], "lan", "Lan", NOW)
    again = take_scan(c, waiting[0], "lan", "Lan", NOW + timedelta(seconds=20))
    assert (again.taken_at, again.until) == (NOW, NOW + LASTS + timedelta(seconds=20))
    release_scan(c, waiting[0], "minh")
    assert list(held_scans(c, waiting, NOW)) == [waiting[0]]
    release_scan(c, waiting[0], "lan")
    assert held_scans(c, waiting, NOW) == {}


def test_each_decision_makes_a_new_version_of_its_scan_alone(c, waiting):
    assert version_of(c, waiting[0]) == 0
    number = decisions.decide(c, NewDecision(waiting[0], Kind.WORD, "tổng", "lan", 1, 4), NOW)
    assert (version_of(c, waiting[0], hold=True), version_of(c, waiting[1])) == (number, 0)


def test_what_others_hold_is_not_next_and_what_is_due_comes_first(c, waiting):
    assert next_scans(c, ALL, "lan", NOW, 9) == (
        waiting[1],
        waiting[2],
        waiting[0],
    )  # the first has no dossier
    take_scan(c, waiting[1], "minh", "Minh", NOW)
    assert next_scans(c, ALL, "lan", NOW, 9) == (waiting[2], waiting[0])
    assert next_scans(c, ALL, "minh", NOW, 1) == (waiting[1],)
    shown = waiting_scans(c, ALL, WorkFilter(), NOW, 9)
    assert [(each.id, each.holder, each.words) for each in shown] == [
        (waiting[1], "Minh", 2),
        (waiting[2], None, 2),
        (waiting[0], None, 2),
    ]


def test_the_list_is_cut_down_by_unit_reason_type_and_reach(c, waiting):
    def ids(wanted, reach=ALL):
        return {each.id for each in waiting_scans(c, reach, wanted, NOW, 9)}

    assert ids(WorkFilter(unit="H99.101")) == set(waiting[1:])
    assert ids(WorkFilter(reason="unassigned")) == set()
    assert ids(WorkFilter(type="giay_khai_sinh")) == set(waiting)
    assert ids(WorkFilter(), Reach(frozenset({"H99.102"}))) == set()
    assert counts_by_reason(c, ALL) == {"unsure_type": 3}
    assert types_waiting(c, ALL) == ("giay_khai_sinh",)


def test_what_is_misread_alike_is_one_line(c, waiting):
    found = misreadings(c, ALL, 2, 9)
    assert [(each.text, each.offered, each.scans) for each in found] == [("tông", "tổng", 3)]
    assert doubts_in(c, waiting) == dict.fromkeys(waiting, 2)
    take_scan(c, waiting[2], "minh", "Minh", NOW)
    having = scans_with(c, ALL, "tông")
    assert [scan_id for scan_id in having if places_of(c, scan_id, "tông", "lan", NOW)] == waiting[:2]
    assert misreadings(c, Reach(frozenset({"H99.102"})), 1, 9) == ()
    save_doubts(c, waiting[0], [])
    assert doubts_in(c, waiting) == dict.fromkeys(waiting[1:], 2)


def test_a_station_sees_what_became_of_its_files(c, waiting):
    scans.set_page_count(c, waiting[0], 3)
    shown = sent_scans(c, ALL, "tram-101", 9)
    assert [(each.id, each.type, each.papers) for each in shown] == [
        (scan, "giay_khai_sinh", 1) for scan in reversed(waiting)
    ]
    day = station_day(c, ALL, "tram-101", NOW)
    assert (day.files, day.pages, day.review, day.again, day.working) == (3, 3, 3, 0, 0)
    assert station_day(c, ALL, "tram-101", NOW + timedelta(days=1)).files == 0
    assert sent_scans(c, Reach(None, "tram-102"), None, 9) == ()
