from hypothesis import given
from hypothesis import strategies as st

from catalogue.formulas import STARTS, harmless, restored


@given(st.sampled_from([*STARTS, ""]), st.text())
def test_no_text_is_a_formula_and_each_comes_back(start, rest):
    text = start + rest
    assert not harmless(text).startswith(STARTS)
    assert restored(harmless(text)) == text or text.startswith("'")


def test_common_words_stay_as_they_are():
    assert harmless("xã Sơn Thủy") == restored("xã Sơn Thủy") == "xã Sơn Thủy"
    assert harmless("=1+1") == "'=1+1"
