"""What clerks do at once: who has not seen the last state writes nothing, on any route, and is told so."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from pipeline.model import Box
from storage import scans
from storage.access import Act, Reach, UserRole
from storage.database import reading, writing
from storage.decisions import Kind, NewDecision, decide, history, in_force
from storage.leases import LASTS, held_scans, take_scan, version_of
from storage.model import ProcessBeat, RegionState, ScanState
from storage.overview import beat_process
from storage.regions import end_region, region_within, regions_due, take_region
from tests.entered import Office, words_of
from tests.papers import CODE, lay_out
from web.permissions import SAFE_METHODS
from web.rereading import AWAY

REVIEW = "/ra-soat/{scan_id}"
DOSSIER = "/ho-so/{code}"
# Each route that writes, and what a page sends to it beside its version.
WRITING = {
    f"{REVIEW}/quyet": {"kind": "type", "value": "giay_chung_sinh", "page": "1", "place": "0"},
    f"{REVIEW}/hoan-tac": {},
    f"{REVIEW}/nhan": {},
    f"{REVIEW}/tra-lai": {"why": "mo"},
    f"{REVIEW}/doc-lai": {"page": "1", "x": "10", "y": "10", "w": "300", "h": "60"},
    f"{DOSSIER}/xep": {"ordinal": "0", "type": "giay_chung_sinh"},
    f"{DOSSIER}/hoan-tac": {},
}
EVERYWHERE = Reach(None)
SEALING = (f"{REVIEW}/tra-lai", {"why": "mat"})
CASES = [*WRITING.items(), SEALING]
# Leases and looks write nothing about a paper; a condition is compared with what was shown, see below.
OTHERS = {f"{REVIEW}/giu", f"{REVIEW}/buong", f"{DOSSIER}/nguoi", f"{DOSSIER}/dieu-kien"}


@dataclass
class Desk:
    """A paper that waits, and two clerks who look at it."""

    office: Office
    scan: int
    first: TestClient
    second: TestClient

    def version(self):
        with reading(self.office.engine) as c:
            return version_of(c, self.scan)

    def held(self):
        with reading(self.office.engine) as c:
            return history(c, self.scan)

    def said(self, who="minh"):
        """Let somebody decide something, as on another page."""
        with writing(self.office.engine) as c:
            (part,) = scans.parts_of(c, self.scan)
            scans.save_parts(c, self.scan, [replace(part, type="giay_khai_sinh", confidence=0.97)])
            new = NewDecision(self.scan, Kind.TYPE, "giay_khai_sinh", who, 1)
            return decide(c, new, self.office.now)

    def send(self, browser, path, form, version):
        """Send what a page of this version sends; a dossier's page names the paper, and what it undoes."""
        data = {"scan_id": str(self.scan), "version": str(version), **form}
        if path == f"{DOSSIER}/hoan-tac":
            data["decision"] = str(next(each.id for each in self.held() if each.kind is Kind.TYPE))
        return browser.post(path.format(scan_id=self.scan, code=CODE), data=data)


@pytest.fixture
def desk(office):
    made = lay_out(office.engine, office.now)
    clerks = [office.enter(UserRole.CLERK, unit="H99.102", name=name) for name in ("lan", "minh")]
    return Desk(office, made[1].id, *clerks)


def test_every_writing_route_is_among_them(office):
    found = {
        str(route.path)
        for route in iter_route_contexts(office.app.routes)
        if not set(route.methods or {"GET"}) <= SAFE_METHODS and str(route.path).startswith((REVIEW, DOSSIER))
    }
    assert found == set(WRITING) | OTHERS


@pytest.mark.parametrize(("path", "form"), CASES, ids=str)
def test_what_is_said_of_an_old_version_is_refused(desk, path, form):
    old = desk.version()
    desk.said()
    held = desk.held()
    answer = desk.send(desk.first, path, form, old)
    assert answer.status_code == 409
    assert "minh" in words_of(answer)
    assert "chưa được lưu" in words_of(answer)
    assert desk.held() == held
    with reading(desk.office.engine) as c:
        assert scans.get_scan(c, desk.scan).state is ScanState.REVIEW


