import cv2
import numpy as np
import pytest

from pipeline.image import PageImage
from pipeline.model import PreviewSize
from pipeline.preview import SHAPES, previews


def opened(content):
    seen = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    assert seen is not None
    return seen


@pytest.mark.parametrize("channels", [(), (3,)])
def test_each_size_has_its_width_and_the_pages_proportions(channels):
    page = PageImage(np.full((3508, 2480, *channels), 250, np.uint8), 300)
    for size, content in previews(page).items():
        seen = opened(content)
        width = SHAPES[size][0]
        assert seen.shape[:2] == (round(3508 * width / 2480), width)


def test_colours_stay_and_small_pages_are_not_enlarged():
    page = PageImage(np.full((90, 120, 3), (200, 30, 40), np.uint8), 100)
    seen = opened(previews(page)[PreviewSize.VIEW])
    assert seen.shape[:2] == (90, 120)
    blue, green, red = seen[45, 60].astype(int)
    assert abs(red - 200) < 8
    assert abs(green - 30) < 8
    assert abs(blue - 40) < 8
