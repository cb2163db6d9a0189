import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipeline.image import PageImage
from pipeline.intake.visible import Ink, overlap
from pipeline.model import Box

DPI = 100
WIDTH, HEIGHT = 800, 1100
WORD = Box(100, 100, 120, 20)


def page(draw=lambda _: None, paper="white", dpi=DPI):
    sheet = Image.new("RGB", (WIDTH * dpi // DPI, HEIGHT * dpi // DPI), paper)
    draw(ImageDraw.Draw(sheet))
    return PageImage(np.array(sheet), dpi)


def print_in(draw, box, colour="black"):
    """Strokes as wide and as far apart as those of letters."""
    for x in range(box.x, box.x + box.w, 5):
        draw.line((x, box.y + 4, x, box.y + box.h - 4), fill=colour, width=2)


@pytest.mark.parametrize(
    ("colour", "paper"), [("black", "white"), ("white", "navy"), ("red", "white"), ("blue", "lightyellow")]
)
def test_print_shows(colour, paper):
    assert Ink(page(lambda draw: print_in(draw, WORD, colour), paper)).shows(WORD)


@pytest.mark.parametrize("paper", ["white", "black", "lightyellow"])
def test_nothing_does_not_show(paper):
    assert not Ink(page(paper=paper)).shows(WORD)


@given(st.builds(Box, *(st.integers(0, 3000) for _ in range(4))))
def test_boxes_outside_show_nothing(box):
    ink = Ink(page())
    assert not ink.shows(box)
    assert ink.shares([box]) == (0, 0)


def test_print_is_inside_or_outside_of_boxes():
    other = WORD._replace(y=500)
    ink = Ink(page(lambda draw: [print_in(draw, box) for box in (WORD, other)]))
    told, untold = ink.shares([WORD])
    assert told > 0
    assert told == pytest.approx(untold, rel=0.5)
    assert ink.shares([WORD, other])[1] == 0


def test_resolution_does_not_matter():
    fine = Box(*(3 * edge for edge in WORD))
    coarse = Ink(page(lambda draw: print_in(draw, WORD))).shares([WORD])
    detailed = Ink(page(lambda draw: print_in(draw, fine), dpi=300)).shares([fine])
    assert detailed == pytest.approx(coarse, rel=0.3)


def rules(draw):
    for y in range(100, 400, 30):
        draw.line((50, y, 700, y), fill="black", width=2)
    for x in (50, 300, 700):
        draw.line((x, 100, x, 370), fill="black", width=2)
    draw.rectangle((50, 600, 700, 660), fill="grey")


def test_rules_and_coloured_fields_are_no_print():
    assert Ink(page(rules)).shares([])[1] < 0.004


def test_the_same_words_twice_overlap_by_half():
    boxes = [Box(100 * n, 100, 90, 20) for n in range(5)]
    assert overlap(boxes, WIDTH, HEIGHT) < 0.02
    assert overlap(boxes * 2, WIDTH, HEIGHT) == pytest.approx(0.5, abs=0.02)
    assert overlap([], WIDTH, HEIGHT) == 0
