import pytest

from pipeline.flaws import FLAWS
from pipeline.model import PageReading, Part, Remark, Stack
from pipeline.verdict import ACCEPTED, SURE, hint, judge, with_alarms, with_flaws

SURELY = Part((1,), "cccd", 0.95)
UNSURELY = Part((2, 3), "giay_khai_sinh", SURE - 0.01)
UNKNOWN = Part((4,), None, 0.3)


@pytest.mark.parametrize(
    ("parts", "known", "state", "code"),
    [
        ([SURELY], True, "accepted", None),
        ([Part((1,), "cccd", SURE)], True, "accepted", None),
        ([SURELY], False, "review", "unassigned"),
        ([SURELY, UNSURELY], True, "review", "unsure_type"),
        ([SURELY, UNSURELY, UNKNOWN], True, "review", "unknown_type"),
        ([UNKNOWN], False, "review", "unassigned"),
        ([], True, "review", "no_content"),
        ([], False, "review", "no_content"),
    ],
)
def test_state_and_reason_code(parts, known, state, code):
    verdict = judge(parts, unassigned=[] if known else parts)
    assert (verdict.state, verdict.reason_code) == (state, code)
    assert (verdict.reason is None) == (state == "accepted")


def test_the_reason_names_the_pages_and_what_to_do():
    verdict = judge([SURELY, UNSURELY, Part((5,), "cccd", 0.6)])
    assert verdict.reason == "Chưa chắc loại giấy tờ ở trang 2–3, 5. Hãy xác nhận hoặc chọn loại khác."


def page(number, *flaws):
    return PageReading(number, 1654, 2339, 200, 0, 0.0, blank=False, text="", flaws=flaws)


def test_good_pages_change_no_verdict():
    for verdict in (ACCEPTED, judge([])):
        assert with_flaws(verdict, [page(1), page(2)]) is verdict


def test_an_accepted_file_with_a_flaw_stays_accepted_and_tells_it():
    verdict = with_flaws(ACCEPTED, [page(1), page(2, "blurred")])
    assert (verdict.state, verdict.reason_code) == ("accepted", "poor_quality")
    assert verdict.reason == "Trang 2: Ảnh bị mờ, chữ nhòe. Hãy lau mặt kính, giữ giấy nằm yên và quét lại."


@pytest.mark.parametrize(("parts", "known"), [([], True), ([SURELY], False), ([UNKNOWN], True)])
def test_where_a_clerk_must_look_the_flaw_is_told_first(parts, known):
    before = judge(parts, unassigned=[] if known else parts)
    verdict = with_flaws(before, [page(1, "too_dark")])
    assert (verdict.state, verdict.reason_code) == ("review", "poor_quality")
    assert verdict.reason == f"Trang 1: {FLAWS['too_dark']} {before.reason}"


def test_the_hint_names_the_pages_of_each_flaw_once_and_each_page_by_its_worst():
    pages = [page(n, "faded", "cut_off") for n in (1, 2, 3, 7)] + [page(8, "cut_off"), page(9)]
    assert hint(pages) == f"Trang 1–3, 7: {FLAWS['faded']} Trang 8: {FLAWS['cut_off']}"
    assert hint([page(1)]) is None


def test_where_only_some_papers_have_no_dossier_the_reason_names_them():
    verdict = judge([SURELY, UNSURELY], unassigned=[UNSURELY])
    assert verdict.reason_code == "unassigned"
    assert verdict.reason == "Chưa rõ giấy tờ ở trang 2–3 thuộc hồ sơ nào. Hãy nhập hoặc chọn mã hồ sơ."


def test_an_alarm_makes_review_of_what_was_accepted_and_stands_behind_other_reasons():
    alarm = Stack((), (Remark("sheet_count", "Thiếu một tờ."), Remark("dossier_conflict", "Nhầm hồ sơ.")))
    verdict = with_alarms(ACCEPTED, alarm)
    assert (verdict.state, verdict.reason_code) == ("review", "alarm")
    assert verdict.reason == "Thiếu một tờ. (và 1 điều khác cần xem)"
    unsure = with_alarms(judge([UNSURELY]), alarm)
    assert unsure.reason_code == "unsure_type"
    assert "Thiếu một tờ." in str(unsure.reason)


def test_what_only_informs_changes_no_verdict():
    assert with_alarms(ACCEPTED, Stack((), (Remark("dossier_guess", "Có thể."),))) is ACCEPTED
