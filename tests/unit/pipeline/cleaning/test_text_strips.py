import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cleaning.letters import letters_of
from pipeline.cleaning.pixels import marks
from pipeline.cleaning.text_strips import (
    RIM,
    SIDE,
    STRIDE,
    Stretch,
    spread,
    stretches_of,
    strips_along,
    strips_of,
)
from pipeline.image import PageImage
from tests.drawn import letters, text_page

DPI = 150
LINES = ("Ủy ban nhân dân xã Sơn Thủy", "thông báo kết quả giải quyết thủ tục")


def few_lines():
    return text_page(LINES, repeat=1, dpi=DPI)


def found(page):
    return stretches_of(letters_of(marks(page.pixels, page.dpi), page.dpi), page.dpi)


def test_each_line_is_found_at_the_bodies_of_its_letters():
    first, second = sorted(found(few_lines()), key=lambda each: each.y)
    height = letters(13, DPI).getbbox("xoan")
    for stretch, place in ((first, 0), (second, 1)):
        top = round(25 / 25.4 * DPI) + place * round(1.7 * 13 / 72 * DPI) + height[1]
        assert stretch.y == pytest.approx(top, abs=2)
        assert stretch.height == pytest.approx(height[3] - height[1], abs=2)


def test_a_page_on_its_head_gives_the_same_strips_on_theirs():
    page = few_lines()
    turned = PageImage(np.ascontiguousarray(page.pixels[::-1, ::-1]), DPI)
    strips, others = strips_along(page, 1000), strips_along(turned, 1000)
    assert len(strips) == len(others) == 2
    for strip, other in zip(strips, reversed(others), strict=True):
        assert strip.shape == other.shape
        assert np.abs(strip.astype(int) - other[::-1, ::-1]).mean() < 12  # moved by a pixel at most


def test_without_letters_there_are_no_strips():
    assert strips_along(PageImage(np.full((200, 200), 255, np.uint8), DPI), 100) == []


@given(
    height=st.integers(5, 33),
    bodies=st.floats(1.5, 24),
    place=st.tuples(st.integers(0, 400), st.integers(0, 400)),
)
def test_a_strip_holds_its_windows_and_a_rim(height, bodies, place):
    stretch = Stretch(place[0], place[1], round(bodies * height), height)
    (strip,) = strips_of(np.full((400, 400), 200, np.uint8), [stretch])
    assert strip.shape == (SIDE + 2 * RIM, SIDE + (stretch.windows - 1) * STRIDE + 2 * RIM)
    assert (strip == 200).all()


@given(sizes=st.lists(st.integers(10, 300), max_size=60), most=st.integers(20, 200))
def test_a_choice_of_stretches_has_about_as_many_windows_as_asked(sizes, most):
    stretches = [Stretch(0, 20 * place, width, 10) for place, width in enumerate(sizes)]
    total = sum(each.windows for each in stretches)
    chosen = sum(each.windows for each in spread(stretches, most))
    longest = max((each.windows for each in stretches), default=0)
    assert abs(chosen - min(total, most)) <= longest
