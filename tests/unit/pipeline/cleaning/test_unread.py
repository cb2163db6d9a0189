import numpy as np

from pipeline.cleaning.unread import framed, part_of, unread_blocks
from pipeline.image import PageImage
from pipeline.model import Box
from tests.drawn import text_page, white_page

LETTER = 25.0
TOP = text_page(lines=("Ký bởi: Ủy ban nhân dân xã Sơn Thủy", "Thời gian ký: 03/02/2026 08:15:40"), repeat=1)


def inked(page):
    rows, columns = np.nonzero(page.pixels < 128)
    return Box(int(columns.min()), int(rows.min()), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)


def holds(box, inner):
    right, foot = box.x + box.w, box.y + box.h
    return box.x <= inner.x and box.y <= inner.y and right >= inner.x + inner.w and foot >= inner.y + inner.h


def test_print_that_nobody_read_is_found_whole():
    blocks = unread_blocks(TOP, (), LETTER)
    assert 1 <= len(blocks) <= 2
    left, top = min(box.x for box in blocks), min(box.y for box in blocks)
    right, foot = max(box.x + box.w for box in blocks), max(box.y + box.h for box in blocks)
    assert holds(Box(left, top, right - left, foot - top), inked(TOP))
    assert foot - top < inked(TOP).h + 4 * LETTER


def test_print_that_was_read_is_not_found_again():
    assert unread_blocks(TOP, (inked(TOP),), LETTER) == ()


def test_specks_rules_and_pictures_are_no_print():
    pixels = white_page().pixels.copy()
    pixels[300:304, 200:1200] = 0
    pixels[500:900, 300:700] = 60
    pixels[1200:1800:60, 300:900:90] = 0
    assert unread_blocks(PageImage(pixels, 200), (), LETTER) == ()


def test_a_part_stands_free_in_its_frame():
    part = framed(part_of(TOP, inked(TOP)))
    assert part.width > inked(TOP).w
    assert part.pixels[:8].min() == 255
    assert part.pixels.min() < 128
