"""What every cleaning step must do, whatever it is for."""

import numpy as np
import pytest

from pipeline.cleaning import STEPS
from pipeline.image import PageImage
from tests.drawn import in_colour, text_page

SIZES = [(1, 1), (1, 40), (40, 1), (2, 3), (4, 1), (17, 31), (101, 33)]


def noise(size, seed=0):
    return np.random.default_rng(seed).integers(0, 256, size, np.uint8)


PAGES = {
    "text": text_page(repeat=1, size=(900, 700)),
    "text in colour": in_colour(text_page(repeat=1, size=(900, 700))),
    "white": PageImage(np.full((500, 400, 3), 255, np.uint8), 200),
    "black": PageImage(np.zeros((500, 400, 3), np.uint8), 200),
    "noise": PageImage(noise((301, 203, 3)), 200),
    "unknown resolution": PageImage(noise((120, 90)), 1),
    "fine resolution": PageImage(noise((120, 90, 3)), 2400),
    **{f"grey {size}": PageImage(noise(size), 300) for size in SIZES},
    **{f"colour {size}": PageImage(noise((*size, 3)), 300) for size in SIZES},
}


@pytest.fixture(params=sorted(PAGES))
def page(request):
    return PAGES[request.param]


@pytest.fixture(params=sorted(STEPS))
def step(request):
    return STEPS[request.param]


def test_a_step_returns_a_page(step, page):
    cleaned = step(page)
    assert isinstance(cleaned, PageImage)
    assert cleaned.pixels.dtype == np.uint8
    assert cleaned.pixels.ndim in {2, 3}
    assert cleaned.width >= 1
    assert cleaned.height >= 1
    assert cleaned.dpi >= 1
    assert cleaned.number == page.number


def test_a_step_leaves_its_input_alone(step, page):
    before = page.pixels.copy()
    step(page)
    assert np.array_equal(page.pixels, before)


def test_a_step_knows_the_way_home(step, page):
    cleaned = step(page)
    middle = np.array(cleaned.home) @ [cleaned.width / 2, cleaned.height / 2, 1]
    assert middle[:2] / middle[2] == pytest.approx([page.width / 2, page.height / 2], abs=1.5)


@pytest.mark.parametrize("shade", [255, 235])
def test_white_paper_stays_white(step, shade):
    cleaned = step(PageImage(np.full((500, 400, 3), shade, np.uint8), 200))
    assert cleaned.pixels.min() >= shade - 1


def test_steps_are_named_after_their_functions(step):
    assert STEPS[step.__name__] is step
    assert step.__module__ == f"pipeline.cleaning.{step.__name__}"
