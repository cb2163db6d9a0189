"""Text as every database takes it."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from storage.columns import plain


@given(st.text())
def test_whatever_comes_in_can_be_stored(text):
    found = plain(text)
    found.encode("utf-8")
    assert "\0" not in found
    assert len(found) == len(text)
    assert plain(found) == found


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_real_text_is_left_alone(text):
    assert plain(text) == text


def test_vietnamese_is_left_as_it_is_spelt():
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, "Sổ hộ tịch: Nguyễn Thị Ướm")
        assert plain(text) == text
