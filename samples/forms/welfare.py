"""Social protection and poverty relief."""

from collections.abc import Callable
from typing import Final

from samples.blocks import (
    Break,
    Form,
    Header,
    Paper,
    Recipients,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
    fill,
    told,
)
from samples.forms.phrases import asked_by, committee, day_words, issued, place_date, seal_of, slashed
from samples.people import Case


def to_khai_tgxh(case: Case) -> Form:
    person = case.elder
    return Form(
        (
            Header(form_code="Mẫu số 1d"),
            Title(
                "TỜ KHAI ĐỀ NGHỊ TRỢ GIÚP XÃ HỘI",
                "(Áp dụng đối với đối tượng quy định tại khoản 5 và khoản 6 Điều 5)",
            ),
            Text("THÔNG TIN CỦA ĐỐI TƯỢNG", bold=True, align="center"),
            fill(("1. Họ và tên (Viết chữ in hoa)", person.caps)),
            fill(
                ("Ngày/tháng/năm sinh", slashed(person.born)),
                ("Giới tính", person.sex),
                ("Dân tộc", person.people),
                shares=(5, 3, 3),
            ),
            fill(("Số CCCD", person.number), ("Cấp ngày", slashed(case.day(-800)))),
            fill(("2. Hộ khẩu thường trú", person.address)),
            fill(("Hiện nay ở (ghi rõ địa chỉ)", person.address)),
            fill(("3. Có thẻ BHYT không", "Có"), ("Số thẻ", f"99 {case.number:08d}")),
            fill(("4. Đang hưởng chế độ nào hằng tháng", "Không")),
            fill(("5. Thuộc hộ nghèo, cận nghèo không", "Hộ cận nghèo")),
            fill(("6. Tình trạng hôn nhân", "Góa"), ("Số con", "03")),
            fill(("7. Khả năng tham gia lao động", "Không còn khả năng lao động")),
            fill(("8. Nguồn thu nhập chính", "Con cái phụ giúp")),
            Break(),
            Text("THÔNG TIN NGƯỜI KHAI THAY", bold=True, align="center"),
            fill(("Họ và tên", case.applicant.name)),
            fill(("Số CCCD", case.applicant.number)),
            fill(("Mối quan hệ với đối tượng", "Cháu ruột")),
            fill(("Địa chỉ", case.applicant.address)),
            Text(
                "Tôi xin cam đoan những lời khai trên là đúng sự thật, nếu có điều gì khai không đúng tôi xin chịu trách nhiệm hoàn toàn.",
                indent=10,
            ),
            asked_by(case, case.applicant, "Người khai"),
        ),
        Paper(size=12.5, leading=1.4),
    )


def giay_xn_khuyet_tat(case: Case) -> Form:
    person = case.elder
    return Form(
        (
            committee(case, f"Số hiệu: {case.number:06d}/KT", case.day(14)),
            Title("GIẤY XÁC NHẬN KHUYẾT TẬT"),
            Text(f"CHỦ TỊCH ỦY BAN NHÂN DÂN {case.commune.upper()} XÁC NHẬN:", bold=True, align="center"),
            told(("Họ và tên", person.caps), bold=True),
            told(("Ngày sinh", slashed(person.born)), ("Giới tính", person.sex)),
            told(("Nơi đăng ký thường trú", person.address)),
            told(("Số định danh cá nhân", person.number)),
            told(("Dạng khuyết tật", "Vận động"), bold=True),
            told(("Mức độ khuyết tật", "Nặng"), bold=True),
            Text(
                "Giấy này được dùng để thực hiện các chính sách đối với người khuyết tật theo quy định.",
                indent=10,
            ),
            Signatures(
                Recipients(("Người được cấp;", "Lưu: VT.")),
                Signature(("CHỦ TỊCH",), case.official, seal=seal_of(case)),
            ),
        ),
        Paper(tint=(250, 252, 244), frame=(90, 140, 90), size=13.5, leading=1.45, margins=(18, 20, 18, 26)),
    )


def don_khuyet_tat(case: Case) -> Form:
    person = case.elder
    return Form(
        (
            Header(form_code="Mẫu số 01"),
            Title(
                "ĐƠN ĐỀ NGHỊ XÁC ĐỊNH, XÁC ĐỊNH LẠI MỨC ĐỘ KHUYẾT TẬT VÀ CẤP, CẤP ĐỔI, CẤP LẠI GIẤY XÁC NHẬN KHUYẾT TẬT"
            ),
            Text(f"Kính gửi: Hội đồng xác định mức độ khuyết tật {case.commune}", align="center"),
            Text("I. Thông tin người được xác định mức độ khuyết tật", bold=True),
            fill(("Họ và tên", person.name)),
            fill(("Sinh ngày", slashed(person.born)), ("Giới tính", person.sex)),
            fill(("Số định danh cá nhân", person.number)),
            fill(("Hộ khẩu thường trú", person.address)),
            Text("II. Thông tin về tình trạng khuyết tật", bold=True),
            fill(("1. Dạng khuyết tật", "Khó khăn khi đi lại, cầm nắm")),
            fill(("2. Tình trạng", "Liệt nửa người bên phải sau tai biến")),
            fill(("3. Thời điểm bắt đầu", "Tháng 5 năm 2024")),
            Text("III. Thông tin người đại diện (nếu có)", bold=True),
            fill(("Họ và tên", case.applicant.name)),
            fill(("Mối quan hệ với người được xác định", "Cháu ruột")),
            asked_by(case, case.applicant, "NGƯỜI VIẾT ĐƠN"),
        ),
        Paper(family="gelasio", size=12.5),
    )


