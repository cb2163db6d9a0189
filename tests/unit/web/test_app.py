import re
from datetime import date

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from configs.settings import Settings
from tests.filled import NOW, PERSONAL_NUMBER, filled_settings
from web.app import clock, create_app
from web.security import HEADERS, SecurityHeaders


def client_of(settings):
    app = create_app(settings)
    app.dependency_overrides[clock] = lambda: NOW
    return TestClient(SecurityHeaders(app), raise_server_exceptions=False)


@pytest.fixture
def client(tmp_path):
    with client_of(filled_settings(tmp_path)) as client:
        yield client


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.filled.fill", lambda *_: None)
    with client_of(filled_settings(tmp_path)) as client:
        yield client


@pytest.fixture
def away(tmp_path):
    with client_of(Settings(database_url="postgresql://sohoa@127.0.0.1:1/sohoa").resolved()) as client:
        yield client


def words_of(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())


def test_the_page_shows_states_with_words_and_reasons(client):
    words = words_of(client.get("/"))
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


def test_the_page_is_made_of_the_overview_and_the_ratios(client):
    answer = client.get("/")
    assert answer.template.name == "status.html"
    assert len(answer.context["seen"].last_scans) == 18
    assert answer.context["ratios"].period.first == date(2026, 1, 1)


def test_an_empty_system_says_what_to_do(empty):
    words = words_of(empty.get("/"))
    assert "Chưa có tệp nào" in words
    assert "Không có tệp nào phải chờ." in words
    assert "Hãy chạy “sohoa up”." in words


@pytest.mark.parametrize("path", ["/", "/status.json"])
def test_no_personal_number_is_shown(client, path):
    text = client.get(path).text
    assert PERSONAL_NUMBER not in text
    assert "038…34" in text


def test_names_of_files_cannot_be_markup(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.filled.PERSONAL_NUMBER", "<script>alert(1)</script>")
    with client_of(filled_settings(tmp_path)) as client:
        text = client.get("/").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_json_for_machines(client):
    content = client.get("/status.json").json()
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


def test_healthz_is_well_with_a_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


@pytest.mark.parametrize("path", ["/status.json", "/healthz"])
def test_without_a_database_programs_are_told_so(away, path):
    answer = away.get(path)
    assert answer.status_code == 503
    assert "Cơ sở dữ liệu chưa sẵn sàng" in answer.json()["reason"]


def test_without_a_database_people_are_told_so(away):
    answer = away.get("/")
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
@pytest.mark.parametrize("path", ["/", "/status.json"])
def test_a_fault_is_told_in_vietnamese_and_has_the_headers(client, path, error, status, words, monkeypatch):
    def fail(*_):
        raise error

    monkeypatch.setattr("web.app.overview", fail)
    answer = client.get(path)
    assert answer.status_code == status
    assert words in (answer.json()["reason"] if path == "/status.json" else words_of(answer))
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_an_absent_page_is_told_in_vietnamese(client):
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "Không có trang này." in words_of(answer)


@pytest.mark.parametrize("path", ["/", "/status.json", "/healthz", "/static/sohoa.css", "/nowhere"])
def test_every_answer_has_the_security_headers(client, path):
    headers = client.get(path).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_the_page_needs_nothing_that_the_policy_forbids(client):
    text = client.get("/").text
    assert not re.search(r"<style|style=|<script(?! src=)|\son\w+=|(?:src|href)=\"(?!/static/)", text)
    for path in re.findall(r"(?:src|href)=\"(/static/[^\"]+)\"", text):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_there_is_no_page_of_the_framework(client, path):
    assert client.get(path).status_code == 404


def test_nothing_can_be_written(client):
    assert client.post("/").status_code == 405
