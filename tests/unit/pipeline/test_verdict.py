import pytest

from pipeline.model import Part
from pipeline.verdict import SURE, judge

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
    verdict = judge(parts, dossier_known=known)
    assert (verdict.state, verdict.reason_code) == (state, code)
    assert (verdict.reason is None) == (state == "accepted")


def test_the_reason_names_the_pages_and_what_to_do():
    verdict = judge([SURELY, UNSURELY, Part((5,), "cccd", 0.6)], dossier_known=True)
    assert verdict.reason == "Chưa chắc loại giấy tờ ở trang 2–3, 5. Hãy xác nhận hoặc chọn loại khác."
