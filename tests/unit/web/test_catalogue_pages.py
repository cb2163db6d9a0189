"""The catalogue edited on the page: changes are shown first, wrong rows are named, nothing is lost."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from catalogue.written import Section
from storage.access import Reach, UserRole
from storage.audit_log import AuditAction, Wanted, entries
from storage.catalogue_versions import newest_version
from storage.database import reading, writing
from storage.recount import note_catalogue, recount_waiting
from storage.tables import dossiers, marks
from tests.entered import words_of
from tests.filled import NOW
from web.catalogue_form import INNER_NAME, opened

CODE = "1.001193"  # the procedure of every dossier of the filled database
EDIT = "/quan-tri/danh-muc/sua/{}"
BOOK = "/quan-tri/danh-muc/tep.xlsx"


@pytest.fixture
def admin(office):
    return office.enter(UserRole.ADMINISTRATOR)


def site(office):
    return office.app.state.site


def form_of(office, table, section, code="", first=None, **changes):
    """Return what the browser sends of a form whose boxes somebody changed."""
    form = opened(site(office).in_force.now(), section, code, first)
    assert form is not None
    sent = {
        "ma": code,
        "goc": str(form.base),
        "cach": str(form.how),
        "ban": first.isoformat() if first else "",
    }
    sent |= {key: value.split(";") if key == "roles" else value for key, value in form.boxes.items()}
    if form.inner:
        for column in form.inner.own:
            sent[INNER_NAME + column.key] = [row.get(column.key, "") for row in form.rows]
    return sent | changes


def take(office, admin, answer, note="thử"):
    assert answer.status_code == 303, words_of(answer)
    shown = admin.get(answer.headers["location"])
    assert shown.status_code == 200
    taken = admin.post(answer.headers["location"] + "/nhan", data={"ghi_chu": note})
    site(office).in_force.ask_again()
    return shown, taken


def count_all(office):
    with writing(office.engine) as c:
        note_catalogue(c, site(office).catalogue)
        while recount_waiting(c, site(office).catalogue, NOW):
            pass


def waiting(office):
    with reading(office.engine) as c:
        return c.scalar(select(func.count()).where(dossiers.c.computed_at.is_(None)))


def test_a_new_version_holds_from_its_day_and_the_old_one_before(office, admin):
    count_all(office)
    sent = form_of(
        office, "thu-tuc", Section.PROCEDURES, CODE, tu_ngay="2026-11-10", name="Đăng ký khai sinh mới"
    )
    sent[INNER_NAME + "title"][0] = "Tờ khai theo mẫu mới"
    shown, taken = take(office, admin, admin.post(EDIT.format("thu-tuc"), data=sent))
    assert "từ 10/11/2026" in words_of(shown)
    assert shown.context["looked"].dossiers == taken_dossiers(office) > 0
    assert taken.headers["location"].startswith("/quan-tri/danh-muc/ban?xong=1&")
    catalogue = site(office).catalogue
    old, new = catalogue.procedure(CODE, date(2026, 11, 9)), catalogue.procedure(CODE, date(2026, 11, 10))
    assert (old.name, new.name) == (
        "Thủ tục đăng ký khai sinh",
        "Đăng ký khai sinh mới",
    ) or old.name != new.name
    assert new.requirements[0].title == "Tờ khai theo mẫu mới"
    assert old.valid_to == date(2026, 11, 9)
    assert waiting(office) == 0, "few dossiers are counted at once"


def taken_dossiers(office):
    with reading(office.engine) as c:
        return c.scalar(select(func.count()).where(dossiers.c.received_on >= date(2026, 11, 10)))


def test_only_the_dossiers_that_are_touched_are_counted_anew(office, admin):
    count_all(office)
    with reading(office.engine) as c:
        before = dict(c.execute(select(dossiers.c.code, dossiers.c.computed_at)).all())
        mark = c.scalar(select(marks.c.value).where(marks.c.name == "catalogue"))
    office.later(hours=1)
    sent = form_of(office, "thu-tuc", Section.PROCEDURES, CODE, tu_ngay="2026-11-10")
    sent[INNER_NAME + "title"][0] = "Tờ khai theo mẫu mới"
    take(office, admin, admin.post(EDIT.format("thu-tuc"), data=sent))
    with reading(office.engine) as c:
        after = c.execute(select(dossiers.c.code, dossiers.c.computed_at, dossiers.c.received_on)).all()
        assert c.scalar(select(marks.c.value).where(marks.c.name == "catalogue")) != mark
    for code, computed, received in after:
        assert (computed != before[code]) == (received >= date(2026, 11, 10)), code
    with writing(office.engine) as c:
        assert not note_catalogue(c, site(office).catalogue), "the scheduler has nothing left to note"


def test_a_wrong_row_is_named_and_what_was_written_stays(office, admin):
    sent = form_of(office, "thu-tuc", Section.PROCEDURES, CODE, tu_ngay="2026-12-01", name="Tên mới")
    sent[INNER_NAME + "types"][0] = "khong_co_loai_nay"
    answer = admin.post(EDIT.format("thu-tuc"), data=sent)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.wrong == {0}
    assert "không có loại giấy tờ 'khong_co_loai_nay'" in form.problems[0]
    assert "Loại giấy tờ" in form.problems[0]
    assert form.boxes["name"] == "Tên mới"
    assert 'value="Tên mới"' in answer.text
    with reading(office.engine) as c:
        assert newest_version(c) == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Tên thủ tục: không được để trống"),
        ({"level": "x"}, "không phải một trong: cấp tỉnh"),
        ({"results": "to_khai_khai_sinh"}, "không có vai trò “kết quả giải quyết”"),
        ({"tu_ngay": ""}, "Từ ngày: hãy chọn ngày"),
        ({"cach": "dinh-chinh", "valid_from": "2026-01-02", "valid_to": "2026-01-01"}, "trước “Từ ngày”"),
        ({"cach": "xoa"}, "còn 24 hồ sơ"),
        ({"ma": "9.999999"}, "không còn bản này"),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_the_page(office, admin, changes, said):
    sent = form_of(office, "thu-tuc", Section.PROCEDURES, CODE, tu_ngay="2026-12-01")
    answer = admin.post(EDIT.format("thu-tuc"), data=sent | changes)
    assert answer.status_code == 422
    assert said in " ".join(answer.context["form"].problems)


def test_a_type_is_corrected_and_its_fields_stay(office, admin):
    before = site(office).catalogue.types["cccd"]
    sent = form_of(office, "loai-giay-to", Section.TYPES, "cccd", anchors="CĂN CƯỚC\nIdentity Card")
    take(office, admin, admin.post(EDIT.format("loai-giay-to"), data=sent))
    after = site(office).catalogue.types["cccd"]
    assert after.anchors == ("CĂN CƯỚC", "Identity Card")
    assert (after.fields, after.roles, after.titles) == (before.fields, before.roles, before.titles)


def test_a_target_of_one_unit_stands_before_that_of_its_kind(office, admin):
    sent = {"unit": "H99.101", "complete": "97,5", "results": "100%", "plan": "Kế hoạch số 15/KH-UBND"}
    sent |= {"valid_from": "2026-01-01", "valid_to": "2026-12-31", "goc": "0"}
    take(office, admin, admin.post(EDIT.format("chi-tieu"), data=sent))
    found = admin.get("/quan-tri/chi-tieu?nam=2026")
    assert "97,50 %" in words_of(found) or "97,5" in words_of(found)
    assert "15/KH-UBND" in words_of(found)
    assert "15/KH-UBND" not in words_of(admin.get("/quan-tri/chi-tieu?nam=2027"))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"complete": "97"}, "Đầu ra (%): không được để trống"),
        ({"complete": "97", "results": "1", "plan": "x"}, "cần hoặc nhóm đơn vị, hoặc một đơn vị"),
        ({"complete": "một", "results": "1", "plan": "x", "kind": "commune"}, "không phải số phần trăm"),
        ({"complete": "970", "results": "1", "plan": "x", "kind": "commune"}, "0 đến 100"),
        ({"complete": "97", "results": "1", "plan": "x", "unit": "H99.999"}, "không có đơn vị"),
        ({"complete": "97", "results": "1", "plan": "x", "kind": "commune"}, "chồng lên bản trước"),
    ],
)
def test_a_wrong_target_is_told(office, admin, sent, said):
    answer = admin.post(EDIT.format("chi-tieu"), data=sent | {"goc": "0"})
    assert answer.status_code == 422
    assert said in " ".join(answer.context["form"].problems)


def changed_book(admin, sheet, cell, value):
    book = load_workbook(BytesIO(admin.get(BOOK).content))
    book[sheet][cell] = value
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def hand_in(admin, content, name="danh-muc.xlsx"):
    return admin.post("/quan-tri/danh-muc/tep", files={"tep": (name, content)})


def test_a_workbook_changes_what_was_changed_in_it_and_nothing_else(office, admin):
    unchanged = hand_in(admin, admin.get(BOOK).content)
    assert unchanged.status_code == 422
    assert "Không có gì thay đổi" in words_of(unchanged)
    shown, _ = take(office, admin, hand_in(admin, changed_book(admin, "Điều kiện", "B2", "có người đi thay")))
    (difference,) = shown.context["looked"].differences
    assert (difference.table, difference.cells[0].after) == ("Điều kiện", "có người đi thay")
    assert "có người đi thay" in site(office).catalogue.conditions.values()
    with reading(office.engine) as c:
        (line,) = entries(c, Reach(None), Wanted(action=AuditAction.CATALOGUE_CHANGED))
    assert (line.subject, line.detail["so_muc"]) == ("catalogue:1", 1)


def test_wrong_rows_of_a_workbook_are_named_by_sheet_and_line(admin):
    answer = hand_in(admin, changed_book(admin, "Thành phần hồ sơ", "E3", "tùy hứng"))
    assert answer.status_code == 422
    (problem,) = answer.context["problems"]
    assert problem.startswith("Thành phần hồ sơ, dòng 3, Quy tắc: “tùy hứng” không phải một trong: bắt buộc")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không phải tệp Excel"),
        (b"<html>", "không phải tệp Excel"),
        (b"PK\x03\x04 broken", "hỏng"),
    ],
)
def test_what_is_no_workbook_is_told(admin, content, said):
    answer = hand_in(admin, content)
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert admin.post("/quan-tri/danh-muc/tep").status_code == 422


def test_going_back_makes_a_version_and_loses_none(office, admin):
    words = dict(site(office).catalogue.conditions)
    code = next(iter(words))
    sent = form_of(office, "dieu-kien", Section.CONDITIONS, code, words="điều kiện khác")
    take(office, admin, admin.post(EDIT.format("dieu-kien"), data=sent))
    assert site(office).catalogue.conditions[code] == "điều kiện khác"
    take(office, admin, admin.post("/quan-tri/danh-muc/ban/0/quay-lai"))
    assert site(office).catalogue.conditions == words
    take(office, admin, admin.post("/quan-tri/danh-muc/ban/1/quay-lai"))
    assert site(office).catalogue.conditions[code] == "điều kiện khác"
    listed = admin.get("/quan-tri/danh-muc/ban")
    assert [each.version for each in listed.context["versions"]] == [3, 2, 1]
    assert admin.post("/quan-tri/danh-muc/ban/7/quay-lai").status_code == 404


def test_who_comes_second_sees_that_somebody_was_faster(office, admin):
    code = next(iter(site(office).catalogue.conditions))
    mine = form_of(office, "dieu-kien", Section.CONDITIONS, code, words="của tôi")
    theirs = form_of(office, "dieu-kien", Section.CONDITIONS, code, words="của họ")
    proposed = admin.post(EDIT.format("dieu-kien"), data=mine)
    take(office, admin, admin.post(EDIT.format("dieu-kien"), data=theirs))
    late = admin.post(proposed.headers["location"] + "/nhan", data={})
    assert late.status_code == 409
    assert "đã được" in words_of(late)
    again = admin.post(EDIT.format("dieu-kien"), data=mine)
    assert again.status_code == 409
    assert again.context["form"].boxes["words"] == "của tôi"
    assert site(office).catalogue.conditions[code] == "của họ"


def test_a_proposal_may_be_left(office, admin):
    code = next(iter(site(office).catalogue.conditions))
    answer = admin.post(
        EDIT.format("dieu-kien"), data=form_of(office, "dieu-kien", Section.CONDITIONS, code, words="khác")
    )
    place = answer.headers["location"]
    assert admin.post(place + "/bo").status_code == 303
    assert admin.get(place).status_code == 404
    assert admin.post(place + "/nhan").status_code == 404


def test_only_who_reaches_everything_may_change_it(office):
    near = office.enter(UserRole.ADMINISTRATOR, unit="H99.101")
    assert near.get("/quan-tri/danh-muc").status_code == 200
    assert "Thêm thủ tục" not in near.get("/quan-tri/danh-muc").text
    for path in ("/quan-tri/danh-muc/sua/thu-tuc", "/quan-tri/danh-muc/nhap"):
        assert near.get(path).status_code == 403
    assert near.post("/quan-tri/danh-muc/ban/0/quay-lai").status_code == 403


@pytest.mark.parametrize("table", ["loai-giay-to", "dieu-kien", "don-vi", "chi-tieu", "thu-tuc"])
def test_every_table_is_shown_and_each_of_its_entries_opens(office, admin, table):
    shown = admin.get(f"/quan-tri/danh-muc/bang/{table}")
    assert shown.status_code == 200
    for row in shown.context["rows"][:5]:
        first = row.entry.raw.get("valid_from")
        asked = {"ma": row.entry.code} | ({"ban": first.isoformat()} if first else {})
        assert admin.get(EDIT.format(table), params=asked).status_code == 200
    assert admin.get(EDIT.format(table)).status_code == 200
    assert admin.get(EDIT.format(table), params={"ma": "khong-co"}).status_code == 404
    assert not admin.get(f"/quan-tri/danh-muc/bang/{table}?tim=zzzzzz").context["rows"]
