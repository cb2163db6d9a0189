import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.finding.cover import Cover, CoverError, read_cover

CODES = st.text(string.ascii_uppercase + string.digits + ".-", min_size=1, max_size=40)
COVERS = st.builds(Cover, CODES, st.none() | st.integers(0, 9999))


@given(COVERS)
def test_what_is_written_is_read(cover):
    assert read_cover(cover.text) == cover


@given(COVERS, st.data())
def test_a_misread_sign_is_refused(cover, data):
    text = cover.text
    at = data.draw(st.integers(len("SOHOA1|"), len(text) - 1))
    other = data.draw(st.sampled_from([sign for sign in string.digits + "ABXY" if sign != text[at]]))
    with pytest.raises(CoverError):
        read_cover(text[:at] + other + text[at + 1 :])


@pytest.mark.parametrize("text", ["", "H99.101-261103-0001", "https://example.vn/?ma=1", "012345678901|x|y"])
def test_other_codes_are_no_covers(text):
    assert read_cover(text) is None


@pytest.mark.parametrize("text", ["SOHOA1", "SOHOA1|H99||", "SOHOA1|H99.101-261103-0001|3"])
def test_a_cut_off_code_is_refused(text):
    with pytest.raises(CoverError):
        read_cover(text)
