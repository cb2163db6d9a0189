from dataclasses import replace

from pipeline.ordering import in_reading_order
from tests.unit.pipeline.ordering.printed import printed, rows

MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def head(*below: str, motto: list[str] = MOTTO):
    return printed(f"UBND TỈNH AN LẠC\t{motto[0]}", f"SỞ Y TẾ\t   {motto[1]}", *below)


def test_body_motto_number_date_each_whole():
    words = head(
        "Số: 12/SYT-VP\tAn Lạc, ngày 03 tháng 11 năm 2026", "", "", "Căn cứ Luật Hộ tịch ngày 20/11/2014;"
    )
    assert rows(in_reading_order(words)) == [
        "UBND TỈNH AN LẠC",
        "SỞ Y TẾ",
        "",
        *MOTTO,
        "",
        "Số: 12/SYT-VP",
        "",
        "An Lạc, ngày 03 tháng 11 năm 2026",
        "",
        "Căn cứ Luật Hộ tịch ngày 20/11/2014;",
    ]


def test_the_subject_below_the_number_stays_with_it():
    words = head(
        "Số: 12/SYT-VP\tAn Lạc, ngày 03 tháng 11 năm 2026",
        "V/v báo cáo tình hình",
        "năm 2026",
        "",
        "Kính gửi: Bộ Y tế",
    )
    assert rows(in_reading_order(words))[6:] == [
        "Số: 12/SYT-VP",
        "V/v báo cáo tình hình",
        "năm 2026",
        "",
        "An Lạc, ngày 03 tháng 11 năm 2026",
        "",
        "Kính gửi: Bộ Y tế",
    ]


def test_a_longer_body_stays_whole():
    words = head("TRUNG TÂM Y TẾ", "Số: 5/TTYT\tAn Lạc, ngày 03 tháng 11 năm 2026")
    assert rows(in_reading_order(words))[:4] == ["UBND TỈNH AN LẠC", "SỞ Y TẾ", "TRUNG TÂM Y TẾ", ""]


def test_a_misread_motto_is_known():
    misread = ["CỌNG HOÀ XÃ HỌI CHỦ NGHlA VIỆT NAM", "Độc lập - Tự đo -- Hạnh phúc"]
    assert rows(in_reading_order(head(motto=misread)))[:3] == ["UBND TỈNH AN LẠC", "SỞ Y TẾ", ""]


def test_a_motto_alone_stays_as_it_is():
    words = printed(*MOTTO, "", "TỜ KHAI ĐĂNG KÝ KHAI SINH", "", "Kính gửi: Ủy ban nhân dân xã")
    assert in_reading_order(words) == words


def test_without_the_motto_nothing_is_parted():
    words = printed("Họ và tên: Lý Khánh Hạnh\tNgày sinh: 28/10/1990", "Giới tính: Nữ\tDân tộc: Kinh")
    assert in_reading_order(words) == words


def test_the_motto_in_running_text_parts_nothing():
    words = printed("Quốc hiệu là CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM và tiêu ngữ", "in đậm, ở giữa dòng.")
    assert in_reading_order(words) == words


def test_specks_before_the_motto_do_not_matter():
    first, *rest = head()
    at = next(place for place, word in enumerate(rest) if word.text == "CỘNG")
    speck = replace(first, text="_", box=first.box._replace(x=870, w=9))
    assert rows(in_reading_order([first, *rest[:at], speck, *rest[at:]]))[:2] == [
        "UBND TỈNH AN LẠC _",
        "SỞ Y TẾ",
    ]
