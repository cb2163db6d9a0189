"""What people decide is added, never changed; scans are finished again; secrets leave nothing behind."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text

from pipeline.model import FieldValue, PageFacts, PartFacts, Remark
from storage import decisions, dossiers, scans, secrets, tasks
from storage.database import reading, writing
from storage.decisions import Kind, NewDecision
from storage.guesses import dossiers_of_numbers
from storage.leases import version_of
from storage.model import ScanState, Stage, TaskState
from tests import rows
from tests.rows import CODE, LATER, NOW


@pytest.fixture
def scan(c):
    """A scan that is read and finished."""
    made = rows.add_scan(c)
    scans.save_page(c, made.id, rows.page())
    scans.save_parts(c, made.id, [rows.part(1)])
    dossiers.put_dossiers(c, [rows.dossier()])
    dossiers.save_components(c, made.id, [rows.component(made)])
    tasks.add_task(c, made.id, Stage.FINISH, 0, unit="x", urgency=made.urgency, now=NOW)
    tasks.close_rest(c, made.id, NOW)
    scans.set_state(c, made.id, ScanState.ACCEPTED, None, None, NOW)
    return made


def decide(c, scan, kind, value, **more):
    return decisions.decide(c, NewDecision(scan.id, kind, value, "lan", **more), NOW)


def _seal(engine, scan_id):
    with writing(engine) as c:
        secrets.seal(c, scan_id, NOW)


def _until_it_waits(engine, other):
    """Wait until another transaction waits for ours; SQLite's does so before it begins."""
    waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    while engine.dialect.name == "postgresql" and not other.done():
        with reading(engine) as c:
            if c.scalar(waits):
                return
        time.sleep(0.01)


def test_the_last_decision_about_a_thing_holds_and_all_are_kept(c, scan):
    decide(c, scan, Kind.STARTS, value=True, page=2, machine=False)
    decide(c, scan, Kind.STARTS, value=False, page=2)
    decide(c, scan, Kind.PLACE, 0.5, page=3)
    held = decisions.in_force(c, scan.id)
    assert decisions.page_facts(held) == (PageFacts(2, starts=False), PageFacts(3, place=0.5))
    first = decisions.history(c, scan.id)[0]
    assert (first.value, first.machine, first.who) == (
        True,
        False,
        "lan",
    )
    assert len(decisions.history(c, scan.id)) == 3


def test_an_undone_decision_gives_way_to_the_one_before_and_stays_in_history(c, scan):
    decide(c, scan, Kind.TYPE, "cccd", page=1)
    second = decide(c, scan, Kind.TYPE, "giay_khai_sinh", page=1)
    assert decisions.undo(c, second, "lan", LATER)
    assert decisions.part_facts(decisions.in_force(c, scan.id)) == (PartFacts(1, type="cccd"),)
    assert decisions.undo(c, second, "lan", LATER) is None
    assert [one.kind for one in decisions.history(c, scan.id)] == [Kind.TYPE, Kind.TYPE, Kind.UNDO]


def test_an_unknown_decision_and_an_undoing_cannot_be_undone(c, scan):
    undoing = decisions.undo(c, decide(c, scan, Kind.BLANK, value=True, page=1), "lan", NOW)
    assert undoing is not None
    assert decisions.undo(c, 999, "lan", NOW) is None
    assert decisions.undo(c, undoing, "lan", NOW) is None


def test_papers_are_told_apart_by_page_and_place(c, scan):
    decide(c, scan, Kind.DOSSIER, CODE, page=1)
    decide(c, scan, Kind.EXEMPT, "Chỉ xuất trình", page=1, place=1)
    decide(c, scan, Kind.FIELD, "Lê Văn Mẫu", page=1, name="ho_ten", machine="Lê Van Mau")
    assert decisions.part_facts(decisions.in_force(c, scan.id)) == (
        PartFacts(1, dossier=CODE, fields={"ho_ten": "Lê Văn Mẫu"}),
        PartFacts(1, 1, exempt="Chỉ xuất trình"),
    )


def test_a_decision_and_its_undoing_let_the_scan_be_finished_again(c, scan):
    def last():
        return next(task.state for task in tasks.tasks_of(c, scan.id) if task.stage is Stage.FINISH)

    number = decide(c, scan, Kind.TYPE, "cccd", page=1)
    assert last() is TaskState.READY
    tasks.close_rest(c, scan.id, NOW)
    decisions.undo(c, number, "lan", NOW)
    assert last() is TaskState.READY


def test_a_sealed_scan_leaves_nothing_to_read_in_any_dossier(c, scan):
    other = scans.add_scan(c, rows.new_scan(0, "H99.101-261103-0002"), NOW)[0]
    scans.save_page(c, other.id, rows.page())
    scans.save_remarks(c, scan.id, [Remark("x", "y")])
    assert secrets.seal(c, scan.id, NOW) == (CODE,)
    for each in (scan, other):
        kept = (scans.pages_of(c, each.id), scans.parts_of(c, each.id), scans.remarks_of(c, each.id))
        assert kept == ((), (), ())
        assert (scans.get_scan(c, each.id).state, scans.get_scan(c, each.id).reason_code) == (
            ScanState.QUARANTINED,
            "secret",
        )
    assert dossiers.components_of(c, CODE) == ()
    assert secrets.is_sealed(c, scan.sha256)
    assert [each.id for each in secrets.sealed(c)] == [scan.id, other.id]


