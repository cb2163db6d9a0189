import numpy as np
import pytest

from pipeline.cleaning.orientation import guess_orientation, sample, turned
from pipeline.image import PageImage
from samples.generate import make_page
from tests.drawn import skewed, text_page, usual_page, white_page

TURNS = (0, 90, 180, 270)


@pytest.mark.parametrize("angle", [0, -2.5, 4, 14])
@pytest.mark.parametrize("turn", TURNS)
def test_a_page_of_print_leaves_no_doubt(turn, angle):
    page = turned(skewed(usual_page(), angle), -turn % 360)
    assert guess_orientation(page).turns == (turn,)


@pytest.mark.parametrize("turn", TURNS)
def test_a_frame_does_not_hide_the_lines(turn):
    pixels = text_page(repeat=2).pixels.copy()
    pixels[60:66, 60:-60] = pixels[-66:-60, 60:-60] = pixels[60:-60, 60:66] = pixels[60:-60, -66:-60] = 0
    page = turned(skewed(PageImage(pixels, 200), 2.5), -turn % 360)
    assert guess_orientation(page).turns == (turn,)


@pytest.mark.parametrize("points", [10, 13, 20])
@pytest.mark.parametrize("turn", TURNS)
def test_two_lines_are_enough(turn, points):
    page = text_page(["Danh sách đơn vị nhận công văn", "1. Bộ Y tế"], repeat=1, points=points)
    assert guess_orientation(turned(page, -turn % 360)).turns[0] == turn


@pytest.mark.parametrize("turn", TURNS)
def test_capitals_alone_are_enough(turn):
    lines = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ỦY BAN NHÂN DÂN XÃ SƠN THỦY", "GIẤY CHỨNG NHẬN KẾT HÔN"]
    page = turned(text_page(lines, repeat=1), -turn % 360)
    assert guess_orientation(page).turns[0] == turn


@pytest.mark.parametrize("turn", TURNS)
def test_a_worn_form_filled_in_by_hand_leaves_no_doubt(turn):
    page, _ = make_page("to_khai_khai_sinh", seed=3, level=2, rotation=turn)
    assert guess_orientation(page).turns == (turn,)


def test_print_tells_more_than_three_words():
    few = guess_orientation(text_page(["Bộ Y tế"], repeat=1))
    many = guess_orientation(usual_page())
    assert 0 < few.sureness < many.sureness


def test_without_print_every_turn_is_possible():
    rng = np.random.default_rng(8)
    specks = np.full((1600, 1200), 255, np.uint8)
    specks[rng.integers(0, 1600, 300), rng.integers(0, 1200, 300)] = 0
    for page in (white_page(), PageImage(specks, 150), PageImage(np.zeros((1, 1), np.uint8), 300)):
        guess = guess_orientation(page)
        assert guess.turns == (0, 90, 270, 180)
        assert guess.sureness == 0


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
