import re
import socket
import subprocess
import sys
from datetime import date

import pytest
from sqlalchemy.exc import OperationalError

from configs.settings import Settings
from storage.access import Act, UserRole
from tests.entered import Office, words_of
from tests.filled import NOW, PERSONAL_NUMBER, filled_settings
from web.app import bound
from web.permissions import actor_of
from web.security import HEADERS, SecurityHeaders

LEAD = UserRole.LEAD


@pytest.fixture
def browser(office):
    return office.enter(LEAD)


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.filled.fill", lambda *_: None)
    return Office(filled_settings(tmp_path)).enter(LEAD)


@pytest.fixture
def away():
    """An office whose database is away: nobody can be logged in."""
    return Office(Settings(database_url="postgresql://sohoa@127.0.0.1:1/sohoa").resolved())


def test_the_page_shows_states_with_words_and_reasons(browser):
    words = words_of(browser.get("/theo-doi"))
    for expected in (
        "Lúc 09:30 20/11/2026",
        "3 Cần rà soát",
        "Quét lại Tệp PDF đặt mật khẩu. Hãy gỡ mật khẩu hoặc quét lại.",
        "Đã xong Trang 2: Ảnh bị mờ, chữ nhòe. Hãy lau mặt kính, giữ giấy nằm yên và quét lại.",
        "Mắc kẹt tram-102/quet0001.pdf Không mở được tệp: thiếu quyền đọc.",
        "Giao việc scheduler im lặng",
        "Theo dõi thư mục watcher đang chạy",
        "Từ 01/01/2026 đến 20/11/2026",
        "H99.101 xã Sơn Thủy 6 0 0,00%",
    ):
        assert expected in words


def test_the_page_is_made_of_the_overview_and_the_ratios(browser):
    answer = browser.get("/theo-doi")
    assert answer.template.name == "status.html"
    assert len(answer.context["seen"].last_scans) == 18
    assert answer.context["ratios"].period.first == date(2026, 1, 1)


def test_a_unit_sees_its_own_only(office):
    answer = office.enter(LEAD, unit="H99.102").get("/theo-doi")
    codes = {scan.dossier_code for scan in answer.context["seen"].last_scans}
    assert codes
    assert all(code.startswith("H99.102-") for code in codes)
    assert sum(answer.context["seen"].scans.values()) == len(answer.context["seen"].last_scans)
    assert "H99.101" not in answer.text
    assert answer.context["seen"].stations == ()


def test_an_empty_system_says_what_to_do(empty):
    words = words_of(empty.get("/theo-doi"))
    assert "Chưa có tệp nào" in words
    assert "Không có tệp nào phải chờ." in words
    assert "Hãy chạy “sohoa up”." in words


@pytest.mark.parametrize("path", ["/theo-doi", "/api/status"])
def test_no_personal_number_is_shown(browser, path):
    text = browser.get(path).text
    assert PERSONAL_NUMBER not in text
    assert "038…34" in text


def test_names_of_files_cannot_be_markup(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.filled.PERSONAL_NUMBER", "<script>alert(1)</script>")
    text = Office(filled_settings(tmp_path)).enter(LEAD).get("/theo-doi").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_json_for_machines(office):
    content = office.program(Act.SEE_STATUS).get("/api/status").json()
    assert content["at"] == NOW.isoformat()
    assert content["scans"]["review"] == 3
    flawed = [scan for scan in content["latest"] if scan["reason_code"] == "poor_quality"]
    assert {(scan["state"], scan["reason"][:8]) for scan in flawed} == {("accepted", "Trang 2:")}
    assert {arrival["state"] for arrival in content["waiting"]} == {"waiting", "stuck", "unmovable"}
    assert {process["name"]: process["alive"] for process in content["processes"]} == {
        "scheduler": False,
        "watcher": True,
        "worker-mot-cua-4711": True,
    }


def test_healthz_is_well_with_a_database(office):
    answer = office.browser().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


def test_without_a_database_programs_are_told_so(away):
    answer = away.browser().get("/healthz")
    assert answer.status_code == 503
    assert "Cơ sở dữ liệu chưa sẵn sàng" in answer.json()["reason"]


def test_without_a_database_people_are_told_so(away):
    browser = away.browser()
    browser.cookies.set("sohoa", "x")
    answer = browser.get("/theo-doi")
    assert answer.status_code == 503
    assert "Cơ sở dữ liệu chưa sẵn sàng" in words_of(answer)
    assert answer.template.name == "trouble.html"


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (KeyError("x"), 500, "Trang gặp lỗi"),
        (OperationalError("SELECT 1", {}, Exception("no such table")), 503, "Cơ sở dữ liệu"),
    ],
)
@pytest.mark.parametrize("path", ["/theo-doi", "/api/status"])
def test_a_fault_is_told_in_vietnamese_and_has_the_headers(browser, path, error, status, words, monkeypatch):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr("web.counted.Counted.overview", fail)
    answer = browser.get(path)
    assert answer.status_code == status
    assert words in (answer.json()["reason"] if path.startswith("/api") else words_of(answer))
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_an_absent_page_is_told_in_vietnamese(browser):
    answer = browser.get("/nowhere")
    assert answer.status_code == 404
    assert "Không có trang này" in words_of(answer)


