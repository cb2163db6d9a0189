import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cleaning.pixels import WHITE, components, darker_than, picked, shrunk


def squares(*places, size=(60, 90)):
    mask = np.zeros(size, np.uint8)
    for x, y, side in places:
        mask[y : y + side, x : x + side] = WHITE
    return mask


def test_what_touches_hangs_together():
    numbers, stats = components(squares((2, 3, 5), (7, 8, 5), (40, 20, 9)))
    assert stats[1:, : cv2.CC_STAT_AREA].tolist() == [[2, 3, 10, 10], [40, 20, 9, 9]]
    assert numbers[5, 4] == numbers[10, 9] != numbers[25, 45]


def test_components_are_picked_by_what_they_are():
    mask = squares((2, 3, 5), (40, 20, 9))
    numbers, stats = components(mask)
    large = stats[:, cv2.CC_STAT_HEIGHT] > 6
    assert np.array_equal(picked(numbers, large), squares((40, 20, 9)))
    assert not picked(numbers, np.zeros(3, np.bool_)).any()
    assert np.array_equal(picked(numbers, np.ones(3, np.bool_)), mask)  # never the ground


def test_more_specks_than_sixteen_bits_can_number():
    mask = np.zeros((600, 600), np.uint8)
    mask[::2, ::2] = WHITE
    numbers, stats = components(mask)
    assert len(stats) == 300 * 300 + 1
    assert np.array_equal(picked(numbers, np.ones(len(stats), np.bool_)), mask)


@given(st.integers(1, 255))
def test_darker_is_darker(level):
    grey = np.arange(256, dtype=np.uint8)[None]
    assert np.array_equal(darker_than(level, grey) == WHITE, grey < level)


@pytest.mark.parametrize("scale", [0.9, 0.5, 0.375, 0.25, 0.11])
@pytest.mark.parametrize("size", [(233, 165), (234, 166), (141, 133), (233, 165, 3)])
def test_a_shrunk_page_is_as_light_as_it_was(scale, size):
    ramp = np.linspace(0, 250, size[0])[:, None] * np.ones(size[1])
    grey = ramp.astype(np.uint8) if len(size) == 2 else np.dstack([ramp.astype(np.uint8)] * 3)
    small = shrunk(grey, scale)
    assert small.shape[:2] == (round(size[0] * scale), round(size[1] * scale))
    assert float(small.mean()) == pytest.approx(float(grey.mean()), abs=5)  # odd rows are left out
    assert np.all(np.diff(small.reshape(*small.shape[:2], -1)[:, 0, 0].astype(int)) >= 0)


def test_what_is_no_smaller_stays():
    grey = np.zeros((5, 5), np.uint8)
    assert shrunk(grey, 1.0) is grey
    assert shrunk(np.zeros((1, 900), np.uint8), 0.1).shape == (1, 90)
