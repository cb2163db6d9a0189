import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.audit.flow import PARAGRAPH, flow


def blocks(text):
    whole = flow(text)
    return [whole.text[slice(*whole.span(index))].strip() for index in range(len(whole.blocks))]


def test_broken_lines_are_one_block_and_know_their_numbers():
    whole = flow("đã tiếp nhận 998 hồ\nsơ trong đó\n\n- Trực tuyến\n")
    assert whole.text == "đã tiếp nhận 998 hồ sơ trong đó - Trực tuyến"
    assert [whole.line(offset) for offset in (0, 20, 33)] == [1, 2, 4]
    assert len(whole.blocks) == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Một câu dài.\nCâu khác", 2),
        ("Một câu\ndài", 1),
        ("I. PHẦN\n1. Mục\na) Điểm\n- Ý\n+ Ý nhỏ", 5),
        (f"Tiêu đề{PARAGRAPH}\nthân bài", 2),
        ("## Tiêu đề\nThân bài", 2),
        ("- UBND huyện\nđã giao\n\n12\n\ncho xã", 1),
    ],
)
def test_blocks(text, count):
    assert len(blocks(text)) == count


def test_signs_of_markdown_and_notes_go():
    assert flow("#### **5.1. Kết quả**<sup>1</sup>").text == "5.1. Kết quả"


def test_a_quote_keeps_to_its_block_and_to_whole_words():
    whole = flow(
        "- Một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba 15 hồ sơ trong hạn.\n- Khác"
    )
    start = whole.text.index("15")
    quote = whole.quote(start, start + 2, around=12)
    assert quote.startswith("…mười ba 15")
    assert "Khác" not in quote


@given(st.text(alphabet="aà 1.:;-+\n\u2029#I)", max_size=80))
def test_every_offset_has_a_line_and_a_block(text):
    whole = flow(text)
    for offset in range(len(whole.text)):
        start, end = whole.span(whole.block(offset))
        assert start <= offset < end
        assert 1 <= whole.line(offset) <= text.count("\n") + 1
