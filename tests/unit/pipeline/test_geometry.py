import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.geometry import home_angle, home_box, moved, scaling, turning, warped
from pipeline.image import IN_PLACE, PageImage
from pipeline.model import Box

PAGE = PageImage(np.full((300, 200), 255, np.uint8), 200)


def test_a_box_of_an_unmoved_page_stays():
    assert home_box(Box(10, 20, 30, 40), IN_PLACE, 200, 300) == Box(10, 20, 30, 40)


@given(
    angle=st.floats(-20, 20),
    scale=st.floats(0.3, 4),
    x=st.integers(0, 150),
    y=st.integers(0, 250),
)
def test_a_point_comes_home_from_turning_and_scaling(angle, scale, x, y):
    matrix, _ = turning(angle, PAGE.width, PAGE.height)
    page = moved(PAGE, PAGE.pixels, matrix, 200)
    page = moved(page, page.pixels, scaling(scale, scale), round(200 * scale))
    there = scaling(scale, scale) @ matrix @ np.array([x, y, 1.0])
    back = np.array(page.home) @ there
    assert back / back[2] == pytest.approx([x, y, 1], abs=1e-6)
    assert home_angle(page.home) == pytest.approx(angle, abs=1e-6)


@given(st.integers(-500, 500), st.integers(-500, 500), st.integers(1, 400), st.integers(1, 400))
def test_boxes_lie_in_the_page(x, y, w, h):
    matrix, _ = turning(7, 200, 300)
    box = home_box(Box(x, y, w, h), moved(PAGE, PAGE.pixels, matrix, 200).home, 200, 300)
    assert box.w >= 1
    assert box.h >= 1
    assert 0 <= box.x <= box.x + box.w <= 200
    assert 0 <= box.y <= box.y + box.h <= 300


@given(st.floats(-90, 90))
def test_the_canvas_holds_the_whole_page(angle):
    matrix, (width, height) = turning(angle, 200, 300)
    corners = matrix @ np.array([[0, 200, 0, 200], [0, 0, 300, 300], [1, 1, 1, 1]])
    assert corners[:2].min() >= -1e-6
    assert corners[0].max() <= width + 1e-6
    assert corners[1].max() <= height + 1e-6


@pytest.mark.parametrize("bend", [0.0, 0.0008])
def test_pixels_go_where_their_matrix_says(bend):
    pixels = np.full((200, 300), 255, np.uint8)
    pixels[117:124, 207:214] = 0  # around (210.5, 120.5)
    matrix = np.array([[0.9, 0.05, 12], [-0.03, 1.1, 8], [bend, bend / 2, 1]])
    seen = 255 - warped(pixels, matrix, (320, 240)).astype(float)
    y, x = np.indices(seen.shape) + 0.5
    there = np.array([(seen * x).sum(), (seen * y).sum()]) / seen.sum()
    point = matrix @ (210.5, 120.5, 1)
    assert there == pytest.approx(point[:2] / point[2], abs=0.1)


def test_lines_tell_the_angle_of_what_was_in_perspective():
    leaning = ((1.0, -0.03, 0.0), (-0.05, 1.0, 0.0), (0.0, 0.0, 1.0))  # lines rise, sides lean the other way
    assert home_angle(leaning) == pytest.approx(2.86, abs=0.01)
