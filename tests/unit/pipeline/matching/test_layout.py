import math
from dataclasses import replace

import pytest

from pipeline.matching.layout import Line, below, columns, rows, upper_share
from pipeline.model import Box, Word
from tests.unit.pipeline.page_builder import page


def texts(reading):
    return [column.text for row in rows(reading) for column in columns(row)]


def line(x, y, w, h=50):
    return Line((Word("GIẤY", Box(x, y, w, h), 0.9),))


def test_a_wide_gap_parts_two_columns():
    assert texts(page("UBND XÃ SƠN THỦY\tCỘNG HÒA", "Số: 12/GKS")) == [
        "UBND XÃ SƠN THỦY",
        "CỘNG HÒA",
        "Số: 12/GKS",
    ]


def test_a_line_knows_its_box_and_folded_text():
    row = rows(page("GIẤY CHỨNG SINH"))[0]
    assert row.folded == "giay chung sinh"
    assert row.box == Box(250, 200, 24 * len("GIẤY CHỨNG SINH"), 50)


def test_capitals_are_counted_among_letters_only():
    assert upper_share("GIẤY 123 ...") == 1.0
    assert upper_share("Giấy") == 0.25
    assert upper_share("123 ....") == 0.0


def test_below_measures_in_line_heights_and_only_straight_down():
    upper = line(100, 100, 400)
    assert below(upper, line(150, 175, 400)) == 0.5
    assert below(upper, line(600, 175, 400)) is None
    assert below(line(150, 175, 400), upper) is None
    assert below(upper, upper) is None


def test_a_slanted_page_is_looked_at_straight():
    straight = page("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN", "GẮN LIỀN VỚI ĐẤT")
    slant = math.radians(2.5)

    def slanted(box):
        x, y = box.x + box.w / 2 - straight.width / 2, box.y + box.h / 2 - straight.height / 2
        left = x * math.cos(slant) + y * math.sin(slant) + straight.width / 2 - box.w / 2
        top = y * math.cos(slant) - x * math.sin(slant) + straight.height / 2 - box.h / 2
        return box._replace(x=round(left), y=round(top))

    words = tuple(replace(word, box=slanted(word.box)) for word in straight.words)
    upper, lower = rows(replace(straight, skew=2.5, words=words))
    assert upper.box.h <= 54
    assert below(upper, lower) == pytest.approx(0.5, abs=0.1)
