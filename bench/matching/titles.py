"""Fills a catalogue up with invented types, titled as Vietnamese papers are, many of them near each other."""

import random
from collections.abc import Iterator
from itertools import product
from typing import Final

from catalogue.model import ComponentType, Role

SEED: Final = 5
GENRES: Final = (
    *("TỜ KHAI", "ĐƠN ĐỀ NGHỊ", "ĐƠN XIN", "GIẤY ĐỀ NGHỊ", "GIẤY XÁC NHẬN", "GIẤY CHỨNG NHẬN"),
    *("QUYẾT ĐỊNH VỀ VIỆC", "BIÊN BẢN VỀ VIỆC", "VĂN BẢN VỀ VIỆC", "TRÍCH LỤC", "PHIẾU", "GIẤY PHÉP"),
)
ACTS: Final = (
    *("ĐĂNG KÝ", "ĐĂNG KÝ LẠI", "CẤP", "CẤP LẠI", "CẤP ĐỔI", "GIA HẠN", "ĐIỀU CHỈNH", "THU HỒI"),
    *("CHẤM DỨT", "XÁC ĐỊNH", "CÔNG NHẬN", "THẨM ĐỊNH"),
)
SUBJECTS: Final = (
    *("NHẬN CHA, MẸ, CON", "GIÁM HỘ", "KHAI SINH LƯU ĐỘNG", "KHAI TỬ LƯU ĐỘNG", "KẾT HÔN LƯU ĐỘNG"),
    *("NUÔI CON NUÔI", "TÌNH TRẠNG NHÀ Ở", "TÌNH TRẠNG SỬ DỤNG ĐẤT", "QUYỀN SỬ DỤNG ĐẤT RỪNG"),
    *("QUYỀN SỞ HỮU NHÀ Ở", "BIẾN ĐỘNG NHÀ Ở", "TÁCH HỘ", "TẠM TRÚ", "TẠM VẮNG", "THƯỜNG TRÚ"),
    *("HỘ KINH DOANH", "HỢP TÁC XÃ", "TỔ HỢP TÁC", "KINH DOANH KARAOKE", "KINH DOANH RƯỢU BÁN LẺ"),
    *("KINH DOANH THUỐC LÁ", "AN TOÀN THỰC PHẨM", "KHAI THÁC NƯỚC DƯỚI ĐẤT", "XẢ NƯỚC THẢI", "MÔI TRƯỜNG"),
    *("XÂY DỰNG NHÀ Ở TẠM", "SỬA CHỮA CÔNG TRÌNH", "DI DỜI CÔNG TRÌNH", "ĐÀO ĐƯỜNG", "SỬ DỤNG VỈA HÈ"),
    *("HỘ CẬN NGHÈO", "HỘ LÀM NÔNG NGHIỆP", "MỨC ĐỘ KHUYẾT TẬT NHẸ", "TRỢ CẤP MAI TÁNG", "TRỢ CẤP MỘT LẦN"),
    *("TRỢ GIÚP KHẨN CẤP", "NGƯỜI CÓ CÔNG", "THƯƠNG BINH", "THÂN NHÂN LIỆT SĨ", "BẢO HIỂM Y TẾ"),
    *("TÀU CÁ", "NUÔI TRỒNG THỦY SẢN", "CHĂN NUÔI", "TRANG TRẠI", "TRỒNG CÂY HẰNG NĂM", "PHƯƠNG TIỆN THỦY"),
    *("THƯ VIỆN TƯ NHÂN", "LỚP MẪU GIÁO ĐỘC LẬP", "DẠY THÊM", "SINH HOẠT TÔN GIÁO", "LỄ HỘI", "CÂU LẠC BỘ"),
)
SHARED: Final = ("Họ, chữ đệm, tên", "Nơi cư trú", "Số định danh cá nhân", "Kính gửi: Ủy ban nhân dân")


def filled_up(types: tuple[ComponentType, ...], count: int) -> tuple[ComponentType, ...]:
    """Return the types with as many invented ones as make them `count`, or as many as can be invented."""
    taken = {title for kind in types for title in kind.titles}
    invented = [kind for kind in _invented() if kind.titles[0] not in taken]
    random.Random(SEED).shuffle(invented)  # noqa: S311 - for a reproducible catalogue
    return (*types, *invented[: max(0, count - len(types))])


def _invented() -> Iterator[ComponentType]:
    for number, (genre, act, subject) in enumerate(product(GENRES, ACTS, SUBJECTS)):
        title = f"{genre} {act} {subject}"
        named = f"{act} {subject}".lower()
        anchors = (f"Nội dung {named}", f"Lý do {named}", f"Đề nghị {named}", SHARED[number % len(SHARED)])
        yield ComponentType(f"bay_dat_{number}", title.capitalize(), (Role.COMPONENT,), (title,), anchors)
