import numpy as np
import pytest

from pipeline.cleaning.divide_background import divide_background
from pipeline.image import PageImage
from tests.drawn import usual_page


def lit(light):
    page = usual_page()
    return PageImage((page.pixels * light).astype(np.uint8), page.dpi)


@pytest.mark.parametrize("dark", [0.45, 0.7, 0.9])
def test_a_gradient_is_flattened(dark):
    page = usual_page()
    flat = divide_background(lit(np.linspace(dark, 1, page.width)[None])).pixels
    paper = flat[page.pixels == 255]
    assert np.percentile(paper, 1) > 245
    assert flat[page.pixels < 20].mean() < 15


def test_a_shadow_with_a_soft_edge_goes():
    page = usual_page()
    shadow = 1 - 0.45 / (1 + np.exp(-(np.arange(page.height) - 1200) / 60))
    flat = divide_background(lit(shadow[:, None])).pixels
    assert np.percentile(flat[page.pixels == 255], 1) > 235


def test_what_shows_through_goes_and_pale_print_stays():
    page = usual_page()
    through = 255 - (255 - page.pixels[:, ::-1].astype(float)) * 0.04
    pale = 255 - (255 - page.pixels.astype(float)) * 0.4
    flat = divide_background(PageImage(np.minimum(through, pale).astype(np.uint8), page.dpi)).pixels
    only_through = (page.pixels == 255) & (through < 250)
    assert flat[only_through].min() > 240
    assert flat[page.pixels < 20].mean() < 160


def test_a_wide_dark_area_stays_dark():
    pixels = usual_page().pixels.copy()
    pixels[1900:2200, 300:1300] = 40
    flat = divide_background(PageImage(pixels, 200)).pixels
    assert flat[2000:2100, 400:1200].max() < 120


def test_thin_strokes_become_darker_with_darken():
    pale = lit(np.ones((1, 1)))
    grey = (pale.pixels > 60) & (pale.pixels < 200)
    plain, dark = (divide_background(pale, darken=power).pixels[grey].mean() for power in (1.0, 1.5))
    assert dark < plain - 10
