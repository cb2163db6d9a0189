from dataclasses import replace

import pytest

from catalogue.model import ComponentType, FieldSpec
from pipeline.matching.fields.labelled import LEGIBLE
from pipeline.matching.fields.take import take_fields
from pipeline.matching.look import look_at
from pipeline.model import Box, Code, FieldValue
from tests.unit.pipeline.page_builder import HEADER, page

NAME = FieldSpec("ho_ten", "Họ tên", "text", ("Họ, chữ đệm, tên",))
BORN = FieldSpec("ngay_sinh", "Ngày sinh", "date", ("Ngày, tháng, năm sinh",))
ID = FieldSpec("so_dinh_danh", "Số định danh", "personal_id", ("Số định danh cá nhân", "Giấy tờ tùy thân"))
NUMBER = FieldSpec("so", "Số, ký hiệu", "number_symbol", ("Số",))
SPECS = (NAME, BORN, ID, NUMBER)


def fields_of(*pages, specs=SPECS):
    kind = ComponentType("giay", "Giấy", (), ("GIẤY",), fields=tuple(specs))
    found = take_fields(kind, [look_at(one) for one in pages])
    return {name: value for name, value in found.items() if name in {spec.name for spec in specs}}


def taken(*pages, specs=SPECS):
    return {name: found.value for name, found in fields_of(*pages, specs=specs).items()}


def test_values_stand_behind_their_labels():
    lines = (
        "Số: 12/2026\t" + HEADER[0],
        "GIẤY KHAI SINH",
        "Họ, chữ đệm, tên: LÊ VĂN MẪU Giới tính: Nam",
        "Ngày, tháng, năm sinh: 03/11/2026 ghi bằng chữ: ngày mồng ba",
        "Số định danh cá nhân: 099 226 000 123",
    )
    assert taken(page(*lines)) == {
        "ho_ten": "LÊ VĂN MẪU",
        "ngay_sinh": "03/11/2026",
        "so_dinh_danh": "099226000123",
        "so": "12/2026",
    }


def test_labels_are_found_misread_and_on_later_pages():
    second = page(
        "Ho, chữ đêm, tèn: LÊ VĂN MẪU", "Ngày, thảng, nărn sinh: ngày 03 tháng 11 năm 2026", number=2
    )
    assert taken(page("GIẤY KHAI SINH"), second) == {"ho_ten": "LÊ VĂN MẪU", "ngay_sinh": "03/11/2026"}


def test_a_longer_label_is_another_label():
    mother_first = ("Họ, chữ đệm, tên người mẹ: LÊ THỊ MẪU", "Họ, chữ đệm, tên: LÊ VĂN MẪU")
    assert taken(page(*mother_first)) == {"ho_ten": "LÊ VĂN MẪU"}
    last_word = FieldSpec("ten", "Tên", "text", ("Tên",))
    assert taken(page("Họ và tên: LÊ VĂN MẪU"), specs=[last_word]) == {}


def test_a_note_in_parentheses_belongs_to_the_label():
    assert taken(page("Họ, chữ đệm, tên (viết chữ in hoa): LÊ VĂN MẪU")) == {"ho_ten": "LÊ VĂN MẪU"}


def test_a_value_may_stand_below_its_label():
    card = ("Họ, chữ đệm, tên", "LÊ VĂN MẪU", "Số định danh cá nhân", "099226000123")
    assert taken(page(*card)) == {"ho_ten": "LÊ VĂN MẪU", "so_dinh_danh": "099226000123"}


def test_dotted_leaders_are_no_value():
    lines = (
        "Số: ......../UBND",
        "Họ, chữ đệm, tên: ....................",
        "Nơi cư trú",
        "Ngày, tháng, năm sinh: ......",
        "03/11/2026",
    )
    assert taken(page(*lines)) == {}


def test_a_number_in_the_body_is_not_the_papers_own():
    assert taken(page(*[""] * 30, "Căn cứ Quyết định Số: 12/QĐ-UBND")) == {}


def test_a_label_that_is_absent_gives_the_next_one_its_turn():
    assert taken(page("Giấy tờ tùy thân: CCCD số 099226000123")) == {"so_dinh_danh": "099226000123"}


def test_a_value_is_as_sure_as_all_its_words_together_and_knows_its_place():
    reading = page("Họ, chữ đệm, tên: LÊ VĂN MẪU")
    sure = {"LÊ": 0.9, "VĂN": 0.6, "MẪU": 0.8}
    words = tuple(replace(word, confidence=sure.get(word.text, 0.1)) for word in reading.words)
    found = fields_of(replace(reading, words=words), specs=[NAME])["ho_ten"]
    assert found.confidence == pytest.approx(0.9 * 0.6 * 0.8)
    assert replace(found, confidence=0) == FieldValue("LÊ VĂN MẪU", 0, 1, Box(682, 200, 240, 50))


def test_what_is_hardly_legible_is_left_out():
    line = "Họ, chữ đệm, tên: LÊ VĂN MẪU"
    assert taken(page(line, confidence=LEGIBLE), specs=[NAME]) == {"ho_ten": "LÊ VĂN MẪU"}
    assert taken(page(line, confidence=LEGIBLE - 0.01), specs=[NAME]) == {}


def test_a_number_that_is_not_read_surely_is_shown_and_not_told():
    assert fields_of(page("Số: 12/QĐ-UBND", confidence=0.95))["so"].value == "12/QĐ-UBND"
    shown = fields_of(page("Số: 12/QĐ-UBND", confidence=0.6))["so"]
    assert (shown.value, shown.source) == ("", "hand")
    assert shown.box is not None


