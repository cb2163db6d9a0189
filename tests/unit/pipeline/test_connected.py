import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.connected import WHITE, components, darker_than, picked


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