@pytest.mark.parametrize(("path", "form"), CASES, ids=str)
def test_what_somebody_else_has_in_hand_is_refused(desk, path, form):
    desk.said("lan")
    with writing(desk.office.engine) as c:
        take_scan(c, desk.scan, "minh", "Trần Minh", desk.office.now)
    held = desk.held()
    answer = desk.send(desk.first, path, form, desk.version())
    assert answer.status_code == 409
    assert "Trần Minh đang rà soát giấy này." in words_of(answer)
    assert desk.held() == held


@pytest.mark.parametrize(("path", "form"), CASES, ids=str)
def test_who_saw_the_last_version_writes(desk, path, form):
    desk.said("lan")
    answer = desk.send(desk.first, path, form, desk.version())
    assert answer.status_code == 200, answer.text


def test_a_lease_that_was_lost_while_somebody_decided_is_told_and_nothing_is_written(desk):
    desk.first.get(f"/ra-soat/{desk.scan}")
    desk.office.later(seconds=LASTS.total_seconds() + 1)
    desk.second.get(f"/ra-soat/{desk.scan}")
    form = {"kind": "type", "value": "giay_khai_sinh", "page": "1", "version": "0"}
    answer = desk.first.post(f"/ra-soat/{desk.scan}/quyet", data=form)
    assert (answer.status_code, answer.headers["content-type"][:10]) == (409, "text/plain")
    assert answer.text == "Người dùng minh đang rà soát giấy này. Việc vừa nhập chưa được lưu."
    assert desk.held() == ()
    assert desk.first.post(f"/ra-soat/{desk.scan}/giu").status_code == 409
    desk.first.post(f"/ra-soat/{desk.scan}/buong")  # what is not one's own is not put down
    with reading(desk.office.engine) as c:
        assert held_scans(c, [desk.scan], desk.office.now)[desk.scan].holder == "minh"


def test_a_paper_put_into_a_slot_is_left_to_whoever_wants_it_next(desk):
    path, form = f"{DOSSIER}/xep", WRITING[f"{DOSSIER}/xep"]
    assert desk.send(desk.first, path, form, desk.version()).status_code == 200
    with reading(desk.office.engine) as c:
        assert held_scans(c, [desk.scan], desk.office.now) == {}


def test_a_condition_that_somebody_else_changed_meanwhile_stays(desk):
    form = {"fact": "co_uy_quyen", "seen": "-"}
    path = f"/ho-so/{CODE}/dieu-kien"
    assert desk.first.post(path, data={**form, "value": "co"}).status_code == 200
    answer = desk.second.post(path, data={**form, "value": "khong"})
    assert answer.status_code == 409
    assert "Người khác vừa đổi điều kiện này" in words_of(answer)
    (switch,) = [each for each in answer.context["switches"] if each.code == "co_uy_quyen"]
    assert (switch.stated.stated, switch.stated.set_by) == (True, "lan")


# A place of the page, read again.


def frame(desk, **more):
    form = {**WRITING[f"{REVIEW}/doc-lai"], "version": str(desk.version()), **more}
    return desk.first.post(f"/ra-soat/{desk.scan}/doc-lai", data=form)


@pytest.fixture
def worker(office):
    with writing(office.engine) as c:
        beat_process(c, ProcessBeat("worker-pc1-1", None, office.now, None))


def test_where_no_worker_is_the_clerk_is_told_at_once_and_nothing_waits(desk):
    desk.office.later(minutes=5)
    assert frame(desk).json() == {"region": None, "words": AWAY}
    with reading(desk.office.engine) as c:
        assert regions_due(c, 9) == ()


def test_a_place_is_shown_once_it_is_read_and_kept_with_what_is_said_of_it(desk, worker):
    region = frame(desk).json()["region"]
    here = f"/ra-soat/{desk.scan}/doc-lai/{region}"
    assert desk.first.get(here).json() == {"done": False, "value": "", "words": ""}
    with writing(desk.office.engine) as c:
        take_region(c, region, datetime.now(UTC))
        end_region(c, region, "GIẤY CHỨNG SINH", "GIẤY CHỨNG SINH")
    assert desk.first.get(here).json() == {"done": True, "value": "GIẤY CHỨNG SINH", "words": ""}
    assert desk.second.get(here).status_code == 404
    said = {"kind": "word", "value": "GIẤY", "page": "1", "place": "0", "region": str(region)}
    answer = desk.first.post(f"/ra-soat/{desk.scan}/quyet", data={**said, "version": str(desk.version())})
    assert answer.status_code == 200
    with reading(desk.office.engine) as c:
        (kept,) = [one for one in in_force(c, desk.scan) if one.kind is Kind.WORD]
    both = {"read": "GIẤY", "again": "GIẤY CHỨNG SINH", "page": 1, "box": [10, 10, 300, 60]}
    assert (kept.value, kept.machine) == ("GIẤY", both)


