from dataclasses import replace

from pipeline.model import Word
from pipeline.ordering import in_reading_order
from tests.unit.pipeline.ordering.printed import EDGE, HALF, printed, rows


def moved_last(words: tuple[Word, ...], count: int) -> list[Word]:
    """Read the first words last."""
    return [*words[count:], *(replace(word, line=99) for word in words[:count])]


def test_what_stands_above_is_read_first():
    words = printed("Kính gửi: Sở Y tế", "", "Thực hiện công văn trên", "", "Trân trọng.")
    assert rows(in_reading_order(moved_last(words, 5))) == rows(words)


def test_the_topmost_of_the_page_is_read_first_though_nothing_stands_below_it():
    words = printed("\tMẫu số 01", "", "Đơn đề nghị", "", "Tôi tên là Hân")
    assert rows(in_reading_order(moved_last(words, 3)))[0] == "Mẫu số 01"


def test_columns_of_text_stay_as_they_were_read():
    left = printed("cột trái một", "", "cột trái hai", "", "cột trái ba")
    right = [
        replace(word, box=word.box._replace(x=word.box.x + HALF - EDGE, y=word.box.y - 9), line=word.line + 9)
        for word in printed("phải một", "", "phải hai", "", "phải ba", top=130)
    ]
    assert [row for row in rows(in_reading_order([*left, *right])) if row] == [
        *("cột trái một", "cột trái hai", "cột trái ba"),
        *("phải một", "phải hai", "phải ba"),
    ]
