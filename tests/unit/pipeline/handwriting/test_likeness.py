import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipeline.handwriting.likeness import KEPT, _set, likeness, numbers
from samples.typefaces import font


def drawn(text, face, size=40):
    image = Image.new("L", (size * len(text) + 40, 2 * size), 0)
    ImageDraw.Draw(image).text((20, 1.5 * size), text, font=font(face, size), fill=255, anchor="ls")
    return np.asarray(image, np.uint8)


@pytest.mark.parametrize("face", ["Tinos-Regular", "Tinos-Italic", "Tinos-Bold", "BeVietnamPro-Regular"])
@pytest.mark.parametrize("digits", ["01", "2004", "761", "3", "88"])
def test_print_is_like_print(face, digits):
    assert likeness(drawn(digits, face), digits) > 0.8


@pytest.mark.parametrize("digits", ["27", "2004", "761"])
def test_a_hand_is_less_like_print(digits):
    by_hand = likeness(drawn(digits, "Charm-Regular"), digits)
    assert by_hand < likeness(drawn(digits, "Tinos-Regular"), digits) - 0.1


def test_numbers_without_end_take_no_memory_without_end():
    for number in range(2 * KEPT):
        likeness(np.full((4, 4), 255, np.uint8), str(number))
    assert _set.cache_info().currsize == KEPT


def test_other_digits_than_those_read_are_unlike():
    assert likeness(drawn("27", "Tinos-Regular"), "94") < 0.6


def test_no_ink_and_other_proportions_are_unlike():
    assert likeness(np.zeros((30, 40), np.uint8), "12") == 0.0
    assert likeness(np.full((10, 200), 255, np.uint8), "1") == 0.0


@pytest.mark.parametrize(
    ("text", "runs"),
    [("12/2026", [(0, 2), (3, 7)]), ("BCĐ138", [(3, 6)]), ("", []), ("Số:", []), ("٣", [])],
)
def test_runs_of_digits(text, runs):
    assert [*numbers(text)] == runs


@given(st.text())
def test_runs_hold_all_digits_and_nothing_else(text):
    held = "".join(text[start:end] for start, end in numbers(text))
    assert held == "".join(letter for letter in text if letter in "0123456789")
