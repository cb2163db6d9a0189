import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cleaning.deskew import deskew
from pipeline.cleaning.skew import measure_skew
from pipeline.geometry import home_angle
from pipeline.image import PageImage
from samples.generate import make_page
from tests.drawn import skewed, text_page, usual_page, white_page


@pytest.mark.parametrize("angle", [-15, -7.3, -1, -0.25, 0, 0.1, 0.5, 2, 6.6, 15])
def test_the_skew_is_measured(angle):
    assert measure_skew(skewed(usual_page(), angle)) == pytest.approx(angle, abs=0.1)


@settings(max_examples=15, deadline=None)
@given(angle=st.floats(-15, 15))
def test_deskew_leaves_less_than_a_tenth_of_a_degree(angle):
    level = deskew(skewed(usual_page(), angle))
    assert abs(measure_skew(level)) <= 0.1


@pytest.mark.parametrize("angle", [-4.0, 3.0])
def test_the_turn_is_told(angle):
    assert home_angle(deskew(skewed(usual_page(), angle)).home) == pytest.approx(-angle, abs=0.1)


def test_few_lines_are_enough():
    page = skewed(text_page(repeat=1), 2.4)
    assert measure_skew(page) == pytest.approx(2.4, abs=0.1)


@pytest.mark.parametrize("angle", [-2.4, 0.8, 6.0])
def test_the_scanner_s_black_edges_do_not_tell(angle):
    page = skewed(usual_page(), angle)
    pixels = page.pixels.copy()
    pixels[-20:] = pixels[:, :14] = 20
    assert measure_skew(PageImage(pixels, page.dpi)) == pytest.approx(angle, abs=0.1)


@pytest.mark.parametrize("angle", [-5.2, 1.3])
def test_a_ruled_table_tells_as_its_letters_do(angle):
    pixels = text_page(repeat=3).pixels.copy()
    pixels[150:1100:120, 200:1450] = 0
    pixels[150:1100, 200:1450:250] = 0
    assert measure_skew(skewed(PageImage(pixels, 200), angle)) == pytest.approx(angle, abs=0.1)


@pytest.mark.parametrize("angle", [-5.2, 1.3])
def test_rules_tell_where_there_are_no_letters(angle):
    pixels = np.full((2339, 1654), 255, np.uint8)
    for y in range(300, 1500, 80):
        pixels[y : y + 3, 200:1450] = 0
    assert measure_skew(skewed(PageImage(pixels, 200), angle)) == pytest.approx(angle, abs=0.1)


@pytest.mark.parametrize("level", [1, 2])
def test_the_skew_of_a_worn_form_with_seal_and_edges_is_measured(level):
    page, truth = make_page("giay_uy_quyen", seed=2, level=level)
    assert measure_skew(page) == pytest.approx(-truth.skew, abs=0.1)


def test_a_level_page_is_not_touched():
    assert deskew(usual_page()) is usual_page()


def test_less_than_the_least_angle_is_not_turned():
    page = skewed(usual_page(), 0.4)
    assert deskew(page, least=0.6) is page
    assert deskew(page, least=0.2) is not page


def test_more_than_the_largest_angle_is_not_turned():
    page = skewed(usual_page(), 9)
    assert deskew(page, max_angle=4) is page


def test_no_lines_no_skew():
    rng = np.random.default_rng(3)
    scattered = np.full((1000, 800), 255, np.uint8)
    for y, x in zip(rng.integers(0, 990, 400), rng.integers(0, 790, 400), strict=True):
        scattered[y : y + 5, x : x + 5] = 0
    for page in (PageImage(scattered, 100), white_page(), PageImage(np.zeros((1, 1), np.uint8), 300)):
        assert deskew(page) is page
