from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.handwriting.find import find_handwriting, is_print
from pipeline.image import PageImage
from pipeline.model import Box, Word
from samples.typefaces import font

BLACK, BLUE = (20, 20, 22), (30, 50, 160)
PRINT, HAND = "Tinos-Regular", "Charm-Regular"


class Sheet:
    """A page on which words are set, and what a reader would make of them."""

    def __init__(self):
        self.image = Image.new("RGB", (1200, 500), "white")
        self.words: list[Word] = []

    def put(self, text, at, *, face=PRINT, colour=BLACK, confidence: float | None = 0.99, read=""):
        x, y = at
        letters = font(face, 36)
        ImageDraw.Draw(self.image).text((x, y), text, font=letters, fill=colour, anchor="ls")
        box = Box(x, y - 28, round(letters.getlength(text)), 36)
        if confidence is not None:
            self.words.append(Word(read or text, box, confidence))
        return box

    def found(self):
        upright = PageImage(np.asarray(self.image, np.uint8), 200)
        return find_handwriting(upright, self.words, upright)


@pytest.fixture
def sheet():
    made = Sheet()
    for row in range(3):
        for column in range(4):
            made.put("nhân dân", (60 + 260 * column, 300 + 60 * row))
    made.put("Số:", (60, 100))
    made.put("/QĐ-UBND", (260, 100))
    return made


def meets(one, other):
    across = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
    down = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return across > 0.5 * other.w and down > 0


def test_a_page_of_print_bears_no_hand(sheet):
    sheet.put("47", (150, 100))
    assert sheet.found() == ()


def test_ink_that_nobody_read(sheet):
    at = sheet.put("47", (150, 100), face=HAND, confidence=None)
    (found,) = sheet.found()
    assert meets(found, at)


@pytest.mark.parametrize("read", ["4†", "A7", "##"])
def test_digits_that_were_read_unsurely(sheet, read):
    at = sheet.put("47", (150, 100), face=HAND, confidence=0.2, read=read)
    assert any(meets(found, at) for found in sheet.found())


def test_digits_of_a_hand_that_were_read_rather_surely(sheet):
    at = sheet.put("2745", (130, 100), face=HAND, confidence=0.9)
    assert any(meets(found, at) for found in sheet.found())


def test_printed_digits_that_were_read_rather_surely(sheet):
    sheet.put("2745", (150, 100), confidence=0.85)
    assert sheet.found() == ()


def test_blue_ink_on_a_page_printed_black_however_surely_it_was_read(sheet):
    at = sheet.put("Lê Thị Mẫu", (600, 100), face=HAND, colour=BLUE)
    found = sheet.found()
    assert any(meets(one, at) or meets(at, one) for one in found)


def test_a_page_printed_in_blue_tells_nothing_by_colour():
    made = Sheet()
    for row in range(4):
        made.put("nhân dân tỉnh", (60, 100 + 60 * row), colour=BLUE)
    assert made.found() == ()


def test_rules_dots_and_seals_are_no_writing(sheet):
    draw = ImageDraw.Draw(sheet.image)
    draw.line((60, 200, 900, 200), fill=BLACK, width=3)
    for x in range(400, 900, 8):
        draw.point((x, 100), fill=BLACK)
    draw.ellipse((900, 20, 1150, 270), outline=BLACK, width=6)
    assert sheet.found() == ()


def test_a_page_without_words_is_not_looked_at():
    blank = PageImage(np.full((100, 100), 255, np.uint8), 200)
    assert find_handwriting(blank, (), blank) == ()


def test_grey_pages_have_no_blue(sheet):
    grey = PageImage(np.asarray(sheet.image.convert("L"), np.uint8), 200)
    assert find_handwriting(grey, sheet.words, grey) == ()


def test_one_digit_must_be_read_more_surely():
    sheet = Sheet()
    sheet.put("7", (100, 100))
    ink = np.where(np.asarray(sheet.image.convert("L")) < 150, 255, 0).astype(np.uint8)
    (word,) = sheet.words
    assert is_print(ink, replace(word, confidence=0.92))
    assert not is_print(ink, replace(word, confidence=0.85))


def test_words_without_letters_are_no_print():
    word = Word("—", Box(0, 0, 10, 10), 0.9)
    assert not is_print(np.zeros((20, 20), np.uint8), word)
