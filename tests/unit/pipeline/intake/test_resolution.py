import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.resolution import (
    MAX_DPI,
    MAX_PIXELS,
    MAX_SIDE,
    PageSize,
    Placed,
    choose,
    guess_dpi,
    scale_to_fit,
    scan_resolution,
    stated_dpi,
)

A4 = PageSize(595, 842)
A0 = PageSize(2384, 3370)


def covering(page, ppi, share=1.0):
    return Placed(page.width / 72 * ppi, page.height / 72 * ppi * share, ppi, ppi)


@pytest.mark.parametrize(
    ("pictures", "expected"),
    [
        ([covering(A4, 200)], 200),
        ([covering(A4, 300), Placed(120, 120, 1292, 1292)], 300),
        ([covering(A4, 100), covering(A4, 300)], 300),  # background and letters of one scan
        ([covering(A4, 300, share=0.1)] * 10, 300),  # a scan in strips
        ([covering(A4, ppi, share=0.4) for ppi in (300, 301)], 300),
        ([Placed(1728, 2156, 204, 98)], 204),  # a fax
        ([covering(A4, 200, share=0.3)], None),
        ([Placed(120, 120, 1292, 1292)], None),
        ([Placed(500, 500, 0, 0)], None),
        ([], None),
    ],
)
def test_the_scans_own_picture_decides(pictures, expected):
    found = scan_resolution(A4, pictures)
    assert found == expected if expected is None else found == pytest.approx(expected, abs=1)


@pytest.mark.parametrize(
    ("page", "scanned", "drawn", "true"),
    [
        (A4, None, 300, 300),
        (A4, 200, 200, 200),
        (A4, 600, 400, 400),
        (A4, 1200, 400, 400),
        (A4, 75, 75, 75),
        (PageSize(120, 86), 2400, 2400, 342),  # a page size that is not true
        (PageSize(3024, 4032), 72, 72, 345),  # a photo put into a PDF pixel for point
    ],
)
def test_pages_are_drawn_at_their_own_resolution(page, scanned, drawn, true):
    assert choose(page, scanned).drawn == drawn
    assert choose(page, scanned).true == true


def test_a_large_plan_is_drawn_coarser_and_told_so():
    chosen = choose(A0, 300)
    assert 120 < chosen.drawn == chosen.true < 150


sides = st.floats(1, 14400)


@given(width=sides, height=sides, scanned=st.none() | st.floats(1, 5000))
def test_no_page_is_drawn_too_large(width, height, scanned):
    drawn = choose(PageSize(width, height), scanned).drawn
    assert drawn >= 1
    if drawn > 1:
        assert max(width, height) / 72 * drawn <= MAX_SIDE + 1
        assert width * height / 72**2 * drawn**2 <= MAX_PIXELS + 1


@given(width=st.integers(1, 100_000), height=st.integers(1, 100_000))
def test_shrinking_is_enough_and_no_more_than_needed(width, height):
    scale = scale_to_fit(width, height)
    assert 0 < scale <= 1
    sizes = (MAX_SIDE / (max(width, height) * scale), math.sqrt(MAX_PIXELS / (width * height)) / scale)
    assert min(sizes) >= 1 - 1e-9
    assert scale == 1 or min(sizes) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("long_side", "dpi"), [(3508, 300), (2339, 200), (4032, 345), (20000, MAX_DPI), (1, 50)]
)
def test_a_guess_takes_the_page_for_a4(long_side, dpi):
    assert guess_dpi(long_side) == dpi


@pytest.mark.parametrize(
    ("stated", "size", "expected"),
    [
        ((300.0, 300.0), (2480, 3508), (300, 300)),
        ((204.0, 98.0), (1728, 1078), (204, 98)),
        ((300, 300), (1011, 638), (300, 300)),  # an identity card
        ((72, 72), (3024, 4032), None),
        ((96, 96), (2480, 3508), None),
        ((1, 1), (2480, 3508), None),
        ((0, 0), (2480, 3508), None),
        ((math.nan, math.nan), (2480, 3508), None),
        ((math.inf, math.inf), (2480, 3508), None),
        ((2400, 2400), (4000, 2864), None),
        ((500, 500), (800, 531), None),  # smaller than any paper
        (None, (10, 10), None),
        (300, (2480, 3508), None),
        ((300,), (2480, 3508), None),
    ],
)
def test_only_what_can_be_true_is_believed(stated, size, expected):
    assert stated_dpi(stated, size) == expected
