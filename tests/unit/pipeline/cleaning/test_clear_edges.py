import cv2
import numpy as np
import pytest

from pipeline.cleaning.clear_edges import clear_edges
from pipeline.image import PageImage
from tests.drawn import disc, skewed, text_page, usual_page, white_page


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


def punched(page, *, x=94, radius=24):
    pixels = page.pixels.copy()
    for y in (850, 1480):
        pixels[disc(page, (x, y), radius) > 0] = 40
    return PageImage(pixels, 200)


@pytest.mark.parametrize(("x", "radius"), [(94, 24), (94, 20), (1560, 24)])
def test_punched_holes_go_and_the_text_stays(x, radius):
    cleaned = clear_edges(punched(usual_page(), x=x, radius=radius)).pixels
    assert (cleaned[:, :130] < 200).mean() < 0.0002
    assert (cleaned[:, -130:] < 200).mean() < 0.0002
    text = np.s_[:, 200:-200]
    assert np.array_equal(cleaned[text], usual_page().pixels[text])


def test_a_dot_as_large_as_a_hole_stays_in_the_middle_of_the_page():
    page = punched(usual_page(), x=800)
    assert np.array_equal(clear_edges(page).pixels, page.pixels)


@pytest.mark.parametrize("end", [(170, 60), (140, 125), (60, 160)])
def test_the_shadow_of_a_staple_goes(end):
    pixels = usual_page().pixels.copy()
    cv2.line(pixels, (60, 60), end, 30, 6)
    cleaned = clear_edges(PageImage(pixels, 200)).pixels
    assert (cleaned[:190, :200] < 200).mean() < 0.001
    assert np.array_equal(cleaned[200:], usual_page().pixels[200:])


@pytest.mark.parametrize("points", [7, 10, 14])
def test_words_in_the_corner_stay(points):
    page = text_page(["Mẫu số 01-TT: nhiều mùa xuân, sáu mươi năm"] * 3, repeat=1, points=points)
    corner = PageImage(np.ascontiguousarray(page.pixels[150:, 180:]), 200)
    assert np.array_equal(clear_edges(corner).pixels, corner.pixels)


def test_half_a_hole_at_the_edge_goes():
    before = punched(usual_page(), x=10)
    cleaned = clear_edges(before).pixels
    assert (cleaned[:, :130] < 200).sum() < 0.1 * (before.pixels[:, :130] < 200).sum()
