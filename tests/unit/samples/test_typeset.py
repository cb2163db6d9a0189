"""Blocks fall on pages as a printer would set them."""

import numpy as np

from samples.blocks import Break, Form, Gap, Header, Signature, Signatures, Table, Text, Title, fill
from samples.sheet import Sheet, Type
from samples.typeset import typeset, wrap

LETTERS = Type("Tinos-Regular", 13, (0, 0, 0))


def set_form(*blocks: object) -> list[Sheet]:
    return typeset(Form(tuple(blocks)), 60, np.random.default_rng(1))  # type: ignore[arg-type]


def words(sheet: Sheet) -> list[str]:
    return [word.text for word in sheet.words]


def test_lines_are_as_wide_as_allowed_and_lose_no_word():
    text = "Căn cứ hồ sơ do công dân nộp tại bộ phận một cửa " * 5
    lines = wrap(text, LETTERS, 60, 100)
    assert " ".join(lines).split() == text.split()
    assert LETTERS.width(lines[0]) <= 60
    assert all(LETTERS.width(line) <= 100 for line in lines)


def test_a_paragraph_goes_on_over_the_page():
    text = " ".join(f"từ{number}" for number in range(700))
    sheets = set_form(Text(text))
    assert len(sheets) > 1
    numbered = [word for sheet in sheets for word in words(sheet)]
    assert [word for word in numbered if word.startswith("từ")] == text.split()


def test_a_heading_never_stands_last_on_a_page():
    first, second = set_form(Gap(250), Text("Điều 6", bold=True), Text("Nội dung của điều này"))
    assert "Điều" not in words(first)
    assert words(second)[1:3] == ["Điều", "6"]


def test_a_signature_block_is_not_torn_apart():
    first, second = set_form(Gap(220), Signatures(None, Signature(("CHỦ TỊCH",), "Lê Văn Thử")))
    assert words(first) == []
    assert words(second) == ["2", "CHỦ", "TỊCH", "Lê", "Văn", "Thử"]


def test_the_header_has_two_columns_side_by_side():
    (sheet,) = set_form(Header(("TỈNH AN LẠC", "XÃ SƠN THỦY"), "Số: 7/UBND"))
    top = {word.text: word.box for word in sheet.words}
    assert top["TỈNH"][0] < 60
    assert top["CỘNG"][0] > 100
    assert abs(top["TỈNH"][1] - top["CỘNG"][1]) < 2


def test_a_long_value_runs_on_below_its_label():
    (sheet,) = set_form(fill(("Lý do", "đất đai manh mún, thiếu vốn, thiếu giống, đường sá cách trở " * 3)))
    heights = {round(word.box[1]) for word in sheet.words if word.hand}
    assert max(heights) - min(heights) > 5
    assert all(word.box[0] + word.box[2] < 200 for word in sheet.words)


def test_a_title_too_long_for_a_line_is_balanced():
    (sheet,) = set_form(Title("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT"))
    rows: dict[float, float] = {}
    for word in sheet.words:
        rows[round(word.box[1], 1)] = rows.get(round(word.box[1], 1), 0) + word.box[2]
    short, long = sorted(rows.values())
    assert short > 0.6 * long


def test_table_cells_stay_in_their_columns():
    (sheet,) = set_form(Table(("TT", "Tên"), (("1", "một tên khá dài để phải xuống dòng " * 4),), (1, 3)))
    left = next(word.box[0] for word in sheet.words if word.text == "Tên")
    assert all(word.box[0] >= left - 0.1 for word in sheet.words if word.text not in {"TT", "1"})


def test_a_break_begins_a_page():
    assert len(set_form(Text("một"), Break(), Text("hai"))) == 2
