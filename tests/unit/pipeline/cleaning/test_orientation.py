import numpy as np
import pytest

from pipeline.cleaning.orientation import guess_orientation, sample, turned
from pipeline.image import PageImage
from tests.drawn import skewed, text_page, usual_page, white_page

TURNS = (0, 90, 180, 270)


@pytest.mark.parametrize("angle", [0, -2.5, 4])
@pytest.mark.parametrize("turn", TURNS)
def test_the_turn_that_makes_a_page_upright_is_the_first_guess(turn, angle):
    page = turned(skewed(usual_page(), angle), -turn % 360)
    turns = guess_orientation(page).turns
    assert turns[0] == turn
    assert len(turns) <= 2  # never in doubt which way the lines run


def test_a_straight_page_leaves_no_doubt():
    assert guess_orientation(usual_page()).turns == (0,)


@pytest.mark.parametrize("turn", TURNS)
def test_a_frame_does_not_hide_the_lines(turn):
    pixels = text_page(repeat=2).pixels.copy()
    pixels[60:66, 60:-60] = pixels[-66:-60, 60:-60] = pixels[60:-60, 60:66] = pixels[60:-60, -66:-60] = 0
    page = turned(skewed(PageImage(pixels, 200), 2.5), -turn % 360)
    assert turn in guess_orientation(page).turns


@pytest.mark.parametrize("turn", TURNS)
def test_the_truth_is_among_the_guesses_on_a_sparse_page(turn):
    page = turned(text_page(["Danh sách đơn vị nhận công văn", "1. Bộ Y tế"], repeat=1), -turn % 360)
    assert turn in guess_orientation(page).turns


def test_without_lines_every_turn_is_possible():
    assert sorted(guess_orientation(white_page()).turns) == list(TURNS)


def test_four_quarter_turns_come_home():
    page = PageImage(np.arange(24, dtype=np.uint8).reshape(4, 6), 200)
    once = turned(page, 90)
    assert (once.width, once.height) == (4, 6)
    assert once.pixels[0, -1] == page.pixels[0, 0]  # clockwise: the top left corner goes to the top right
    assert np.array_equal(turned(once, 270).pixels, page.pixels)


def test_the_sample_is_where_the_print_is():
    pixels = np.full((2000, 1000), 255, np.uint8)
    pixels[1600:1900] = text_page(size=(1000, 2000)).pixels[200:500]
    band = sample(PageImage(pixels, 200), 0.25)
    assert band.height == pytest.approx(500, abs=5)
    assert (band.pixels < 128).sum() > 0.95 * (pixels < 128).sum()
