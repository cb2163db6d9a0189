"""What attackers try on the pages, each with its test; see also test_entering.py and test_permissions.py."""

import hashlib

import pytest
from sqlalchemy import insert, select, update

from storage import tables
from storage.access import Act, Reach, UserRole
from storage.accounts import NewAccount, add_account
from storage.audit_log import Wanted, entries
from storage.database import reading, writing
from storage.model import SEALED
from storage.stations import put_station
from tests.entered import HASH
from tests.filled import PERSONAL_NUMBER
from web.originals import disposition

PDF = b"%PDF-1.7\n" + b"x" * 3000
SCRIPT = "<script>alert(1)</script>"
LEAD = UserRole.LEAD


@pytest.fixture
def stations(office):
    with writing(office.engine) as c:
        put_station(c, "tram-101", "H99.101", None, closed=False, now=office.now)
        put_station(c, "tram-102", "H99.102", None, closed=False, now=office.now)
        put_station(c, "tram-dong", "H99.101", None, closed=True, now=office.now)


def send(browser, station="tram-101", name="quet.pdf", content=PDF, **more):
    return browser.post(f"/api/stations/{station}/files", params={"name": name, **more}, content=content)


def lying(office):
    return sorted(
        str(path.relative_to(office.settings.inbox))
        for path in office.settings.inbox.rglob("*")
        if path.is_file()
    )


@pytest.fixture
def original(office, tmp_path):
    """The original of scan 2, whose file is named by a personal number and worse."""
    path = tmp_path / "original"
    path.write_bytes(PDF)
    digest = office.app.state.site.objects().put(path)
    name = f'cccd {PERSONAL_NUMBER} "x"\r\nSet-Cookie: a=b; {SCRIPT} đơn.pdf'
    with writing(office.engine) as c:
        mine = tables.scans.c.id == 2
        c.execute(update(tables.scans).where(mine).values(sha256=digest, file_name=name))
    return digest


# Stored XSS.


@pytest.mark.parametrize(
    "path", ["/theo-doi", "/quan-tri/tram-quet", "/quan-tri/tai-khoan", "/quan-tri/nhat-ky"]
)
def test_names_that_are_markup_stay_names(office, path):
    with writing(office.engine) as c:
        c.execute(update(tables.scans).values(file_name=SCRIPT, station=SCRIPT, reason=SCRIPT))
        c.execute(update(tables.arrivals).values(station=SCRIPT, reason=SCRIPT))
        put_station(c, SCRIPT, "H99.101", SCRIPT, closed=False, now=office.now)
        new = NewAccount("xau", SCRIPT, frozenset({LEAD}), station=SCRIPT)
        add_account(c, new, HASH, office.now, must_change=False)
    browser = office.enter(LEAD, UserRole.ADMINISTRATOR, name="xau")
    browser.get("/quan-tri/nhat-ky", params={"nguoi": SCRIPT})
    for asked in (path, f"{path}?nguoi={SCRIPT}&doi_tuong={SCRIPT}&tu={SCRIPT[:9]}"):
        text = browser.get(asked).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text


def test_what_was_typed_comes_back_as_text(office):
    browser = office.enter(UserRole.ADMINISTRATOR)
    attack = '"><img src=x onerror=alert(1)>'
    form = {"name": attack, "full_name": attack, "station": attack, "roles": "clerk"}
    text = browser.post("/quan-tri/tai-khoan", data=form).text
    assert "<img src=x" not in text
    login = office.browser().get("/dang-nhap", params={"tiep": f"/{attack}"}).text
    assert "<img src=x" not in login


# Path traversal.


@pytest.mark.parametrize(
    "name",
    [
        *("../../../etc/cron.d/x.pdf", "..\\..\\x.pdf", "/etc/passwd", "a/../../b.pdf", "..", ".", "..."),
        *("\x00.pdf", ".hidden.pdf", "~$x.pdf", "x.pdf\x00.exe", "con\u202efdp.exe", "a" * 290, "ặ" * 290),
        *(" . ", "Thumbs.db"),
    ],
)  # fmt: skip
def test_a_file_name_leads_nowhere_else(office, stations, name):
    assert send(office.enter(LEAD), name=name).status_code == 201
    (place,) = lying(office)
    folder, _, own = place.partition("/")
    assert folder == "tram-101"
    assert own.endswith(".pdf")
    assert not own.startswith((".", "~"))
    assert "/" not in own
    assert len(own.encode()) < 255


