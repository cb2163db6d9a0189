"""One place of a page read again: what stands there, and nothing beside it."""

import numpy as np
import pytest
from PIL import Image

from pipeline.engines import DIGIT_READERS
from pipeline.image import PageImage
from pipeline.model import Box, Limits
from pipeline.region import Place, read_place, read_region, told
from tests.drawn import letters, skewed, text_page

LINES = ("Họ, chữ đệm, tên: Trần Ngọc Mận", "Ngày sinh: 05/03/1986", "Số định danh: 999179026963")
FROM, STEP = 197, 61  # pixels to the first line, and from one to the next, of `text_page`


def line(number, left=230, width=900):
    return Box(left, FROM + number * STEP - 8, width, 56)


@pytest.fixture(scope="module")
def page():
    return text_page(LINES, repeat=1, size=(1654, 700))


@pytest.mark.ocr
def test_only_what_is_framed_is_read(page):
    assert read_place(page, line(0), "").value == LINES[0]
    assert read_place(page, Box(230, FROM + STEP - 8, 900, 120), "").text == "\n".join(LINES[1:])


@pytest.mark.ocr
def test_a_place_of_a_skewed_page_is_found_on_the_cleaned_one(page):
    turned = skewed(page, 2)
    words = read_place(turned, Box(0, 0, turned.width, turned.height), "").text
    assert LINES[0] in words


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("number", "kind", "value"), [(1, "date", "05/03/1986"), (2, "personal_id", "999179026963")]
)
def test_a_field_of_digits_gets_its_value(page, number, kind, value):
    assert read_place(page, line(number), kind).value == value


@pytest.mark.ocr
@pytest.mark.parametrize("more", [-6, 0, 6, 10])
def test_letters_that_a_careless_frame_cuts_are_whole_or_not_there(page, more):
    # The name ends with the line; before it stands "tên:", of which the frame takes a part.
    width = letters(13).getlength(LINES[0])
    left = 236 + letters(13).getlength("Họ, chữ đệm, tên: ")
    framed = Box(round(left) - more, FROM - 8, round(236 + width - left) + more - 4, 56)
    assert read_place(page, framed, "").value == "Trần Ngọc Mận"


@pytest.mark.ocr
def test_an_empty_place_says_nothing(page):
    read = read_place(page, Box(100, 500, 600, 100), "personal_id")
    assert (read.text, read.value) == ("", "")


@pytest.mark.ocr
def test_a_place_is_told_on_the_page_as_it_was_turned(page, tmp_path):
    hanging = PageImage(np.ascontiguousarray(np.rot90(page.pixels, 2)), page.dpi)
    Image.fromarray(hanging.pixels).save(tmp_path / "quet.png", dpi=(page.dpi, page.dpi))
    read = read_region(tmp_path / "quet.png", Place(1, 180, line(1)), "date", Limits())
    assert read.value == "05/03/1986"


@pytest.mark.ocr
@pytest.mark.parametrize("reader", DIGIT_READERS, ids=lambda reader: type(reader).__name__)
def test_readers_of_digits_read_nothing_else(reader):
    if not reader.is_installed():
        pytest.skip("not installed")
    words = reader.read(text_page(("Số 0123 ngày 05/03/1986 O l",), repeat=1, size=(1654, 320)))
    assert not set("".join(word.text for word in words)) - set("0123456789/.,-")
    assert "05/03/1986" in " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Trần  Ngọc\nMận", "", "Trần Ngọc Mận"),
        ("'999179026963", "", "999179026963"),
        ("ngày 05 tháng 3 năm 1986", "date", "05/03/1986"),
        ("999 179", "personal_id", "999 179"),  # too short, and still digits: for the clerk to mend
        ("khong ro", "personal_id", ""),
    ],
)
def test_a_text_becomes_the_value_of_its_kind_of_field(text, kind, value):
    assert told(text, kind).value == value
