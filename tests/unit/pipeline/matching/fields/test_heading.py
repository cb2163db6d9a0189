from dataclasses import replace

import pytest

from pipeline.matching.fields.take import take_fields
from pipeline.matching.look import look_at
from pipeline.model import Box, Stamp
from tests.unit.pipeline.page_builder import LETTER, page

NATIONAL, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


def official(
    number="Số: 761/BC-UBND",
    day="Sơn Thủy, ngày 03 tháng 11 năm 2026",
    *more,
    body=("UBND TỈNH AN LẠC", "SỞ Y TẾ"),
):
    return page(
        f"{body[0]}\t{NATIONAL}", f"{body[1]}\t{MOTTO}", "", f"{number}\t{day}", "", *more, confidence=0.99
    )


def read(reading):
    return take_fields(None, [look_at(reading)])


def values(reading):
    return {name: found.value for name, found in read(reading).items()}


def word_box(reading, text):
    return next(word.box for word in reading.words if word.text == text)


def test_a_heading_is_read_whole():
    found = values(official("Số: 761/BC-UBND", "Sơn Thủy, ngày 03 tháng 11 năm 2026", "\t\t\tBÁO CÁO"))
    assert found == {
        "loai_van_ban": "Báo cáo",
        "so_ky_hieu": "761/BC-UBND",
        "ky_hieu": "BC-UBND",
        "ngay_ban_hanh": "03/11/2026",
        "co_quan": "SỞ Y TẾ TỈNH AN LẠC",
        "co_quan_cap_tren": "UBND TỈNH AN LẠC",
    }


def test_a_page_without_heading_has_no_official_fields():
    assert read(page(NATIONAL, MOTTO, "", "TỜ KHAI", "Kính gửi: Ủy ban nhân dân xã Hòa Phú")) == {}
    assert read(page("Nghe nói ngày 03 tháng 11 năm 2026 trời mưa to lắm đấy", confidence=0.99)) == {}


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 45/2020/NĐ-CP", "45/2020/NĐ-CP"),
        ("Số: 2004/KH-SYT-CĐN", "2004/KH-SYT-CĐN"),
        ("Số: 225/TB -SYT", "225/TB-SYT"),
        ("Số: 02/ÐL-BTC.", "02/ĐL-BTC"),
        ("Số: 3176b/QĐ-SYT", "3176b/QĐ-SYT"),
        ("Số: 154/CTPH-LĐLĐ-SVH,TT,DL", "154/CTPH-LĐLĐ-SVH,TT,DL"),
        ("Só 12/GCN-HN.HCN", "12/GCN-HN.HCN"),
    ],
)
def test_numbers_and_symbols(line, number):
    assert values(official(line))["so_ky_hieu"] == number


@pytest.mark.parametrize("line", ["Số: 0?/TTr-UBND", "Số:⁄‡6 /TTr-UBND", "Số{24 /TTr-UBND"])
def test_a_number_that_cannot_be_read_is_shown_with_its_printed_symbol(line):
    shown = read(official(line))["so_ky_hieu"]
    assert (shown.value, shown.source) == ("", "hand")
    assert "TTr-UBND" in shown.remark
    assert shown.box is not None


def test_a_number_over_which_a_hand_wrote_is_not_told_however_surely_it_was_read():
    reading = official("Số: 23 /BC-UBND")
    at = word_box(reading, "23")
    shown = read(replace(reading, hand=(at,)))["so_ky_hieu"]
    assert (shown.value, shown.source) == ("", "hand")
    assert shown.box.x <= at.x < at.x + at.w <= shown.box.x + shown.box.w


def test_a_hand_in_the_gap_before_the_symbol():
    reading = official("Số: /BC-UBND")
    label = word_box(reading, "Số:")
    stroke = Box(label.x + label.w + 2, label.y, LETTER - 4, label.h)
    assert read(replace(reading, hand=(stroke,)))["so_ky_hieu"].source == "hand"
    assert "so_ky_hieu" not in read(reading)


def test_a_number_run_together_is_shown():
    shown = read(official("S8H8ESYT-NVY", "Sơn Thủy, ngày 03 tháng 11 năm 2026", "V/v kiểm tra"))
    assert shown["so_ky_hieu"].source == "hand"
    assert shown["loai_van_ban"].value == "Công văn"
    assert shown["ky_hieu"].value == "SYT-NVY"  # SỞ Y TẾ issued it


def test_a_number_run_together_with_letters_of_nobody_has_no_symbol():
    assert "ky_hieu" not in read(official("S8H8EABC-NVY"))