@pytest.mark.parametrize(
    "station", ["..", ".", ".sohoa-taken", "..%2F..", "%2e%2e", "a%2Fb", "a%5Cb", "a%00b"]
)
def test_a_stations_name_leads_nowhere_else(office, station):
    answer = send(office.enter(LEAD), station=station)
    assert answer.status_code in {404, 405, 422}
    assert lying(office) == []


@pytest.mark.parametrize(
    "dossier", ["..", "../x", "H99.101-261103-0001/..", "x", "", "H99.101-261103-0001\n"]
)
def test_a_dossiers_code_leads_nowhere_else(office, stations, dossier):
    assert send(office.enter(LEAD), dossier=dossier).status_code == 422
    assert lying(office) == []


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fpyproject.toml"]
)
def test_static_files_are_those_of_the_folder(office, path):
    assert office.browser().get(path).status_code == 404


# Uploads: oversized and disguised.


def test_a_file_that_grows_too_large_is_refused_and_leaves_nothing(office, stations):
    office.app.state.site.settings = office.settings.model_copy(update={"max_file_bytes": 2000})
    answer = send(office.enter(LEAD))
    assert answer.status_code == 413
    assert "quá lớn" in answer.json()["reason"]
    assert lying(office) == []


def test_a_form_that_is_too_large_is_not_read(office):
    browser = office.enter(UserRole.ADMINISTRATOR)
    answer = browser.post("/quan-tri/tai-khoan", data={"name": "x" * 2_000_000})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("x.pdf", b"<html><script>alert(1)</script></html>", 415),
        ("x.pdf", b"MZ" + b"\0" * 5000, 415),
        ("x.jpg", b"GIF89a" + b"\0" * 5000, 415),
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415),
        ("x.pdf", b"PK\x03\x04" + b"\0" * 100, 415),
        ("x.pdf", b"", 422),
    ],
)
def test_what_a_file_is_its_content_says(office, stations, name, content, status):
    assert send(office.enter(LEAD), name=name, content=content).status_code == status
    assert lying(office) == []


def test_a_disguised_name_gets_the_ending_of_its_content(office, stations):
    send(office.enter(LEAD), name="hoa-don.exe", content=PDF)
    send(office.enter(LEAD), name="anh.pdf", content=b"\x89PNG\r\n\x1a\n" + b"\0" * 2000)
    assert lying(office) == ["tram-101/anh.pdf.png", "tram-101/hoa-don.exe.pdf"]


def test_nothing_is_written_over(office, stations):
    browser = office.enter(LEAD)
    for _ in range(3):
        assert send(browser, dossier="H99.101-261103-0001").status_code == 201
    folder = "tram-101/H99.101-261103-0001"
    assert lying(office) == [f"{folder}/quet (2).pdf", f"{folder}/quet (3).pdf", f"{folder}/quet.pdf"]


def test_uploads_are_counted(office, stations):
    browser = office.enter(LEAD)
    answers = [send(browser, content=b"").status_code for _ in range(301)]
    assert set(answers[:300]) == {422}
    assert answers[300] == 429


def test_a_closed_station_takes_nothing(office, stations):
    assert send(office.enter(LEAD), station="tram-dong").status_code == 409


def test_a_station_sends_for_itself_only(office, stations):
    mine = office.enter(UserRole.STATION, station="tram-101")
    assert send(mine).status_code == 201
    assert send(mine, station="tram-102").status_code == 404
    program = office.program(Act.UPLOAD, station="tram-102")
    assert send(program, station="tram-102").status_code == 201
    assert send(program).status_code == 404
    other = office.enter(LEAD, unit="H99.102")
    assert send(other).status_code == 404
    assert send(other, station="tram-nobody").status_code == 404


