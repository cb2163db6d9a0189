import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cleaning.deskew import deskew
from pipeline.cleaning.skew import measure_skew
from pipeline.geometry import home_angle
from pipeline.image import PageImage
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