def test_the_name_of_a_body_is_no_number():
    found = values(official(body=("SỞ Y TẾ KIÊN GIANG", "BAN TỔ CHỨC LỄ KỶ NIỆM")))
    assert found["so_ky_hieu"] == "761/BC-UBND"


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Sơn Thủy, ngày®' tháng 11 năm 2026", "tháng 11 năm 2026"),
        ("Sơn Thủy, ngày 2O tháng 11 năm 2026", "tháng 11 năm 2026"),
        ("Sơn Thủy, ngày15t tháng 11 năm 2026", "tháng 11 năm 2026"),
        ("Sơn Thủy, H tháng 11 năm 2026", "tháng 11 năm 2026"),
        ("Sơn Thủy, ngày 05 tháng L năm 2026", "năm 2026"),
    ],
)
def test_a_day_that_cannot_be_read_is_shown_with_what_is_printed(line, rest):
    shown = read(official("Số: 1/QĐ-UBND", line))["ngay_ban_hanh"]
    assert (shown.value, shown.source) == ("", "hand")
    assert f"“{rest}”" in shown.remark


def test_a_day_over_which_a_hand_wrote():
    reading = official()
    assert read(reading)["ngay_ban_hanh"].value == "03/11/2026"
    shown = read(replace(reading, hand=(word_box(reading, "03"),)))["ngay_ban_hanh"]
    assert (shown.value, shown.source) == ("", "hand")


def test_a_day_that_is_still_to_be_written_is_left_out():
    assert "ngay_ban_hanh" not in read(official("Số: 1/QĐ-UBND", "Sơn Thủy, ngày ..... tháng 11 năm 2026"))


def test_a_day_that_the_calendar_has_not_is_left_out():
    assert "ngay_ban_hanh" not in read(official("Số: 1/QĐ-UBND", "Sơn Thủy, ngày 31 tháng 11 năm 2026"))


def test_a_letter_says_what_it_is_about():
    found = values(
        official(
            "Số: 12/UBND-VX", "Sơn Thủy, ngày 03 tháng 11 năm 2026", "V/v kiểm tra hồ sơ", "quý IV năm 2026"
        )
    )
    assert found["loai_van_ban"] == "Công văn"
    assert found["trich_yeu"] == "kiểm tra hồ sơ quý IV năm 2026"


def test_a_decision_says_below_its_title_what_it_is_about():
    lines = (
        "\t\t\tQUYẾT ĐỊNH",
        "Về việc trợ cấp xã hội hằng tháng cho người cao tuổi",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
    )
    found = values(official("Số: 12/QĐ-UBND", "Sơn Thủy, ngày 03 tháng 11 năm 2026", *lines))
    assert found["loai_van_ban"] == "Quyết định"
    assert found["trich_yeu"] == "Về việc trợ cấp xã hội hằng tháng cho người cao tuổi"


def test_title_and_symbol_are_two_witnesses():
    both = read(official("Số: 1/BC-UBND", "Sơn Thủy, ngày 03 tháng 11 năm 2026", "\t\t\tBÁO CÁO"))
    one = read(official("Số: 1/BC-UBND"))
    assert both["loai_van_ban"].confidence > one["loai_van_ban"].confidence
    assert one["loai_van_ban"].value == "Báo cáo"


def test_a_misread_title_is_still_one():
    assert (
        values(official("Số: 1/X-Y", "Sơn Thủy, ngày 03 tháng 11 năm 2026", "\t\t\tTƠ TRINH"))["loai_van_ban"]
        == "Tờ trình"
    )


def test_urgency_is_stamped_or_printed():
    reading = official()
    stamped = replace(
        reading,
        stamps=(Stamp("secret", "MẬT", Box(0, 0, 9, 9)), Stamp("urgency", "KHẨN", Box(9, 9, 9, 9), 0.9)),
    )
    assert read(stamped)["do_khan"].value == "KHẨN"
    assert read(stamped)["do_khan"].box == Box(9, 9, 9, 9)
    lines = ("Sơn Thủy, ngày 03 tháng 11 năm 2026", "HỎA TỐC\tGIẤY MỜI")
    assert values(official("Số: 1/GM-UBND", *lines))["do_khan"] == "HỎA TỐC"
    assert "do_khan" not in read(official("Số: 1/GM-UBND", lines[0], "Đề nghị khẩn trương thực hiện"))


def test_who_signed_stands_below_the_last_office():
    foot = ("Nơi nhận:\t\t\tKT. CHỦ TỊCH", "- Lưu: VT.\t\t\tPHÓ CHỦ TỊCH", "", "\t\t\t\t— Trần Mỹ Thủy")
    above = ("Sơn Thủy, ngày 03 tháng 11 năm 2026", *[""] * 24)
    assert values(official("Số: 1/QĐ-UBND", *above, *foot))["nguoi_ky"] == "Trần Mỹ Thủy"
    left = (*foot[:3], "— Trần Mỹ Thủy")
    assert "nguoi_ky" not in read(official("Số: 1/QĐ-UBND", *above, *left))


def test_boxes_are_told_on_the_page_as_it_lies():
    found = read(official())
    for name in ("so_ky_hieu", "ngay_ban_hanh", "co_quan", "ky_hieu"):
        assert found[name].page == 1
        assert found[name].box is not None
    assert found["so_ky_hieu"].box.x < found["ky_hieu"].box.x
