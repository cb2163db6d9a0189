import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.matching.fields.grammar import (
    GRAMMARS,
    area,
    certificate_serial,
    day,
    money,
    name,
    number_symbol,
    personal_id,
    plain_number,
    serial,
    sex,
    words,
)


def value(grammar, text):
    found = grammar(text)
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số: 761/BC-UBND", "761/BC-UBND"),
        ("Số : 12 / GCN-HN.HCN", "12/GCN-HN.HCN"),
        ("Số: 45/2020/NĐ-CP Hà Nội, ngày 8", "45/2020/NĐ-CP"),
        ("Số 07/UBND-XNTTHN", "07/UBND-XNTTHN"),
        ("Số: 34/2026", "34/2026"),
        ("Số: 34", "34"),
        ("Số: ....../UBND-XNTTHN", None),
        ("Số: /QĐ-UBND", None),
        ("Mã số: 761", None),
        ("hồ sơ 12/13", None),
    ],
)
def test_number_and_symbol(text, expected):
    assert value(number_symbol, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sơn Thủy, ngày 05 tháng 11 năm 2026", "05/11/2026"),
        ("ngay 5 thang 11 nam 2026", "05/11/2026"),
        ("10 giờ 15 phút, ngày 29 tháng 02 năm 2024", "29/02/2024"),
        ("03/11/2026", "03/11/2026"),
        ("3-11-2026", "03/11/2026"),
        ("31/02/2026 và 01/03/2026", "01/03/2026"),
        ("ngày .... tháng .... năm 2026", None),
        ("ngày 3l tháng 11 năm 2026", None),
        ("45/2020/NĐ-CP", None),
        ("103/11/2026", None),
        ("26/09/0026", None),
    ],
)
def test_dates_of_the_calendar_only(text, expected):
    assert value(day, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("099190000123", "099190000123"),
        ("0 9 9 1 9 0 0 0 0 1 2 3", "099190000123"),
        ("099 190 000 123, cấp ngày 01/02/2024", "099190000123"),
        ("09919000012", None),
        ("0991900001234", None),
        ("09919O000123", None),
        ("099 190 000 1234", None),
        ("............", None),
    ],
)
def test_a_personal_id_is_twelve_digits_and_never_guessed(text, expected):
    assert value(personal_id, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AA 12345678", "AA 12345678"),
        ("CS01234", "CS01234"),
        ("12/2026", "12/2026"),
        ("H99.101-261103-0001", "H99.101-261103-0001"),
        (": 45", "45"),
        ("......", None),
        ("chưa cấp", None),
    ],
)
def test_serials(text, expected):
    assert value(serial, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (": NGUYỄN VĂN AN", "NGUYỄN VĂN AN"),
        (": Lê Thị Mẫu......................", "Lê Thị Mẫu"),
        ("......Lê Thị Mẫu.....", "Lê Thị Mẫu"),
        (": Lê Thị Mẫu Giới tính: Nữ", "Lê Thị Mẫu"),
        (": LÊ THỊ MẪU Dân tộc: Kinh", "LÊ THỊ MẪU"),
        (": Lê Thị Mẫu\tNữ", "Lê Thị Mẫu"),
        (": xã Hòa Phú, tỉnh An Lạc.", "xã Hòa Phú, tỉnh An Lạc"),
        (": ......................", None),
        (": l", None),
        ("Giới tính: Nữ", None),
        ("", None),
    ],
)
def test_words_end_at_leaders_labels_and_columns(text, expected):
    assert value(words, text) == expected


@given(st.sampled_from(sorted(GRAMMARS)), st.text())
def test_what_is_found_lies_in_the_text(kind, text):
    found = GRAMMARS[kind](text)
    assert found is None or 0 <= found.start < found.end <= len(text)


@given(st.text(alphabet="0123456789OolI /.-:số Sngàythán"))
def test_no_digit_is_invented(text):
    for grammar in (number_symbol, personal_id, serial):
        found = grammar(text)
        if found:
            digits = [letter for letter in found.value if letter.isdigit()]
            assert digits == [letter for letter in text[found.start : found.end] if letter.isdigit()]


@pytest.mark.parametrize(
    ("grammar", "text", "expected"),
    [
        (sex, ": Nữ Quốc tịch: Việt Nam", "Nữ"),
        (sex, ": NAM", "Nam"),
        (sex, ": Nử", None),
        (sex, ": N. Quốc tịch: Việt Nam", None),
        (area, ": 1.250,5 m²", "1.250,5"),
        (area, ": 82 m2", "82"),
        (area, ": 82", None),
        (money, ": 450.000.000 đồng", "450.000.000"),
        (money, ": 450000 đ", "450.000"),
        (money, ": 450.000.000", None),
        (certificate_serial, "số AB 123456", "AB 123456"),
        (certificate_serial, "số AB12345678", "AB 12345678"),
        (certificate_serial, "số AB 1234567", None),
        (name, ": Ông Lê Văn Mẫu", "Lê Văn Mẫu"),
        (name, ": Ông/bà: LÊ VĂN MẪU", "LÊ VĂN MẪU"),
        (name, ": Lê", None),
        (name, ": Lê Văn Mẫu 1975", None),
        (plain_number, "Số: 34/2026", "34/2026"),
    ],
)
def test_other_kinds(grammar, text, expected):
    assert value(grammar, text) == expected