@pytest.mark.parametrize("path", ["/", "/theo-doi", "/healthz", "/static/sohoa.css", "/nowhere", "/api/x"])
def test_every_answer_has_the_security_headers(browser, path):
    headers = browser.get(path).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_what_a_person_sees_stays_in_no_cache(browser):
    page = browser.get("/theo-doi")
    assert page.headers["cache-control"] == "no-store"
    (css,) = re.findall(r'href="(/static/sohoa.css[^"]*)"', page.text)
    assert "immutable" in browser.get(css).headers["cache-control"]
    assert "immutable" in browser.get("/static/fonts/noto-sans-400.woff2").headers["cache-control"]
    assert browser.get("/static/sohoa.css").headers["cache-control"] == "no-cache"


def test_by_https_only_is_said_where_it_is_so(office):
    office.app = SecurityHeaders(office.app, https=True)
    assert "max-age" in office.browser().get("/healthz").headers["strict-transport-security"]


def pages_to_look_at(browser):
    yield "/dang-nhap"
    yield from ("/theo-doi", "/tai-khoan", "/quan-tri/tai-khoan", "/quan-tri/nhat-ky", "/nowhere")


def test_no_page_needs_what_the_policy_forbids(office):
    browser = office.enter(LEAD, UserRole.ADMINISTRATOR)
    for path in pages_to_look_at(browser):
        text = (office.browser() if path == "/dang-nhap" else browser).get(path).text
        assert not re.search(r"<style|style=|<script(?! src=)|\son\w+=|hx-on|(?:src|href)=\"(?!/|\?|#)", text)
        for address in re.findall(r"(?:src|href)=\"(/static/[^\"]+)\"", text):
            assert browser.get(address).status_code == 200


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_there_is_no_page_of_the_framework(browser, path):
    assert browser.get(path).status_code == 404


def test_everybody_lands_where_their_work_begins(office):
    assert office.enter(UserRole.STATION, station="tram-101").get("/").headers["location"] == "/tram-quet"
    assert office.enter(LEAD).get("/").headers["location"] == "/viec-can-lam"
    assert office.enter(UserRole.OFFICER).get("/").headers["location"] == "/theo-doi"


def test_an_actor_is_what_the_account_may(office):
    account = office.account(UserRole.CLERK, unit="H99.102")
    actor = actor_of(account, office.app.state.site.reaches, NOW)
    assert actor.may(Act.REVIEW)
    assert not actor.may(Act.MANAGE_ACCOUNTS)
    assert sorted(actor.reach.units or ()) == ["H99.102", "H99.15", "H99.15.01", "H99.15.02"]


HEAVY = {"cv2", "docx", "fpdf", "onnxruntime", "openpyxl", "scipy", "sklearn", "tesserocr"}


def test_the_pages_start_without_what_only_some_of_them_need():
    program = "import sys, web.app; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert HEAVY & set(told.stdout.split()) == set()


def test_an_answer_does_not_wait_for_an_acknowledgement():
    with bound("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        taken, _ = listening.accept()
        with taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
