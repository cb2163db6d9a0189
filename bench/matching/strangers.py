"""Papers that no catalogue knows, some titled nearly as those that it does."""

from collections.abc import Callable
from typing import Final

from samples.blocks import Break, Form, Header, Paper, Signature, Signatures, Table, Text, Title, fill, told
from samples.forms import STRANGE
from samples.forms.phrases import asked_by, day_words, issued, place_date, slashed
from samples.people import PROVINCE, Case


def giay_gioi_thieu(case: Case) -> Form:
    """Write a letter of introduction."""
    person = case.neighbour
    return Form(
        (
            Header(
                ("ỦY BAN NHÂN DÂN", case.commune.upper()),
                f"Số: {case.number}/GGT",
                place_date(case, case.day(-4)),
            ),
            Title("GIẤY GIỚI THIỆU"),
            Text(f"Trân trọng giới thiệu: {person.title} {person.name}", indent=10),
            told(("Chức vụ", "Công chức văn hóa - xã hội")),
            told(("Được cử đến", "Phòng Văn hóa - Xã hội")),
            told(("Về việc", "Liên hệ công tác chuẩn bị hội thao")),
            Text("Đề nghị quý cơ quan tạo điều kiện để người có tên ở trên hoàn thành nhiệm vụ.", indent=10),
            Text(f"Giấy có giá trị đến hết ngày {slashed(case.day(10))}."),
            issued(case, "Như trên;", "Lưu: VT."),
        )
    )


def don_xin_nghi_phep(case: Case) -> Form:
    """Write a request for leave."""
    return Form(
        (
            Header(),
            Title("ĐƠN XIN NGHỈ PHÉP"),
            Text(f"Kính gửi: Hiệu trưởng Trường Tiểu học {case.place}", align="center"),
            fill(("Tôi tên là", case.spouse.name)),
            fill(("Hiện đang công tác tại", "Tổ Văn phòng")),
            fill(("Xin được nghỉ phép từ ngày", slashed(case.day(2))), ("đến ngày", slashed(case.day(5)))),
            fill(("Lý do", "Về quê thăm gia đình")),
            Text("Trong thời gian nghỉ tôi đã bàn giao công việc cho đồng nghiệp cùng tổ.", indent=10),
            asked_by(case, case.spouse, "Người làm đơn"),
        )
    )


def don_xin_xac_nhan(case: Case) -> Form:
    """Write a request for a confirmation that has nothing to do with any procedure here."""
    return Form(
        (
            Header(),
            Title("ĐƠN XIN XÁC NHẬN HOÀN CẢNH GIA ĐÌNH"),
            Text(f"Kính gửi: Ủy ban nhân dân {case.commune}", align="center"),
            fill(("Tôi là", case.applicant.name), ("Sinh ngày", slashed(case.applicant.born))),
            fill(("Trú tại", case.applicant.address)),
            Text("Nay làm đơn này xin chính quyền chứng nhận con tôi đang theo học xa nhà.", indent=10),
            fill(("Hoàn cảnh", "Gia đình có ba con nhỏ đi học")),
            asked_by(case, case.applicant, "Người làm đơn"),
        ),
        Paper(family="gelasio", size=12.5),
    )


def bao_cao(case: Case) -> Form:
    """Write a report of two pages."""
    lines = (
        "Thực hiện kế hoạch của Ủy ban nhân dân tỉnh, trong tháng các thôn đã ra quân dọn vệ sinh.",
        "Tổng số người tham gia là 214 lượt; đã phát quang 3,2 km đường và khơi thông 900 m cống rãnh.",
        "Một số tuyến đường vẫn còn rác thải sinh hoạt do chưa có điểm tập kết cố định.",
    )
    return Form(
        (
            Header(
                (PROVINCE.upper(), "ỦY BAN NHÂN DÂN", case.commune.upper()),
                f"Số: {case.number}/BC-UBND",
                place_date(case, case.day(-8)),
            ),
            Title("BÁO CÁO", "Kết quả tổng vệ sinh môi trường trong tháng"),
            Text("I. Kết quả", bold=True),
            *(Text(line, indent=10) for line in lines),
            Break(),
            Text("II. Phương hướng", bold=True),
            *(Text(line, indent=10) for line in reversed(lines)),
            Text("Trên đây là báo cáo kết quả tổng vệ sinh môi trường."),
            issued(case, "UBND tỉnh;", "Lưu: VT."),
        )
    )


def hoa_don_tien_dien(case: Case) -> Form:
    """Write an invoice."""
    rows = (("1", "Bậc 1", "50", "1.984"), ("2", "Bậc 2", "50", "2.050"), ("3", "Bậc 3", "84", "2.380"))
    return Form(
        (
            Text(f"CÔNG TY ĐIỆN LỰC {case.place.upper()}", bold=True),
            Title("HÓA ĐƠN TIỀN ĐIỆN", f"Kỳ thanh toán: tháng {case.received_on.month}"),
            told(("Khách hàng", case.neighbour.name)),
            told(("Địa chỉ sử dụng điện", case.neighbour.address)),
            told(("Mã công tơ", f"{case.number * 7919 % 1_000_000:06d}")),
            Table(("TT", "Bậc thang", "Sản lượng kWh", "Đơn giá"), rows, (1, 3, 3, 3)),
            Text("Quý khách vui lòng thanh toán trước hạn để không bị gián đoạn cung cấp."),
        ),
        Paper(family="be_vietnam", size=11.5),
    )


def bang_tot_nghiep(case: Case) -> Form:
    """Write a school diploma."""
    person = case.applicant
    return Form(
        (
            Header(),
            Title("BẰNG TỐT NGHIỆP TRUNG HỌC PHỔ THÔNG", colour=(176, 24, 38), size=19),
            told(("Cấp cho", person.caps), bold=True),
            told(("Sinh ngày", slashed(person.born)), ("Giới tính", person.sex)),
            told(("Hội đồng thi", "Sở Giáo dục và Đào tạo An Lạc")),
            told(("Xếp loại tốt nghiệp", "Khá")),
            Signatures(
                None,
                Signature(
                    ("GIÁM ĐỐC",),
                    case.official,
                    date_line=f"An Lạc, {day_words(case.day(-4000))}",
                    seal="SỞ GIÁO DỤC VÀ ĐÀO TẠO|TỈNH\nAN LẠC",
                ),
            ),
        ),
        Paper(frame=(150, 30, 40), size=14),
    )


def giay_moi(case: Case) -> Form:
    """Write an invitation."""
    return Form(
        (
            Header(
                ("HỘI NÔNG DÂN", case.commune.upper()),
                f"Số: {case.number}/GM",
                place_date(case, case.day(-2)),
            ),
            Title("GIẤY MỜI", "Dự họp bàn việc sửa kênh mương"),
            Text(f"Kính mời: {case.applicant.title} {case.applicant.name}", indent=10),
            told(("Thời gian", f"07 giờ 30 phút, {day_words(case.day(3))}")),
            told(("Địa điểm", "Nhà văn hóa thôn")),
            Text("Rất mong ông (bà) đến dự đúng giờ.", indent=10),
            issued(case, vice=True),
        )
    )


STRANGERS: Final[dict[str, Callable[[Case], Form]]] = {
    **STRANGE,
    **{
        form.__name__: form
        for form in (
            giay_gioi_thieu,
            don_xin_nghi_phep,
            don_xin_xac_nhan,
            bao_cao,
            hoa_don_tien_dien,
            bang_tot_nghiep,
            giay_moi,
        )
    },
}
