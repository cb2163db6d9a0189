import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.matching.fold import fold, settle

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ AĐÊỆỦ-–“”"
)
TEXT = st.one_of(VIETNAMESE, st.text())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("GIẤY CHỨNG SINH", "giay chung sinh"),
        ("Đăng  ký\tđất đai\n", "dang ky dat dai"),
        ("Độc lập – Tự do — Hạnh phúc", "doc lap - tu do - hanh phuc"),
        ("“Mẫu số 18”", '"mau so 18"'),
        ("", ""),
    ],
)
def test_fold_drops_case_marks_and_kinds_of_dash(text, folded):
    assert fold(text) == folded


@given(TEXT)
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_fold_and_settle_do_not_see_how_marks_are_encoded(text):
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(composed) == fold(decomposed)
    assert settle(composed) == settle(decomposed)


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("hoà", "hòa"),
        ("HOÁ ĐƠN", "HÓA ĐƠN"),
        ("uỷ quyền", "ủy quyền"),
        ("Thuỷ", "Thủy"),
        ("khoẻ", "khỏe"),
        ("qúy", "quý"),
        ("hòan", "hoàn"),
        ("gìa", "già"),
    ],
)
def test_settle_makes_both_placements_equal(newer, older):
    assert settle(newer) == settle(older) == older


@pytest.mark.parametrize("word", ["giếng", "quyền", "khuỷu", "người", "tuổi", "gì", "QUYẾT", "của", "ngoài"])
def test_settle_leaves_alone_what_has_one_placement(word):
    assert settle(word) == word


@given(TEXT)
def test_settle_is_idempotent_and_changes_no_letter(text):
    settled = settle(text)
    assert settle(settled) == settled
    assert fold(settled) == fold(text)
