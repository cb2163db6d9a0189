import pytest

from reports.audit.flow import flow
from reports.audit.scope import WHOLE, level_at, level_in, period_at, rank

OUTLINE = """I. KẾT QUẢ
1. Năm 2024
- Kết quả cấp huyện, cấp xã:
+ Đối với cấp huyện: tiếp nhận A
+ Đối với cấp xã: tiếp nhận B
- Tỷ lệ chung C
2. Quý I/2025
Tại UBND cấp xã tiếp nhận D
"""


@pytest.mark.parametrize(
    ("letter", "level", "period"),
    [("A", "huyện", "2024"), ("B", "xã", "2024"), ("C", None, "2024"), ("D", "xã", "quý 1 2025")],
)
def test_headings_above_count_those_beside_do_not(letter, level, period):
    whole = flow(OUTLINE)
    offset = whole.text.index(f" {letter}") + 1
    assert level_at(whole, offset) == level
    found = period_at(whole, offset)
    assert found
    assert found.key == period


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("tại UBND huyện", "huyện"),
        ("Cấp xã", "xã"),
        ("cấp huyện, cấp xã", WHOLE),
        ("đối với các phường", "xã"),
        ("toàn tỉnh", WHOLE),
        ("công chức", None),
    ],
)
def test_levels(words, level):
    assert level_in(words) == level


def test_ranks():
    assert [rank(block) for block in ("I. A", "2. A", "2.1. A", "a) A", "- A", "+ A", "A")] == [
        1,
        2,
        3,
        4,
        5,
        6,
        7,
    ]
