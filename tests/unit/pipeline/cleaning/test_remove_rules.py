import cv2
import numpy as np
import pytest

from pipeline.cleaning.remove_rules import remove_rules
from pipeline.image import PageImage
from tests.drawn import text_page

ROWS = ["Nguyễn Thị Ngọc Quỳnh, gửi giấy ủy quyền", "Phạm Văn Lượng TTTTGDSK, đường Hạ Lý"]
LEFT, RIGHT, TOP = 215, 1250, 190


def ruled(page, *, thick=2, fall=0, gap=0):
    """Draw a table round the lines of a page, its rules where descenders and dots below stand."""
    pixels = page.pixels.copy()
    for y in (TOP, 242, 303, 364):
        cv2.line(pixels, (LEFT, y), (RIGHT, y + fall), 0, thick)
        pixels[y - 1 : y + fall + 3, 700 : 700 + gap] = page.pixels[y - 1 : y + fall + 3, 700 : 700 + gap]
    for x in (LEFT, RIGHT):
        cv2.line(pixels, (x, TOP), (x, 364 + fall), 0, thick)
    return PageImage(pixels, page.dpi)


@pytest.mark.parametrize("how", [{}, {"thick": 4}, {"fall": 3}, {"gap": 2}])
def test_rules_go_and_letters_that_touch_them_stay(how):
    page = text_page(ROWS, repeat=1)
    before = ruled(page, **how)
    cleaned = remove_rules(before).pixels
    drawn = (before.pixels < 128) & (page.pixels > 250)
    assert (cleaned[drawn] < 200).mean() < 0.03
    print_ = page.pixels < 128
    assert (cleaned[print_] < 128).mean() > 0.985


def test_print_without_rules_stays():
    page = text_page(
        ["TTTTGDSK — Đ/c: 12/4, ấp Đất Đỏ -----", "IIII llll ||| HHHHH ___ EEEEE", *ROWS], repeat=2
    )
    assert np.array_equal(remove_rules(page).pixels, page.pixels)


def test_a_dark_area_stays():
    pixels = np.full((900, 1200), 255, np.uint8)
    pixels[200:500, 200:900] = 0
    assert np.array_equal(remove_rules(PageImage(pixels, 200)).pixels, pixels)


def underlined(page):
    pixels = page.pixels.copy()
    cv2.line(pixels, (LEFT, 242), (RIGHT, 242), 0, 2)
    return PageImage(pixels, page.dpi)


def test_without_tables_the_rules_of_a_table_stay():
    before = ruled(text_page(ROWS, repeat=1))
    assert np.array_equal(remove_rules(before, tables=False).pixels, before.pixels)


def test_without_tables_a_lone_rule_goes_and_dots_that_touch_it_stay():
    page = text_page(ROWS, repeat=1)
    before = underlined(page)
    cleaned = remove_rules(before, tables=False).pixels
    drawn = (before.pixels < 128) & (page.pixels > 250)
    assert (cleaned[drawn] < 200).mean() < 0.03
    assert (cleaned[page.pixels < 128] < 128).mean() > 0.99


def test_a_page_without_rules_is_left_as_it_is():
    page = text_page(ROWS, repeat=1)
    assert np.array_equal(remove_rules(page, tables=False).pixels, page.pixels)
