import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from starlette.testclient import TestClient

from reports import REPORTS
from reports.formats import FORMATS
from tests.filled import NOW, filled_settings
from web.app import clock, create_app

PERIOD = {"from": "2026-11-01", "to": "2026-11-30"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    app = create_app(filled_settings(tmp_path_factory.mktemp("figures")))
    app.dependency_overrides[clock] = lambda: NOW
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def report(client, name, **more):
    return client.get(f"/api/reports/{name}", params={**PERIOD, **more})


def test_the_list_names_every_report_with_its_address(client):
    listed = client.get("/api/reports").json()
    assert [entry["name"] for entry in listed] == list(REPORTS)
    assert all(client.get(entry["address"], params=PERIOD).status_code == 200 for entry in listed)


def test_figures_come_with_their_definition_and_a_link_to_what_is_behind(client):
    content = report(client, "digitisation").json()
    definitions = {column["key"]: column["definition"] for column in content["columns"]}
    assert definitions["received"]
    total = content["total"]
    link = total["links"]["received"]
    assert urlsplit(link).path == "/api/reports/dossiers"
    behind = client.get(link).json()
    assert len(behind["rows"]) == total["received"] == 24
    assert parse_qs(urlsplit(link).query)["of"] == ["received"]


def test_every_count_of_every_line_opens_as_many_dossiers(client):
    for name in ("digitisation", "handling", "handling-by-sector", "trend"):
        for row in report(client, name).json()["rows"]:
            for key, link in row["links"].items():
                assert len(client.get(link).json()["rows"]) == row[key], (name, key)


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"pdf", "json"}))
def test_files_are_handed_over_to_be_kept(client, form):
    answer = report(client, "handling", format=form, unit="H99")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[form].media_type
    name = f"handling-H99-2026-11-01-2026-11-30.{FORMATS[form].extension}"
    assert answer.headers["content-disposition"] == f"attachment; filename={name}"


def test_a_workbook_opens(client):
    content = report(client, "ratio", format="xlsx").content
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == ["Báo cáo", "Giải thích"]


def test_without_libreoffice_the_reason_is_told(client, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    answer = report(client, "ratio", format="pdf")
    assert answer.status_code == 501
    assert "LibreOffice" in answer.json()["reason"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"from": "mai"}, "from: phải là ngày"),
        ({"from": "2026-12-01"}, "trước ngày đầu kỳ"),
        ({"unit": "H77"}, "không có đơn vị"),
        ({"format": "doc"}, "không có định dạng"),
        ({"step": "week"}, "không có cách chia kỳ"),
        ({"of": "all"}, "không có con số"),
        ({"places": "9"}, "places: giá trị"),
        ({"limit": "9"}, "limit: không có tham số"),
    ],
)
def test_a_wrong_question_is_told_in_vietnamese(client, more, words):
    answer = report(client, "ratio", **more)
    assert answer.status_code == 422
    assert words in answer.json()["reason"]


def test_a_question_without_a_period_is_told(client):
    assert "from: thiếu" in client.get("/api/reports/ratio").json()["reason"]


def test_an_unknown_report_is_not_found(client):
    assert report(client, "nothing").status_code == 404
