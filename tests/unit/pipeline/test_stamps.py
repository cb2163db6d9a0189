import numpy as np
import pytest

from pipeline.image import PageImage
from pipeline.model import Box, Word
from pipeline.stamps import ALIKE_SHORT, find_stamps, named, named_secret
from samples import ink
from tests.drawn import DPI, in_colour, text_page, usual_page, white_page

RED, BLACK = (206, 30, 40), (20, 20, 20)


def stamped(words, colour=RED, page=None, at=(300, 40)):
    """Lay a framed stamp over a page, as a hand sets it."""
    page = page or in_colour(usual_page())
    mask = ink.framed(words, DPI, np.random.default_rng(5))[..., None] / 255
    pixels = page.pixels.copy()
    x, y = at
    h, w = mask.shape[:2]
    under = pixels[y : y + h, x : x + w]
    pixels[y : y + h, x : x + w] = (under * (1 - mask * (1 - np.array(colour) / 255))).astype(np.uint8)
    return PageImage(pixels, page.dpi)


def line(text, y=200, number=0, x=300):
    words = []
    for one in text.split():
        words.append(Word(one, Box(x, y, 20 * len(one), 40), 0.9, number))
        x += 20 * (len(one) + 1)
    return words


@pytest.mark.ocr
@pytest.mark.parametrize("words", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"])
def test_a_red_stamp_is_read_even_over_print(words):
    (stamp,) = find_stamps(stamped(words, at=(300, 190)), ())
    assert stamp.text == words
    assert stamp.box.x < 320
    assert stamp.box.y < 210


@pytest.mark.ocr
def test_a_copied_stamp_is_read_where_it_stands_free():
    (stamp,) = find_stamps(stamped("TỐI MẬT", BLACK, white_page()), ())
    assert (stamp.kind, stamp.text) == ("secret", "TỐI MẬT")


@pytest.mark.ocr
def test_a_frame_that_says_something_else_is_no_stamp():
    assert find_stamps(stamped("ĐÃ KIỂM"), ()) == ()


def test_words_of_secrecy_alone_in_capitals_count_at_the_head_only():
    page = text_page()
    (stamp,) = find_stamps(page, line("TUYỆT MẬT", y=200))
    assert stamp.text == "TUYỆT MẬT"
    assert stamp.confidence < 0.9
    assert find_stamps(page, line("TUYỆT MẬT", y=1800)) == ()


@pytest.mark.parametrize(("text", "stamps"), [("MẬT", 1), ("MÂT", 1), ("MẮT", 0), ("MẮT:", 0), ("MẤT", 0)])
def test_the_heading_of_eyes_in_a_paper_on_health_is_no_mark_of_secrecy(text, stamps):
    assert len(find_stamps(text_page(), line(text, y=200))) == stamps


@pytest.mark.parametrize(
    "words",
    [
        line("Danh mục bí mật nhà nước độ Tối mật"),
        line("BẢO VỆ BÍ MẬT NHÀ NƯỚC"),
        line("Tối mật"),
        [*line("MẬT", number=0), *line("Độ mật của tài liệu", number=1, x=400)],
    ],
)
def test_words_of_secrecy_in_a_text_are_no_stamp(words):
    assert find_stamps(text_page(), words) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MẬT", "MẬT"),
        ("MẬT.", "MẬT"),
        ("HOẢ TỐC", "HỎA TỐC"),
        ("TUYỆT MẬ", "TUYỆT MẬT"),
        ("THƯỢNG KHAN", "THƯỢNG KHẨN"),
        ("SAO Y", "SAO Y"),
    ],
)
def test_misread_words_are_named(text, found):
    said = named(text)
    assert said is not None
    assert said[1] == found


@pytest.mark.parametrize("text", ["", "MẶT TRƯỚC", "KHOA", "BẢN VẼ", "TỐI", "SAO"])
def test_other_words_are_not(text):
    assert named(text) is None


@pytest.mark.parametrize(("text", "found"), [("MT", "MẬT"), ("KHẨ", "KHẨN")])
def test_in_a_red_frame_short_words_may_be_misread(text, found):
    assert named(text) is None
    said = named(text, ALIKE_SHORT)
    assert said is not None
    assert said[1] == found


@pytest.mark.parametrize("text", ["ĐÃ KIỂM", "ĐÃ THU", "SỐ", "HÀ NỘI", "KHOA"])
def test_not_everything_in_a_red_frame_is_a_stamp(text):
    assert named(text, ALIKE_SHORT) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("‡*/VỆTI MẬT", "TUYỆT MẬT"),
        ("7Ố] MẬT", "TỐI MẬT"),
        ("MẬT.", "MẬT"),
        ("MẮT", None),
        ("MẬT ONG", None),
        ("", None),
    ],
)
def test_a_degree_of_secrecy_read_in_part_is_one(text, found):
    said = named_secret(text)
    assert (said and said[1]) == found
