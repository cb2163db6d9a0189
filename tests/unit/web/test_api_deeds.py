"""What programs do by the API is what people do on the pages: the same rows, log and refusals."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select, update

from storage.access import ACTS, Act, Reach, UserRole
from storage.audit_log import AuditAction, Wanted, entries
from storage.database import reading, writing
from storage.facts import stated_facts
from storage.tables import dossiers
from tests.filled import PERSONAL_NUMBER
from web.tokens import PURPOSES

CODE = "H99.101-261102-0000"


@pytest.fixture
def manager(office):
    return office.program(*ACTS[UserRole.ADMINISTRATOR])


def logged(office, action):
    with reading(office.engine) as c:
        return entries(c, Reach(None), Wanted(action=action))


def test_an_account_is_made_changed_and_shut(office):
    manager = office.program(*Act)
    asked = {"name": "Minh", "full_name": " Trần  Minh ", "roles": ["clerk"], "unit": "H99.101"}
    made = manager.post("/api/accounts", json=asked)
    assert made.status_code == 201
    assert made.json()["account"]["full_name"] == "Trần Minh"
    assert made.json()["account"]["must_change"]
    assert len(made.json()["password"]) > 15
    assert manager.post("/api/accounts", json=asked).status_code == 422
    changed = manager.put("/api/accounts/minh", json={"roles": ["officer"], "unit": "H99.102"})
    assert (changed.json()["roles"], changed.json()["unit"]) == (["officer"], "H99.102")
    assert manager.post("/api/accounts/minh/disable").json()["disabled_at"]
    assert manager.post("/api/accounts/minh/enable").json()["disabled_at"] is None
    assert manager.post("/api/accounts/minh/password").json()["password"]
    assert [each["name"] for each in manager.get("/api/accounts").json()] == ["minh"]
    (line,) = logged(office, AuditAction.ACCOUNT_ADDED)
    assert line.actor.startswith("token:")


def test_a_program_makes_raises_and_enters_no_account_that_may_more_than_it(office, manager):
    asked = {"name": "an", "roles": ["administrator"]}
    assert manager.post("/api/accounts", json=asked).status_code == 201
    refused = manager.post("/api/accounts", json={"name": "binh", "roles": ["clerk"]})
    assert refused.status_code == 422
    assert "chính khóa đó có" in refused.json()["reason"]
    assert manager.put("/api/accounts/an", json={"roles": ["administrator", "clerk"]}).status_code == 422
    office.account(UserRole.LEAD, name="chi")
    for deed in ("password", "disable", "enable"):
        assert manager.post(f"/api/accounts/chi/{deed}").status_code == 422
    assert manager.put("/api/accounts/chi", json={"roles": ["administrator"]}).status_code == 422
    assert office.program(Act.MANAGE_ACCOUNTS).post("/api/accounts", json=asked).status_code == 422
    assert {each["name"] for each in manager.get("/api/accounts").json()} == {"an", "chi"}


def test_a_program_gives_no_right_that_it_has_not(office, manager):
    refused = manager.post("/api/tokens", json={"name": "x", "acts": ["review"]})
    assert refused.status_code == 422
    assert "chính khóa đó có" in refused.json()["reason"]
    made = manager.post("/api/tokens", json={"name": "y", "acts": ["see_status"], "station": "tram-101"})
    assert made.status_code == 201
    assert made.json()["key"].startswith("sohoa_")
    listed = {each["name"]: each for each in manager.get("/api/tokens").json()}
    assert (listed["y"]["station"], "key" in listed["y"]) == ("tram-101", False)
    assert manager.post("/api/tokens/y/revoke").status_code == 204
    assert manager.post("/api/tokens/y/revoke").status_code == 404


def test_a_token_of_a_station_reaches_that_station_alone(office):
    program = office.program(Act.SEE_STATIONS, Act.REVIEW, station="tram-104")
    assert {each["station"] for each in program.get("/api/scans").json()["scans"]} == {"tram-104"}
    everything = office.program(Act.REVIEW).get("/api/review").json()
    mine = program.get("/api/review").json()
    assert 0 < len(mine) < len(everything)
    foreign = next(each["id"] for each in everything if each["id"] not in {one["id"] for one in mine})
    assert program.post(f"/api/review/{foreign}/take").status_code == 404


def test_a_station_is_given_to_a_unit(office, manager):
    put = manager.put("/api/stations/quay-9", json={"unit": "H99.101", "note": "máy mới"})
    assert (put.json()["unit"], put.json()["closed"]) == ("H99.101", False)
    near = office.program(Act.MANAGE_STATIONS, unit="H99.102")
    assert near.put("/api/stations/quay-9", json={"unit": "H99.102"}).status_code == 404
    assert near.put("/api/stations/quay-8", json={"unit": "H99.101"}).status_code == 404
    assert manager.put("/api/stations/..", json={}).status_code in {404, 405, 422}
    assert manager.put("/api/stations/a|b", json={}).status_code == 422


def test_covers_are_handed_out(office):
    program = office.program(Act.UPLOAD)
    made = program.post("/api/stations/covers", json={"codes": [CODE]})
    assert made.headers["content-type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")
    assert program.post("/api/stations/covers", json={"codes": ["abc"]}).status_code == 422
    assert program.post("/api/stations/covers", json={"codes": []}).status_code == 422


def test_a_condition_of_a_dossier_is_stated_and_left_again(office):
    program = office.program(Act.SEE_DOSSIERS, Act.CHANGE_DOSSIERS)
    before = program.get(f"/api/dossiers/{CODE}").json()
    name = before["conditions"][0]["condition"]
    after = program.post(f"/api/dossiers/{CODE}/conditions", json={"condition": name, "holds": True}).json()
    assert {each["condition"]: each["holds"] for each in after["conditions"]}[name]
    with reading(office.engine) as c:
        assert len(stated_facts(c, [CODE])[CODE]) == 1
    program.post(f"/api/dossiers/{CODE}/conditions", json={"condition": name})
    with reading(office.engine) as c:
        assert not stated_facts(c, [CODE]).get(CODE)
    wrong = program.post(f"/api/dossiers/{CODE}/conditions", json={"condition": "khong_co", "holds": True})
    assert wrong.status_code == 422
    assert program.post(f"/api/dossiers/{CODE}/papers", json={"scan": 1, "type": "x"}).status_code in {
        404,
        422,
    }
    assert program.post(f"/api/dossiers/{CODE}/undo", json={"decision": 99}).status_code == 404


def test_dossiers_are_listed_page_by_page(office):
    program = office.program(Act.SEE_DOSSIERS)
    first = program.get("/api/dossiers", params={"limit": 20}).json()
    rest = program.get("/api/dossiers", params={"limit": 20, "after": first["next"]}).json()
    assert rest["next"] is None
    seen = [each["code"] for each in (*first["dossiers"], *rest["dossiers"])]
    assert len(seen) == len(set(seen)) == 24
    near = office.program(Act.SEE_DOSSIERS, unit="H99.101").get("/api/dossiers").json()["dossiers"]
    assert {each["unit"] for each in near} == {"H99.101"}


def test_a_scan_is_taken_decided_upon_and_put_down(office):
    program = office.program(Act.REVIEW)
    scan = program.get("/api/review").json()[0]["id"]
    taken = program.post(f"/api/review/{scan}/take").json()
    assert taken["mine"]
    said = {"version": taken["version"], "kind": "blank", "value": True, "page": 1}
    late = program.post(f"/api/review/{scan}/decisions", json=said | {"version": taken["version"] + 5})
    assert late.status_code == 409
    assert program.post(f"/api/review/{scan}/decisions", json=said | {"value": "có"}).status_code == 422
    other = office.program(Act.REVIEW, Act.SEARCH)
    assert other.post(f"/api/review/{scan}/keep").status_code == 409
    assert program.post(f"/api/review/{scan}/keep").status_code == 204
    assert program.post(f"/api/review/{scan}/put-down").status_code == 204
    assert other.post(f"/api/review/{scan}/take").json()["mine"]


def test_lists_mask_personal_numbers(office):
    program = office.program(Act.REVIEW, Act.SEE_STATIONS)
    assert PERSONAL_NUMBER not in program.get("/api/review", params={"limit": 500}).text
    assert PERSONAL_NUMBER not in program.get("/api/scans", params={"limit": 500}).text


def test_a_search_is_noted_and_exported_masked(office):
    program = office.program(Act.SEARCH, Act.EXPORT)
    assert program.post("/api/search", json={"words": "giấy khai sinh"}).json() == {"hits": [], "next": None}
    assert logged(office, AuditAction.SEARCHED)[0].detail == {"tim": "giấy khai sinh"}
    made = program.post("/api/search/export", json={"words": PERSONAL_NUMBER, "format": "csv"})
    assert made.headers["content-type"].startswith("text/csv")
    assert PERSONAL_NUMBER not in made.text
    assert PERSONAL_NUMBER not in str(logged(office, AuditAction.EXPORTED)[0].detail)


def test_the_catalogue_is_changed_looked_at_and_gone_back(office, manager):
    target = {
        "unit": "H99.101",
        "complete": 97.5,
        "results": 100,
        "plan": "số 1/KH",
        "valid_from": "2027-01-01",
    }
    place = "/api/catalogue/targets/H99.101"
    looked = manager.put(place, json={"entries": [target], "base": 0, "dry_run": True}).json()
    assert (looked["count"], looked["problems"]) == (1, [])
    assert manager.get(place).status_code == 404
    said: dict[str, object] = {"entries": [target], "note": "kế hoạch"}
    assert manager.put(place, json=said).status_code == 422  # made to which version?
    assert manager.put(place, json={**said, "base": 0}).status_code == 200
    assert manager.get(place).json()["entries"] == [target]
    later = target | {"complete": 99}
    dated = {"entries": [later], "base": 1, "from_day": "2028-01-01"}
    assert manager.put(place, json=dated).status_code == 200
    kept = manager.get(place).json()
    assert [each.get("valid_to") for each in kept["entries"]] == ["2027-12-31", None]
    assert kept["version"] == 2
    assert manager.put(place, json={"entries": [later], "base": 1}).status_code == 409
    for wrong in ({"complete": 970}, {"unit": "H99.102"}):
        assert manager.put(place, json={"entries": [later | wrong], "base": 2}).status_code == 422
    assert manager.post("/api/catalogue/versions/0/back").json()["version"]["version"] == 3
    assert manager.get(place).status_code == 404
    assert [each["version"] for each in manager.get("/api/catalogue/versions").json()] == [3, 2, 1]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-1e999", "1e400"])
def test_numbers_that_are_none_are_refused(manager, value):
    entry = f'{{"kind": "commune", "complete": {value}, "results": 1, "plan": "x"}}'
    body = f'{{"base": 0, "entries": [{entry}]}}'
    headers = {"Content-Type": "application/json"}
    answer = manager.put("/api/catalogue/targets/commune", content=body, headers=headers)
    assert answer.status_code == 422


def test_a_workbook_is_proposed_and_taken(office, manager):
    book = load_workbook(BytesIO(manager.get("/api/catalogue/workbook").content))
    book["Điều kiện"]["B2"] = "có người đi thay"
    changed = BytesIO()
    book.save(changed)
    number = manager.post("/api/catalogue/proposals", content=changed.getvalue()).json()["number"]
    shown = manager.get(f"/api/catalogue/proposals/{number}").json()["looked"]
    assert [each["table"] for each in shown["differences"]] == ["Điều kiện"]
    assert manager.post(f"/api/catalogue/proposals/{number}/take", json={"note": "vì"}).status_code == 201
    assert manager.get(f"/api/catalogue/proposals/{number}").status_code == 404
    assert manager.get("/api/catalogue").json()["version"] == 1
    assert manager.post("/api/catalogue/proposals", content=b"nothing").status_code == 422


def test_the_audit_log_and_its_chain_are_told(office, manager):
    manager.post("/api/accounts", json={"name": "hoa", "roles": ["administrator"]})
    lines = manager.get("/api/audit-log", params={"limit": 5}).json()
    assert {"account_added", "audit_log_seen"} <= {each["action"] for each in lines}
    verdict = manager.post("/api/audit-log/verify").json()
    assert (verdict["intact"], verdict["broken_at"]) == (True, None)


def test_health_is_told(office, manager, monkeypatch):
    monkeypatch.setattr("web.checkup._ask", lambda _: ())
    assert manager.get("/api/health").json()["findings"] == []


def test_the_purposes_of_tokens_are_rights_that_exist():
    assert PURPOSES["clerk"][1] == ACTS[UserRole.CLERK]
    assert PURPOSES["administration"][1] == ACTS[UserRole.ADMINISTRATOR]


def test_a_procedure_with_dossiers_is_not_lost_by_going_back(office, manager):
    entries_now = manager.get("/api/catalogue/procedures/1.001193").json()["entries"]
    new = [each | {"code": "9.001193"} for each in entries_now]
    said = {"entries": new, "base": 0}
    assert manager.put("/api/catalogue/procedures/9.001193", json=said).status_code == 200
    with writing(office.engine) as c:
        c.execute(update(dossiers).where(dossiers.c.code == CODE).values(procedure="9.001193"))
    refused = manager.post("/api/catalogue/versions/0/back")
    assert refused.status_code == 422
    assert "còn 1 hồ sơ" in refused.json()["reason"]
    assert manager.get("/api/catalogue").json()["version"] == 1
    with writing(office.engine) as c:
        c.execute(update(dossiers).where(dossiers.c.code == CODE).values(procedure="1.001193"))
    assert manager.post("/api/catalogue/versions/0/back").status_code == 201


def test_a_dated_version_stays_while_dossiers_of_its_days_have_no_other(office, manager):
    place = "/api/catalogue/procedures/1.001193"
    (old,) = manager.get(place).json()["entries"]
    said = {"entries": [old], "from_day": "2026-11-10", "base": 0}
    assert manager.put(place, json=said).status_code == 200
    before, after = manager.get(place).json()["entries"]
    with reading(office.engine) as c:
        early = c.scalar(select(func.count()).where(dossiers.c.received_on < date(2026, 11, 10)))
    refused = manager.put(place, json={"entries": [after], "base": 1})
    assert refused.status_code == 422
    assert f"còn {early} hồ sơ" in refused.json()["reason"]
    ends = before | {"valid_to": "2026-11-01"}
    assert manager.put(place, json={"entries": [ends, after], "base": 1}).status_code == 422
    whole = after | {"valid_from": before.get("valid_from", "1900-01-01")}
    assert manager.put(place, json={"entries": [whole], "base": 1}).status_code == 200