def test_a_place_is_cut_to_its_page_and_what_is_too_small_is_refused(desk, worker):
    region = frame(desk, x="2400", w="9000").json()["region"]
    with reading(desk.office.engine) as c:
        found = region_within(c, EVERYWHERE, desk.scan, region)
    assert found
    assert (found.box, found.state) == (Box(2400, 10, 80, 60), RegionState.WAITING)
    answer = frame(desk, w="3")
    assert (answer.status_code, answer.text[:16]) == (422, "Khung quá nhỏ. H")
    assert frame(desk, page="7").status_code == 422


def test_a_place_for_a_field_is_read_as_its_kind(desk, worker):
    with writing(desk.office.engine) as c:
        (part,) = scans.parts_of(c, desk.scan)
        scans.save_parts(c, desk.scan, [replace(part, type="giay_khai_sinh")])
    region = frame(desk, first="1", place="0", name="ngay_sinh").json()["region"]
    with reading(desk.office.engine) as c:
        found = region_within(c, EVERYWHERE, desk.scan, region)
    assert found
    assert found.kind == "birth_date"


def test_a_program_has_a_place_read_again_as_a_clerk_does(desk, worker):
    desk.first.post(f"/ra-soat/{desk.scan}/buong")
    program, here = desk.office.program(Act.REVIEW), f"/api/review/{desk.scan}"
    version = program.post(f"{here}/take").json()["version"]
    place = {"version": version, "page": 1, "x": 10, "y": 10, "w": 300, "h": 60}
    asked = program.post(f"{here}/regions", json=place)
    assert (asked.status_code, asked.json()["done"]) == (202, False)
    region = asked.json()["region"]
    with writing(desk.office.engine) as c:
        take_region(c, region, datetime.now(UTC))
        end_region(c, region, "GIẤY CHỨNG SINH", "GIẤY CHỨNG SINH")
    read = {"region": region, "done": True, "value": "GIẤY CHỨNG SINH"}
    assert program.get(f"{here}/regions/{region}").json() == read
    assert desk.office.program(Act.REVIEW, Act.SEARCH).get(f"{here}/regions/{region}").status_code == 404
    assert program.post(f"{here}/regions", json={**place, "w": 3}).status_code == 422
    assert program.post(f"{here}/regions", json={**place, "version": version + 1}).status_code == 409
    said = {"kind": "word", "value": "GIẤY", "page": 1, "region": region, "version": version}
    assert program.post(f"{here}/decisions", json=said).status_code == 200
    with reading(desk.office.engine) as c:
        (kept,) = [one for one in in_force(c, desk.scan) if one.kind is Kind.WORD]
    assert kept.machine == {"read": "GIẤY", "again": read["value"], "page": 1, "box": [10, 10, 300, 60]}


# A page that is turned.


def test_a_turned_page_is_not_accepted_before_it_is_read_again_nor_framed(desk, worker):
    here = f"/ra-soat/{desk.scan}"
    turn = {"kind": "turn", "value": "90", "page": "1", "version": "0"}
    answer = desk.first.post(f"{here}/quyet", data=turn)
    (page,) = answer.context["desk"].pages
    assert (page.said, page.turn, page.reading) == (90, 90, True)
    assert "đang được đọc lại theo chiều mới" in words_of(answer)
    desk.said("lan")
    for path, form in (("nhan", {}), ("doc-lai", WRITING[f"{REVIEW}/doc-lai"])):
        answer = desk.first.post(f"{here}/{path}", data={**form, "version": str(desk.version())})
        assert (answer.status_code, "theo chiều mới" in answer.text) == (422, True)
