import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, Word
from pipeline.weighing.spacing import looks, mended, shares, spread
from tests.unit.pipeline.test_strip import strip
from tests.unit.pipeline.weighing.written import texts, words


@pytest.mark.parametrize(
    ("read", "true"),
    [
        ("Số:275/UBND", ["Số:", "275/UBND"]),
        ("ngày28 tháng02", ["ngày", "28", "tháng", "02"]),
        ("ký:15/01/2025", ["ký:", "15/01/2025"]),
        ("08:15:40", ["08:15:40"]),
        ("8h:30", ["8h:30"]),
        ("http://quangngai.gov.vn", ["http://quangngai.gov.vn"]),
        ("« Sáng", ["“", "Sáng"]),
        ("hôngày28", ["hôngày28"]),
    ],
)
def test_words_run_together_are_parted(read, true):
    assert texts(mended(words(read))) == true


def torn(first, second, gap):
    one = Word(first, Box(0, 0, 50, 20), 0.9)
    return texts(mended([one, Word(second, Box(50 + gap, 0, 30, 20), 0.8)]))


@pytest.mark.parametrize(("first", "second"), [("1743/QĐ-", "BGTVT,"), ("52", "-CT/TW"), ("16/", "12/2021")])
def test_codes_torn_apart_are_joined(first, second):
    assert torn(first, second, 4) == [first + second]
    assert torn(first, second, 9) == [first, second]


def test_numbers_torn_apart_are_joined():
    assert torn("201", "1.", 2) == ["2011."]
    assert torn("01", "2011", 5) == ["01", "2011"]


def test_words_are_never_joined():
    assert torn("nhân", "dân", 1) == ["nhân", "dân"]


def test_lines_are_never_joined():
    assert texts(mended((*words("52-CT/", 0), *words("TW", 1)))) == ["52-CT/", "TW"]


def test_a_text_is_cut_where_its_model_is():
    assert spread("BVĐKAnBiên", ["BVĐK", "An", "Bién;"]) == ["BVĐK", "An", "Biên"]
    assert spread("", ["a", "b"]) == ["", ""]
    assert spread("abc", ["xyz"]) == ["abc"]


@given(
    st.text("abcđê", max_size=20), st.lists(st.text("abcde", min_size=1, max_size=5), min_size=1, max_size=5)
)
def test_nothing_of_a_text_is_lost(text, like):
    pieces = spread(text, like)
    assert "".join(pieces) == text
    assert len(pieces) == len(like)


@given(st.lists(st.text("abc", min_size=1, max_size=6), min_size=1, max_size=5), st.integers(30, 500))
def test_shares_fill_a_box(parts, width):
    cut = shares(Box(7, 3, width, 20), parts)
    assert [box.x for box in cut[1:]] == [box.x + box.w for box in cut[:-1]]
    assert (cut[0].x, cut[-1].x + cut[-1].w) == (7, 7 + width)


def test_each_word_has_its_own_frames():
    seen = looks(strip("_ab_ _bô_"), words("ab bo"))
    assert [look.text for look in seen] == ["ab", "bô"]
    assert [(look.first, look.last) for look in seen] == [(0, 6), (5, 9)]
    assert all(0.89 < look.confidence < 0.91 for look in seen)


def test_a_word_of_which_nothing_was_seen_is_empty():
    seen = looks(strip("_ab_"), words("ab -"))
    assert [look.text for look in seen] == ["ab", ""]
    assert seen[1].confidence == 0
