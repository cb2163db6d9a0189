import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from reports import REPORTS
from reports.formats import FORMATS
from storage.access import Act, Reach
from storage.audit_log import Wanted, entries
from storage.database import reading
from tests.entered import Office
from tests.filled import filled_settings

PERIOD = {"from": "2026-11-01", "to": "2026-11-30"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    office = Office(filled_settings(tmp_path_factory.mktemp("figures")))
    yield office.program(Act.SEE_FIGURES, Act.EXPORT)
    office.engine.dispose()


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


def test_files_are_exports_for_those_who_may_and_noted(office):
    viewer, officer = office.program(Act.SEE_FIGURES), office.program(Act.SEE_FIGURES, Act.EXPORT)
    assert report(viewer, "ratio").status_code == 200
    assert report(viewer, "ratio", format="csv").status_code == 403
    assert report(officer, "ratio", format="csv").status_code == 200
    with reading(office.engine) as c:
        noted = entries(c, Reach(None), Wanted(action="exported"))
    assert [one.subject for one in noted] == ["report:ratio"]


def test_a_unit_sees_its_own_figures_only(office):
    clerk = office.program(Act.SEE_FIGURES, unit="H99.101")
    table = report(clerk, "digitisation").json()
    everybody = report(office.program(Act.SEE_FIGURES), "digitisation").json()
    assert table["unit"] == "H99.101"
    assert 0 < table["total"]["received"] < everybody["total"]["received"]
    assert report(clerk, "digitisation", unit="H99.102").status_code == 422
