import pytest

from pipeline.intake.poppler import count_pages
from pipeline.two_passes import join_passes
from storage import scans, secrets
from storage.access import COMMAND, Act, Reach, UserRole
from storage.database import reading, writing
from storage.decisions import Kind, NewDecision, decide, in_force
from storage.leases import release_scan, take_scan
from storage.model import JOINED, NewScan, ScanState, Urgency
from storage.station_view import sent_scans
from storage.stores import open_objects
from tests.entered import words_of
from tests.filled import NOW
from tests.unit.pipeline.intake.files import page, pdf
from workers.sealing import seal
from workers.workshop import Workshop

CODE = "H99.101-261118-9001"
PAGE = "/tram-quet"


@pytest.fixture
def sent(office, tmp_path):
    """Add a scan of a station, its original in the store."""

    def sent(name, pages, station="tram-101", code=None):
        path = tmp_path / name
        path.write_bytes(pdf(*(page(600 + len(name), 800 + number) for number in range(pages))))
        sha256 = open_objects(office.settings).put(path)
        with writing(office.engine) as c:
            new = NewScan(sha256, path.stat().st_size, station, name, code, Urgency.COUNTER)
            return scans.add_scan(c, new, NOW)[0]

    return sent


@pytest.fixture
def join(office):
    def join(fronts, backs):
        browser = office.enter(UserRole.STATION, station="tram-101")
        return browser.post(f"{PAGE}/ghep", data={"truoc": fronts, "sau": backs})

    return join


def test_two_passes_become_one_file_and_count_no_more(office, sent, join):
    front, back = sent("mặt trước.pdf", 2, code=CODE), sent("lượt sau.pdf", 2)
    answer = join(front.id, back.id)
    assert answer.status_code == 200
    assert "Đã ghép mặt trước “mặt trước.pdf” với mặt sau “lượt sau.pdf”" in words_of(answer)
    (made,) = (office.settings.inbox / "tram-101" / CODE).iterdir()
    assert made.name == "mặt trước - hai mặt.pdf"
    assert count_pages(made, 60) == 4
    objects = open_objects(office.settings)
    with reading(office.engine) as c:
        for scan in (front, back):
            assert [one.kind for one in in_force(c, scan.id)] == [Kind.JOINED]
            assert objects.exists(scan.sha256)


def test_a_program_joins_what_its_station_sent_and_nothing_else(office, sent):
    front, back = sent("a.pdf", 1), sent("bb.pdf", 1)
    asked = {"fronts": front.id, "backs": back.id}
    foreign = office.program(Act.UPLOAD, station="tram-102").post("/api/stations/join", json=asked)
    assert foreign.status_code == 422
    assert "Không thấy tệp này ở trạm" in foreign.json()["reason"]
    answer = office.program(Act.UPLOAD, station="tram-101").post("/api/stations/join", json=asked)
    assert answer.status_code == 200
    assert "Đã ghép mặt trước “a.pdf” với mặt sau “bb.pdf”" in answer.json()["told"]
    (made,) = (office.settings.inbox / "tram-101").iterdir()
    assert count_pages(made, 60) == 2


def test_a_joined_scan_counts_for_nothing_and_is_not_joined_again(office, sent, join):
    front, back, other = sent("a.pdf", 1), sent("bb.pdf", 1), sent("ccc.pdf", 1)
    with writing(office.engine) as c:
        for scan in (front, back):
            scans.set_state(c, scan.id, ScanState.ACCEPTED, "joined", "Đã ghép.", NOW)
    answer = join(front.id, other.id)
    assert answer.status_code == 422
    assert "Tệp “a.pdf” đã bị từ chối, cách ly hoặc đã ghép" in words_of(answer)
    with reading(office.engine) as c:
        shown = {each.id: each for each in sent_scans(c, COMMAND.reach, "tram-101", 9)}
    assert (shown[front.id].joined, shown[front.id].joinable) == (True, False)
    assert (shown[other.id].joined, shown[other.id].joinable) == (False, True)