def quyet_dinh_tro_cap(case: Case) -> Form:
    person = case.elder
    return Form(
        (
            committee(case, f"Số: {case.number}/QĐ-UBND", case.day(8)),
            Title("QUYẾT ĐỊNH", "Về việc trợ cấp xã hội hằng tháng"),
            Text(f"CHỦ TỊCH ỦY BAN NHÂN DÂN {case.commune.upper()}", bold=True, align="center"),
            Text("Căn cứ Luật Tổ chức chính quyền địa phương;", indent=10, italic=True),
            Text(
                "Căn cứ quy định của Chính phủ về chính sách trợ giúp xã hội đối với đối tượng bảo trợ xã hội;",
                indent=10,
                italic=True,
            ),
            Text("Theo đề nghị của Trưởng phòng Văn hóa - Xã hội,", indent=10, italic=True),
            Text("QUYẾT ĐỊNH:", bold=True, align="center"),
            Text(
                f"Điều 1. Thực hiện trợ cấp xã hội hằng tháng đối với {person.title.lower()} {person.name}, sinh ngày {slashed(person.born)}, số định danh {person.number}, cư trú tại {person.address}.",
                indent=10,
            ),
            Text(
                f"Mức trợ cấp: 500.000 đồng/tháng. Thời gian hưởng kể từ {day_words(case.day(0))}.", indent=10
            ),
            Text("Điều 2. Quyết định này có hiệu lực kể từ ngày ký.", indent=10),
            Text(
                f"Điều 3. Chánh Văn phòng, Trưởng phòng Văn hóa - Xã hội và {person.title.lower()} {person.name} chịu trách nhiệm thi hành Quyết định này.",
                indent=10,
            ),
            issued(case, "Như Điều 3;", "Sở Y tế;", "Lưu: VT, VHXH."),
        ),
        Paper(size=13.5, leading=1.42),
    )


def giay_de_nghi_ho_ngheo(case: Case) -> Form:
    head = case.applicant
    rows = tuple(
        (str(n), person.name, str(person.born.year), relation, person.job or "Còn nhỏ")
        for n, (person, relation) in enumerate(
            (
                (case.applicant, "Chủ hộ"),
                (case.spouse, "Vợ, chồng"),
                (case.child, "Con"),
                (case.elder, "Ông, bà"),
            ),
            1,
        )
    )
    return Form(
        (
            Header(date_line=place_date(case, case.received_on)),
            Title("GIẤY ĐỀ NGHỊ CÔNG NHẬN HỘ NGHÈO, HỘ CẬN NGHÈO"),
            Text(f"Kính gửi: Chủ tịch Ủy ban nhân dân {case.commune}", align="center"),
            fill(("Họ và tên chủ hộ", head.name), ("Giới tính", head.sex), shares=(3, 1)),
            fill(("Ngày, tháng, năm sinh", slashed(head.born)), ("Dân tộc", head.people)),
            fill(("Số định danh cá nhân", head.number)),
            fill(("Nơi cư trú", head.address)),
            Text("Thông tin các thành viên của hộ:", bold=True),
            Table(
                ("TT", "Họ và tên", "Năm sinh", "Quan hệ với chủ hộ", "Nghề nghiệp"),
                rows,
                (1, 4, 2, 3, 3),
                hand=True,
            ),
            fill(
                (
                    "Lý do đề nghị",
                    "Gia đình đông người, thiếu đất sản xuất, thu nhập không ổn định, nhà ở xuống cấp",
                )
            ),
            Text(
                "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và đề nghị được xem xét.",
                indent=10,
            ),
            asked_by(case, head, "Người đề nghị"),
        ),
        Paper(size=13),
    )


def gcn_ho_ngheo(case: Case) -> Form:
    head = case.applicant
    rows = tuple(
        (str(n), person.name, str(person.born.year), relation)
        for n, (person, relation) in enumerate(
            ((case.spouse, "Vợ, chồng"), (case.child, "Con"), (case.elder, "Ông, bà")), 1
        )
    )
    return Form(
        (
            committee(case, f"Số: {case.number}/GCN-HN.HCN", case.day(12)),
            Title("GIẤY CHỨNG NHẬN HỘ NGHÈO, HỘ CẬN NGHÈO"),
            Text(
                f"Căn cứ kết quả rà soát hộ nghèo, hộ cận nghèo năm {case.received_on.year} của {case.commune},",
                indent=10,
            ),
            Text(f"Chủ tịch Ủy ban nhân dân {case.commune} chứng nhận:", bold=True),
            told(("Họ và tên chủ hộ", head.caps), bold=True),
            told(("Sinh ngày", slashed(head.born)), ("Dân tộc", head.people)),
            told(("Nơi cư trú", head.address)),
            told(("Kết quả", "Hộ nghèo"), bold=True),
            Text("Danh sách thành viên trong hộ:", bold=True),
            Table(("TT", "Họ và tên", "Năm sinh", "Quan hệ với chủ hộ"), rows, (1, 5, 2, 3)),
            issued(case, f"{head.title} {head.name};", "Lưu: VT, VHXH."),
        ),
        Paper(tint=(252, 250, 240)),
    )


FORMS: Final[dict[str, Callable[[Case], Form]]] = {
    form.__name__: form
    for form in (
        to_khai_tgxh,
        giay_xn_khuyet_tat,
        don_khuyet_tat,
        quyet_dinh_tro_cap,
        giay_de_nghi_ho_ngheo,
        gcn_ho_ngheo,
    )
}
