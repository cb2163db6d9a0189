from dataclasses import replace

from pipeline.ordering import in_reading_order
from tests.unit.pipeline.ordering.printed import printed, rows

TEXT = ("Hai bên cam kết thực hiện đúng những điều đã ghi trên đây.", "Giấy này lập thành hai bản.", "")


def test_two_who_sign_are_kept_whole():
    words = printed(
        *TEXT,
        "BÊN NỮ\tBÊN NAM",
        "(Ký, ghi rõ họ tên)\t(Ký, ghi rõ họ tên)",
        *[""] * 4,
        "Lý Mỹ Hân\tĐỗ Văn Tá",
    )
    asked = "(Ký, ghi rõ họ tên)"
    assert rows(in_reading_order(words)) == [
        *TEXT,
        *("BÊN NỮ", asked, "", "Lý Mỹ Hân", ""),
        *("BÊN NAM", asked, "", "Đỗ Văn Tá"),
    ]


def test_white_for_the_signature_is_enough():
    words = printed(*TEXT, "NGƯỜI ĐO\tGIÁM ĐỐC", *[""] * 4, "Hồ Ngọc Ánh\tLý Văn Tá")
    assert rows(in_reading_order(words))[3:] == [
        "NGƯỜI ĐO",
        "",
        "Hồ Ngọc Ánh",
        "",
        "GIÁM ĐỐC",
        "",
        "Lý Văn Tá",
    ]


def test_what_is_read_of_signatures_does_not_part_them_from_names():
    words = printed(
        *TEXT, "BÊN NỮ\tBÊN NAM", "(Ký tên)\t(Ký tên)", "", "AWWX xew", "", "Lý Mỹ Hân\tĐỗ Văn Tá"
    )
    scrawl = [replace(word, confidence=0.2) if word.text in {"AWWX", "xew"} else word for word in words]
    assert rows(in_reading_order(scrawl))[-1] == "Đỗ Văn Tá"


def test_a_line_that_runs_across_ends_the_columns():
    note = "Lưu ý: giấy này chỉ có giá trị để làm thủ tục đăng ký khai sinh."
    words = printed(
        *TEXT, "BÊN NỮ\tBÊN NAM", "(Ký tên)\t(Ký tên)", *[""] * 4, "Lý Mỹ Hân\tĐỗ Văn Tá", "", note
    )
    assert rows(in_reading_order(words))[-1] == note


def test_a_table_stays_row_by_row():
    words = printed(
        *TEXT, "Thành phần\tGhi chú", "Đơn đề nghị\tbản chính", "Giấy khai sinh\tbản sao", "Bản vẽ\tbản sao"
    )
    assert in_reading_order(words) == words


def test_a_spaced_table_stays_row_by_row():
    words = printed(
        *TEXT, "Thành phần\tGhi chú", *[""] * 3, "Đơn đề nghị\tbản chính", *[""] * 3, "Bản vẽ\tbản sao"
    )
    assert [row for row in rows(in_reading_order(words)) if row] == [row for row in rows(words) if row]


def test_lines_of_a_form_stay_whole():
    form = (
        "Họ và tên: ...............\tNgày sinh: .............",
        "Dân tộc: ..........\tQuốc tịch: ........",
    )
    words = printed(*TEXT, *form, *[""] * 4, "Nơi cư trú: .......\tĐiện thoại: ......")
    assert rows(in_reading_order(words))[3:5] == [row.replace("\t", " ") for row in form]
