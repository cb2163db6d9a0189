import numpy as np
import pytest

from pipeline.cleaning.clear_edges import clear_edges
from pipeline.image import PageImage
from tests.drawn import skewed, text_page, usual_page, white_page


def with_edges(**sides):
    pixels = usual_page().pixels.copy()
    for side, width in sides.items():
        strip = {"left": np.s_[:, :width], "right": np.s_[:, -width:], "top": np.s_[:width]}[side]
        pixels[strip] = 12
    return PageImage(pixels, 200)


@pytest.mark.parametrize("sides", [{"left": 60}, {"top": 90, "right": 25}, {"left": 5}])
def test_black_edges_become_white_and_the_text_stays(sides):
    cleaned = clear_edges(with_edges(**sides)).pixels
    assert cleaned[:, :70].min() > 250
    assert cleaned[:95].min() > 250
    assert cleaned[:, -40:].min() > 250
    inside = np.s_[150:-150, 150:-150]
    assert np.array_equal(cleaned[inside], usual_page().pixels[inside])


def test_the_black_beside_a_crooked_sheet_goes():
    page = skewed(PageImage(255 - usual_page().pixels, 200), 3)  # its corners white: black once inverted
    crooked = PageImage(255 - page.pixels, 200)
    cleaned = clear_edges(crooked).pixels
    middle = np.s_[300:-300, 300:-300]
    assert np.array_equal(cleaned[middle], crooked.pixels[middle])
    for corner in (cleaned[:60, :60], cleaned[:60, -60:], cleaned[-60:, :60], cleaned[-60:, -60:]):
        assert corner.min() > 250


def test_letters_cut_by_the_edge_stay():
    page = text_page()
    cut = PageImage(np.ascontiguousarray(page.pixels[:, 250:]), 200)
    assert np.array_equal(clear_edges(cut).pixels, cut.pixels)


def test_a_picture_that_is_dark_all_over_stays():
    dark = white_page(30)
    assert clear_edges(dark).pixels.max() < 40