# IDOR: the things of another unit, by their number.


@pytest.mark.parametrize("path", ["/ban-goc/2", "/api/scans/2", "/api/scans/2/original"])
def test_another_units_scan_is_not_there(office, original, path):
    assert office.enter(LEAD, unit="H99.102").get(path).status_code == 200
    for browser in (
        office.enter(LEAD, unit="H99.104"),
        office.program(Act.SEE_STATIONS, Act.OPEN_ORIGINAL, unit="H99.104"),
    ):
        assert browser.get(path).status_code == 404
        assert browser.get(path.replace("2", "9999999")).status_code == 404


def test_lists_hold_nothing_of_another_unit(office):
    found = office.enter(LEAD, unit="H99.104").get("/api/scans").json()["scans"]
    assert found
    assert {scan["dossier"][:7] for scan in found} == {"H99.104"}


@pytest.mark.parametrize("number", ["0", "-1", "x", "1e3", str(2**63), "1;DROP TABLE scans", "%00"])
def test_what_is_no_number_is_no_scan(office, number):
    assert office.enter(LEAD).get(f"/ban-goc/{number}").status_code in {404, 422}


# Originals.


def test_an_original_is_a_download_that_runs_nothing_and_is_noted(office, original):
    browser = office.enter(LEAD)
    answer = browser.get("/ban-goc/2")
    assert hashlib.sha256(answer.content).hexdigest() == original
    assert answer.headers["content-type"] == "application/pdf"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    with reading(office.engine) as c:
        (line,) = entries(c, Reach(None), Wanted(action="original_opened"))
    assert (line.subject, line.unit, line.actor) == ("scan:2", "H99.102", "lea-all")


def test_a_downloads_name_is_a_name_and_no_personal_number(office, original):
    header = office.enter(LEAD).get("/ban-goc/2").headers["content-disposition"]
    assert header.startswith('attachment; filename="')
    assert PERSONAL_NUMBER not in header
    assert header.count('"') == 2
    assert "set-cookie" not in office.enter(LEAD).get("/ban-goc/2").headers
    assert disposition("Đơn xin.pdf").endswith("filename*=UTF-8''%C4%90%C6%A1n%20xin.pdf")
    assert disposition("../..\x00\n") == "attachment; filename=\"-\"; filename*=UTF-8''-"


def test_an_original_that_bears_a_mark_of_secrecy_is_handed_out_to_nobody(office, original):
    with writing(office.engine) as c:
        c.execute(update(tables.scans).where(tables.scans.c.id == 2).values(reason_code=SEALED))
    assert office.enter(LEAD).get("/ban-goc/2").status_code == 409


def test_a_scan_of_the_same_content_does_not_hand_out_what_is_sealed(office, original):
    with writing(office.engine) as c:
        row = dict(c.execute(select(tables.scans).where(tables.scans.c.id == 2)).mappings().one())
        del row["dossier_key"]  # computed by the database
        row |= {"id": 999, "dossier_code": None, "reason_code": SEALED}
        c.execute(insert(tables.scans).values(row))
    assert office.enter(LEAD).get("/ban-goc/2").status_code == 409


def test_an_original_that_is_lost_is_said_to_be(office):
    answer = office.enter(LEAD).get("/ban-goc/1")
    assert answer.status_code == 410
    assert "Kho không còn bản gốc" in answer.text


# Tokens.


@pytest.mark.parametrize(
    "header", ["Bearer ", "Bearer sohoa_wrong", "bearer x" * 50, "Basic bGFuOng=", "Bearer \t"]
)
def test_a_wrong_token_opens_nothing(office, header):
    answer = office.browser().get("/api/status", headers={"Authorization": header})
    assert answer.status_code == 401


def test_a_token_is_no_session_and_needs_no_form_token(office, stations):
    program = office.program(Act.UPLOAD)
    assert send(program).status_code == 201
    assert program.get("/theo-doi").status_code == 403
    assert program.post("/tai-khoan", data={"old": "x"}).status_code == 403