@pytest.mark.parametrize(
    ("fronts", "backs", "told"),
    [
        (("a.pdf", 2), ("bb.pdf", 1), "không phải hai mặt của cùng một tập giấy"),
        (("a.pdf", 1, "tram-102"), ("bb.pdf", 1), "Không thấy tệp này ở trạm"),
    ],
)
def test_what_are_no_two_sides_is_told_and_nothing_changes(office, sent, join, fronts, backs, told):
    front, back = sent(*fronts), sent(*backs)
    answer = join(front.id, back.id)
    assert answer.status_code == 422
    assert told in words_of(answer)
    with reading(office.engine) as c:
        assert in_force(c, front.id) == in_force(c, back.id) == ()
    assert [path for path in office.settings.inbox.rglob("*") if path.is_file()] == []


def test_a_file_is_not_joined_with_itself(sent, join):
    scan = sent("a.pdf", 1)
    assert "Hãy chọn hai tệp khác nhau" in words_of(join(scan.id, scan.id))


def test_a_mark_of_secrecy_on_the_joined_file_seals_both_passes(office, sent, join):
    front, back, other = sent("mặt trước.pdf", 2), sent("lượt sau.pdf", 2), sent("khác.pdf", 2)
    join(front.id, back.id)
    (made,) = (office.settings.inbox / "tram-101").iterdir()
    joined = sent(made.name, 4)
    site = office.app.state.site
    shop = Workshop(site.settings, site.engine, site.objects(), site.catalogue)
    with writing(office.engine) as c:
        seal(shop, joined, c, NOW)
    with reading(office.engine) as c:
        sealed = {scan.id for scan in secrets.sealed(c)}
    assert sealed == {front.id, back.id, joined.id}
    assert other.id not in sealed


def test_what_a_clerk_has_in_hand_or_accepted_stays_his(office, sent, join):
    front, back = sent("a.pdf", 1), sent("bb.pdf", 1)
    with writing(office.engine) as c:
        take_scan(c, back.id, "lan", "Lê Lan", office.now)
    assert "Lê Lan đang rà soát tệp “bb.pdf”" in words_of(join(front.id, back.id))
    with writing(office.engine) as c:
        release_scan(c, back.id, "lan")
        decide(c, NewDecision(back.id, Kind.ACCEPTED, value=True, who="lan"), office.now)
    assert "Tệp “bb.pdf” đã được lan nhận" in words_of(join(front.id, back.id))
    with reading(office.engine) as c:
        assert in_force(c, front.id) == ()
    assert [path for path in office.settings.inbox.rglob("*") if path.is_file()] == []


def test_of_two_who_join_at_once_one_makes_a_file(office, sent, join, monkeypatch):
    front, back = sent("a.pdf", 1), sent("bb.pdf", 1)
    others: list[int] = []

    def while_another_does(*args):
        join_passes(*args)
        if not others:
            others.append(front.id)
            assert join(front.id, back.id).status_code == 200

    monkeypatch.setattr("web.joining.join_passes", while_another_does)
    assert "đã ghép" in words_of(join(front.id, back.id))
    (only,) = [path for path in office.settings.inbox.rglob("*") if path.is_file()]
    assert only.name == "a - hai mặt.pdf"
    with reading(office.engine) as c:
        assert [one.kind for one in in_force(c, front.id)] == [Kind.JOINED]


def test_a_file_goes_to_no_foreign_station_though_its_dossier_is_near(office, sent):
    front, back = (sent(name, 1, "tram-104", "H99.101-261102-0000") for name in ("a.pdf", "bb.pdf"))
    with reading(office.engine) as c:
        assert scans.scan_within(c, front.id, Reach(frozenset({"H99.101"}))) is not None
    clerk = office.enter(UserRole.CLERK, unit="H99.101")
    answer = clerk.post(f"{PAGE}/ghep", data={"truoc": front.id, "sau": back.id})
    assert "Không thấy tệp này ở trạm" in words_of(answer)
    assert [path for path in office.settings.inbox.rglob("*") if path.is_file()] == []


def test_what_a_station_joined_a_clerk_takes_back(office, sent, join):
    front, back = sent("a.pdf", 1), sent("bb.pdf", 1)
    join(front.id, back.id)
    program = office.program(Act.REVIEW)
    version = program.post(f"/api/review/{front.id}/take").json()["version"]
    assert program.post(f"/api/review/{front.id}/undo", json={"version": version}).status_code == 200
    with reading(office.engine) as c:
        assert in_force(c, front.id) == ()
        assert scans.get_scan(c, front.id).reason_code != JOINED
        assert [one.kind for one in in_force(c, back.id)] == [Kind.JOINED]
