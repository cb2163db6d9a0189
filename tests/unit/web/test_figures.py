import html
import io
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from reports import REPORTS
from reports.formats import FORMATS
from storage.access import Act, Reach, UserRole
from storage.audit_log import AuditAction, Wanted, entries
from storage.database import reading
from tests.entered import Office
from tests.filled import filled_settings
from web.api.figures import LISTS
from web.limits import Limit

PERIOD = {"from": "2026-11-01", "to": "2026-11-30"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """An office whose data no test of this module changes."""
    made = Office(filled_settings(tmp_path_factory.mktemp("figures")))
    made.app.state.site.limits.limit_of = lambda _: Limit(10**6, timedelta(days=1))
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def client(shared):
    return shared.enter(UserRole.OFFICER)


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
    for name in ("digitisation", "handling", "handling-by-sector", "trend", "backlog", "reminders", "funnel"):
        for row in report(client, name).json()["rows"]:
            for key, link in row["links"].items():
                answer = client.get(link)
                if (name, key) == ("reminders", "papers") or isinstance(row[key], str):
                    assert answer.status_code == 200  # papers are counted, their dossiers listed; a forecast
                else:
                    assert len(answer.json()["rows"]) == row[key], (name, key)


def pages_of(client, name):
    """Every page that a report as HTML leads to."""
    content = report(client, name, format="html").text
    found = re.findall(r'<a href="(http://[^"]+)"', content)
    return [html.unescape(address).removeprefix("http://testserver") for address in found]


@pytest.mark.parametrize("name", ["ratio", "funnel", "backlog", "stations", "quality", "clerks", "missing"])
def test_every_link_of_a_report_opens_a_page(client, name):
    found = pages_of(client, name)
    assert found or name == "clerks"
    for address in dict.fromkeys(found[:12]):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "<table" in answer.text or "Không có" in answer.text


def test_the_pace_of_a_campaign_opens_what_was_done_on_those_days(client):
    asked = {**PERIOD, "of": "campaign_done", "done_from": "2026-10-24", "done_to": "2026-11-20"}
    page = client.get("/so-lieu/ho-so", params=asked).text
    assert "số hóa xong từ 24/10/2026 đến 20/11/2026" in page
    notes = report(client, "dossiers", of="campaign_done", done_to="2026-11-20").json()["notes"]
    assert "Chỉ gồm hồ sơ số hóa xong từ ngày 01/01/1900 đến ngày 20/11/2026." in notes


def test_a_page_of_one_kind_lists_no_other(client):
    for page, of in (("ho-so", "files"), ("tep", "received"), ("viec", "received")):
        assert client.get(f"/so-lieu/{page}", params={**PERIOD, "of": of}).status_code == 404


def test_the_bars_of_the_figures_open_lists(client):
    page = client.get("/so-lieu", params={"tu": PERIOD["from"], "den": PERIOD["to"]}).text
    assert 'href="/so-lieu/tep?of=file_scanned' in page
    assert 'href="/so-lieu/ho-so?of=lacking' in page


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
        ({"from": "0001-01-01"}, "phải nằm từ 01/01/1900"),
        ({"to": "9999-12-31"}, "đến 31/12/2099"),
        ({"format": "doc"}, "không có định dạng"),
        ({"step": "week"}, "không có cách chia kỳ"),
        ({"of": "all"}, "không có con số"),
        ({"done_from": "2026-11-02", "done_to": "2026-11-01"}, "done_to trước ngày done_from"),
        ({"done_to": "9999-12-31"}, "đến 31/12/2099"),
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


def test_a_unit_that_is_not_there_or_out_of_reach_is_not_found(shared, client):
    for who, unit in ((client, "H77"), (shared.enter(UserRole.OFFICER, unit="H99.101"), "H99.102")):
        answer = report(who, "ratio", unit=unit)
        assert answer.status_code == 404
        assert "phạm vi" in answer.json()["reason"]


def test_somebody_of_a_unit_sees_that_unit_only(shared):
    officer = shared.enter(UserRole.OFFICER, unit="H99.101")
    content = report(officer, "ratio").json()
    assert content["unit"] == "H99.101"
    assert content["total"]["received"] == 6
    everything = report(officer, "dossiers", of="received").json()["rows"]
    assert {row["unit"] for row in everything} == {"H99.101"}


def test_files_behind_a_number_are_those_within_reach(shared, client):
    officer = shared.enter(UserRole.OFFICER, unit="H99.101")
    everything = report(client, "files").json()["rows"]
    mine = report(officer, "files").json()["rows"]
    assert mine
    assert {row["dossier"][:7] for row in mine} == {"H99.101"}
    assert len(mine) < len(everything)
    for address in ("files", "deeds"):  # a station or an account in the question opens nothing more
        rows = report(officer, address, station="*", account="*").json()["rows"]
        assert {row.get("dossier", "")[:7] for row in rows} <= {"H99.101", ""}
    assert report(officer, "files", unit="H99.102").status_code == 404


def test_a_station_sees_no_figures(shared):
    assert report(shared.enter(UserRole.STATION, station="tram-101"), "ratio").status_code == 403


def test_figures_alone_open_no_list_and_no_file(shared):
    program = shared.program(Act.SEE_FIGURES)
    assert report(program, "ratio").status_code == 200
    assert report(program, "ratio", format="xlsx").status_code == 403
    assert {name for name in REPORTS if report(program, name).status_code == 403} == LISTS
    assert LISTS.isdisjoint(entry["name"] for entry in program.get("/api/reports").json())


def test_what_is_taken_away_is_noted(shared):
    report(shared.enter(UserRole.OFFICER, name="mai"), "handling", format="csv", unit="H99")
    with reading(shared.engine) as c:
        (entry, *_) = entries(c, Reach(None), Wanted(actor="mai", action=AuditAction.EXPORTED))
    assert (entry.subject, entry.unit) == ("report:handling.csv", "H99")
    assert entry.detail == {"from": "2026-11-01", "to": "2026-11-30"}


def test_nobody_exports_without_end(tmp_path):
    office = Office(filled_settings(tmp_path))
    client = office.enter(UserRole.OFFICER)
    answers = [report(client, "ratio", format="csv").status_code for _ in range(31)]
    assert answers[-2:] == [200, 429]
    office.engine.dispose()
