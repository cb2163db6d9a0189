import cv2
import numpy as np
import pytest

from samples.degrade import LEVELS, stamp_over
from samples.generate import PRINT_DPI, Scanning
from samples.running import Look, paragraphs, scan_running, set_running

SENTENCE = "Thực hiện Kế hoạch số 58/KH-UBND ngày 9/3/2026 của tỉnh, huyện đã giải quyết 1.234 hồ sơ."
REPORT = "\n".join(["BÁO CÁO", "I. CÔNG TÁC CHỈ ĐẠO", *[" ".join([SENTENCE] * 5)] * 14])


@pytest.fixture(scope="module")
def pages():
    """Two full pages of a report."""
    return set_running(REPORT, pages=2, seed=1)


def test_lines_make_paragraphs():
    text = "BÁO CÁO\n\nVề việc tiếp\n\nnhận hồ  sơ.\n\n- Thuận lợi\n\n1.Tình hình\n\nchung"
    assert list(paragraphs(text)) == [
        "BÁO CÁO",
        "Về việc tiếp nhận hồ sơ.",
        "- Thuận lợi",
        "1.Tình hình chung",
    ]


def test_a_code_cut_at_a_line_end_is_whole_again():
    assert list(paragraphs("Kế hoạch số 58/KH-\n\nUBND ngày 3")) == ["Kế hoạch số 58/KH-UBND ngày 3"]


def test_markup_is_left_out():
    assert list(paragraphs("## BÁO CÁO\n\n### **3. Công tác**")) == ["BÁO CÁO", "3. Công tác"]


def test_letters_are_composed():
    assert list(paragraphs("tiê\u0301ng")) == ["tiếng"]


def test_pages_hold_the_text_in_order(pages):
    first, second = pages
    read = " ".join((*first.lines, *second.lines[1:]))  # the second begins with its number
    assert first.lines[:2] == ("BÁO CÁO", "I. CÔNG TÁC CHỈ ĐẠO")
    assert second.lines[0] == "2"
    assert " ".join(REPORT.split()).startswith(read)


def test_pages_are_full(pages):
    for page in pages:
        rows = np.flatnonzero((page.pixels.min(axis=2) < 100).any(axis=1))
        assert rows[-1] > 0.85 * page.pixels.shape[0]


@pytest.mark.parametrize("family", ["tinos", "gelasio", "be_vietnam"])
def test_every_family_prints_the_same_words(family):
    (page,) = set_running("Một hai ba.", Look(family, 12), pages=3, seed=0)
    assert page.text == "Một hai ba."


def test_no_text_makes_no_page():
    assert set_running(" \n ", pages=2, seed=1) == []


def test_the_same_arguments_give_the_same_pixels():
    first, _ = scan_running(set_running(SENTENCE, pages=1, seed=1), 0, Scanning(1, dpi=50), seed=3)
    second, _ = scan_running(set_running(SENTENCE, pages=1, seed=1), 0, Scanning(1, dpi=50), seed=3)
    assert np.array_equal(first.pixels, second.pixels)


def test_the_hard_level_is_as_hard_as_promised():
    level = LEVELS[2]
    assert (level.dpi, level.jpeg, level.seal) == (200, 60, True)
    assert level.skew[0] >= 2
    assert level.blur >= 1.1
    assert level.through >= 0.06
    assert level.noise >= 12
    assert level.light > 0


def test_a_hard_page_bears_all_that_makes_it_hard(pages):
    picture, truth = scan_running(pages, 0, Scanning(2), seed=3)
    assert {"seal_over_text", "show_through", "skew", "blur", "uneven_light", "noise", "jpeg"} <= set(
        truth.effects
    )
    assert abs(truth.skew) >= 2
    assert picture.dpi == 200


@pytest.mark.parametrize("seed", range(4))
def test_the_seal_lies_over_text(pages, seed):
    clean = pages[0].pixels
    stamped = stamp_over(clean, PRINT_DPI, np.random.default_rng(seed))
    reddened = (stamped.astype(int) - clean).min(axis=2) < -60
    rows, columns = np.flatnonzero(reddened.any(axis=1)), np.flatnonzero(reddened.any(axis=0))
    across = slice(rows[0], rows[-1]), slice(columns[0], columns[-1])
    near = cv2.dilate((clean[across].min(axis=2) < 100).astype(np.uint8), np.ones((7, 7)))  # of print, 0.3 mm
    assert np.count_nonzero(near & reddened[across]) > 0.15 * np.count_nonzero(reddened)