def test_the_serial_of_a_certificate_stands_alone():
    serial = FieldSpec("so_phat_hanh", "Số phát hành", "certificate_serial", ("Số phát hành",))
    assert taken(page("Giấy chứng nhận AB 123456 đã cấp", "", "ZA 00012345"), specs=[serial]) == {
        "so_phat_hanh": "ZA 00012345"
    }
    assert taken(page("Số phát hành: AB 123456", "", "ZA 00012345"), specs=[serial]) == {
        "so_phat_hanh": "AB 123456"
    }
    assert taken(page("Giấy chứng nhận AB 123456 đã cấp"), specs=[serial]) == {}


def test_the_parts_of_two_people_are_kept_apart():
    number = ("Số định danh cá nhân",)
    one = FieldSpec("so_a", "Số bên A", "personal_id", number, after="BÊN A", person="a")
    other = FieldSpec("so_b", "Số bên B", "personal_id", number, after="BÊN B", person="b")
    lines = ("BÊN A", "Số định danh cá nhân: ............", "BÊN B", "Số định danh cá nhân: 099226000123")
    assert taken(page(*lines), specs=[one, other]) == {"so_b": "099226000123"}
    assert taken(page(*lines[2:]), specs=[one, other]) == {"so_b": "099226000123"}


def test_a_day_may_end_in_the_next_row_or_stand_below_another_label():
    assert taken(page("Ngày, tháng, năm sinh: ngày 03 tháng 11 năm", "2026"), specs=[BORN]) == {
        "ngay_sinh": "03/11/2026"
    }
    lines = ("Ngày, tháng, năm sinh: Nơi cư trú: xã Hòa Phú", "03/11/2026 tỉnh An Lạc")
    assert taken(page(*lines), specs=[BORN]) == {"ngay_sinh": "03/11/2026"}


def test_what_a_hand_wrote_behind_a_label_is_shown():
    reading = page("Họ, chữ đệm, tên: LÊ VĂN MẪU")
    at = reading.words[-1].box
    whole = at._replace(x=at.x - 160, w=at.w + 160)
    shown = fields_of(replace(reading, hand=(whole,)), specs=[NAME])["ho_ten"]
    assert (shown.value, shown.source, shown.page) == ("", "hand", 1)
    blank = page("Họ, chữ đệm, tên:")
    stroke = Box(900, 200, 200, 50)
    assert fields_of(replace(blank, hand=(stroke,)), specs=[NAME])["ho_ten"].source == "hand"
    assert fields_of(blank, specs=[NAME]) == {}


def test_a_code_wins_over_print_and_tells_what_contradicts_it():
    reading = page("CĂN CƯỚC CÔNG DÂN", "Họ, chữ đệm, tên: LÊ THỊ MÂY", confidence=0.99)
    code = Code("999188001010||LÊ THỊ MẬN|05111988|Nữ|xã Sơn Thủy|17052024", Box(9, 9, 90, 90))
    named = replace(NAME, kind="name")
    found = fields_of(replace(reading, codes=(code,)), specs=[named, BORN])
    assert (found["ho_ten"].value, found["ho_ten"].source) == ("LÊ THỊ MẬN", "code")
    assert "“LÊ THỊ MẬN”" in found["ho_ten"].remark
    assert "“LÊ THỊ MÂY”" in found["ho_ten"].remark
    assert (found["ngay_sinh"].value, found["ngay_sinh"].remark) == ("05/11/1988", "")


def test_a_place_that_print_and_code_word_otherwise_is_no_contradiction():
    reading = page("CĂN CƯỚC CÔNG DÂN", "Nơi cư trú: thôn Đồng Sậy", "xã Sơn Thủy", confidence=0.99)
    code = Code("999188001010||LÊ THỊ MẬN|05111988|Nữ|xã Sơn Thủy|17052024", Box(9, 9, 90, 90))
    home = FieldSpec("noi_cu_tru", "Nơi cư trú", "text", ("Nơi cư trú",))
    found = fields_of(replace(reading, codes=(code,)), specs=[home])["noi_cu_tru"]
    assert (found.value, found.source, found.remark) == ("xã Sơn Thủy", "code", "")


FORM = (
    "TỜ KHAI",
    "Họ, chữ đệm, tên: LÊ VĂN MẪU",
    "Ngày, tháng, năm sinh: 03/11/2026",
    "Số định danh cá nhân: 099226000123",
)


def written(reading, *texts):
    """Return a page on which a hand wrote some words."""
    return replace(reading, hand=tuple(word.box for word in reading.words if word.text in texts))


def sources(reading):
    return {name: value.source for name, value in fields_of(reading).items()}


def test_a_neat_hand_that_was_read_as_print_is_shown_where_the_rest_of_the_form_is_written():
    assert set(sources(written(page(*FORM), "03/11/2026", "099226000123")).values()) == {"hand"}


def test_one_written_value_makes_no_form_filled_by_hand():
    assert sources(written(page(*FORM), "03/11/2026"))["ho_ten"] == "print"


def test_print_that_was_surely_read_stays_among_handwriting():
    reading = page(*FORM, confidence=0.999)
    shown = sources(written(reading, "03/11/2026", "099226000123"))
    assert shown == {"ho_ten": "print", "ngay_sinh": "hand", "so_dinh_danh": "hand"}