def test_what_people_typed_of_a_sealed_scan_is_gone_with_what_undid_it(c, scan):
    decide(c, scan, Kind.WORD, "mật", page=1, place=4, machine="mat")
    decide(c, scan, Kind.FIELD, "Lê Văn Mẫu", page=1, name="ho_ten", machine="Lê Van Mau")
    decisions.undo(c, decide(c, scan, Kind.EXEMPT, "Lê Văn Mẫu đã nộp", page=1), "lan", NOW)
    decide(c, scan, Kind.RETURNED, "Chữ “Lê Văn Mẫu” bị mờ")
    kept = decide(c, scan, Kind.BLANK, value=True, page=1)
    secrets.seal(c, scan.id, NOW)
    assert [each.id for each in decisions.history(c, scan.id)] == [kept]


def test_what_a_framed_place_read_is_gone_from_a_sealed_scan_whatever_it_was_framed_for(c, scan):
    framed = {"read": None, "again": "Số: 12/TM Kế hoạch", "page": 1, "box": [1, 2, 3, 4]}
    decide(c, scan, Kind.DOSSIER, CODE, page=1, machine=framed)
    decide(c, scan, Kind.TYPE, "cccd", page=1, machine={"type": "khac", "confidence": 0.5})
    secrets.seal(c, scan.id, NOW)
    left = [(one.value, one.machine) for one in decisions.history(c, scan.id)]
    assert left == [(CODE, None), ("cccd", {"type": "khac", "confidence": 0.5})]


def test_what_is_just_typed_of_a_copy_is_waited_for_and_goes_too(engine):
    with writing(engine) as c:
        marked, copy = (rows.add_scan(c, dossier_code=code) for code in (CODE, "H99.101-261103-0002"))
    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as c:
            version_of(c, copy.id, hold=True)
            sealing = pool.submit(_seal, engine, marked.id)
            _until_it_waits(engine, sealing)
            decide(c, copy, Kind.WORD, "Kế hoạch", page=1, place=4)
        sealing.result()
    with reading(engine) as c:
        assert decisions.history(c, copy.id) == ()
        assert scans.get_scan(c, copy.id).state is ScanState.QUARANTINED


def test_the_same_file_again_does_not_open_a_sealed_scan(c, scan):
    secrets.seal(c, scan.id, NOW)
    assert rows.add_scan(c).state is ScanState.QUARANTINED


def test_a_released_scan_is_read_from_the_beginning_and_is_not_sealed_again(c, scan):
    tasks.add_task(c, scan.id, Stage.SPLIT, 0, unit="x", urgency=scan.urgency, now=NOW)
    secrets.seal(c, scan.id, NOW)
    assert secrets.release(c, scan.id, "hoa", LATER)
    assert scans.get_scan(c, scan.id).state is ScanState.RECEIVED
    assert [task.stage for task in tasks.ready_of(c, scan.id)] == [Stage.SPLIT]
    cleared = secrets.was_cleared(c, scan.sha256)
    assert cleared is not None
    assert (cleared.who, secrets.is_sealed(c, scan.sha256)) == ("hoa", False)


def test_all_scans_of_a_released_content_are_set_free(c, scan):
    secrets.seal(c, scan.id, NOW)
    again = rows.add_scan(c, dossier_code="H99.101-261103-0077")
    assert again.sha256 == scan.sha256
    secrets.seal(c, again.id, NOW)
    assert secrets.release(c, scan.id, "hoa", LATER)
    assert not secrets.is_sealed(c, scan.sha256)
    assert scans.get_scan(c, again.id).state is ScanState.RECEIVED


def test_what_is_destroyed_cannot_be_released(c, scan):
    assert not secrets.release(c, scan.id, "hoa", NOW)
    secrets.seal(c, scan.id, NOW)
    secrets.note_destroyed(c, scan.id, "hoa", LATER)
    assert secrets.is_destroyed(c, scan.id)
    assert not secrets.release(c, scan.id, "hoa", LATER)


def test_papers_of_the_same_person_tell_a_likely_dossier(c, scan):
    number = "000199000001"
    paper = replace(rows.part(1), dossier=CODE, fields={"so": FieldValue(number, 0.9)})
    scans.save_parts(c, scan.id, [paper])
    assert dossiers_of_numbers(c, {number}, but=scan.id + 1) == (CODE,)
    assert dossiers_of_numbers(c, {number}, but=scan.id) == ()
    assert dossiers_of_numbers(c, {"000199000002"}, but=scan.id + 1) == ()


def test_known_codes_are_told_from_unknown_ones(c, scan):
    assert dossiers.known_among(c, [CODE, "H99.101-261103-9999"]) == {CODE}
    assert dossiers.known_among(c, []) == frozenset()
