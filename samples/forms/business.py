"""Household businesses and construction."""

from collections.abc import Callable
from typing import Final

from samples.blocks import (
    Break,
    Form,
    Header,
    Paper,
    Picture,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
    fill,
    told,
)
from samples.forms.phrases import (
    asked_by,
    committee,
    day_words,
    issued,
    place_date,
    slashed,
    two_sign,
)
from samples.people import Case

TRADES: Final = (
    ("1", "Bán lẻ lương thực, thực phẩm", "4721"),
    ("2", "Dịch vụ ăn uống lưu động", "5610"),
    ("3", "Sửa chữa đồ gia dụng", "9522"),
)


def giay_de_nghi_hkd(case: Case) -> Form:
    owner = case.applicant
    members = tuple(
        (str(n), p.name, slashed(p.born), p.number, "50%")
        for n, p in enumerate((case.applicant, case.spouse), 1)
    )
    return Form(
        (
            Header(date_line=place_date(case, case.received_on)),
            Title("GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH"),
            Text(f"Kính gửi: Ủy ban nhân dân {case.commune}", align="center"),
            fill(("Tôi là (ghi họ tên bằng chữ in hoa)", owner.caps)),
            fill(("Ngày sinh", slashed(owner.born)), ("Giới tính", owner.sex)),
            fill(("Số định danh cá nhân", owner.number)),
            fill(("Điện thoại", f"0900 000 {case.number:03d}")),
            Text("Đăng ký hộ kinh doanh do tôi là chủ hộ với các nội dung sau:", bold=True),
            fill(("1. Tên hộ kinh doanh", case.shop.upper())),
            fill(("2. Địa chỉ trụ sở hộ kinh doanh", owner.address)),
            Text("3. Ngành, nghề kinh doanh:"),
            Table(("TT", "Tên ngành", "Mã ngành"), TRADES, (1, 6, 2), hand=True),
            fill(("4. Vốn kinh doanh (bằng số)", "150.000.000 đồng")),
            fill(("bằng chữ", "Một trăm năm mươi triệu đồng")),
            fill(("5. Số lượng lao động (dự kiến)", "02 người")),
            Text("6. Chủ thể thành lập hộ kinh doanh: các thành viên hộ gia đình."),
            Break(),
            Text("7. Thông tin về các thành viên hộ gia đình tham gia đăng ký:"),
            Table(
                ("TT", "Họ tên", "Ngày sinh", "Số định danh", "Phần góp"), members, (1, 4, 3, 4, 2), hand=True
            ),
            Text("8. Thông tin đăng ký thuế:", bold=True),
            fill(("Địa chỉ nhận thông báo thuế", "Như địa chỉ trụ sở")),
            fill(("Ngày bắt đầu hoạt động", slashed(case.day(10)))),
            Text(
                "Tôi cam kết: bản thân không thuộc diện bị cấm kinh doanh; trụ sở thuộc quyền sử dụng hợp pháp của tôi; chịu trách nhiệm trước pháp luật về tính trung thực của nội dung đăng ký trên.",
                indent=10,
            ),
            asked_by(case, owner, "CHỦ HỘ KINH DOANH"),
        ),
        Paper(size=12.5, leading=1.36),
    )


def bien_ban_hop_hkd(case: Case) -> Form:
    one, other = case.applicant, case.spouse
    return Form(
        (
            Header(),
            Title("BIÊN BẢN HỌP THÀNH VIÊN HỘ GIA ĐÌNH", "(về việc thành lập hộ kinh doanh)"),
            fill(("Hôm nay, vào hồi", f"19 giờ 30 phút, {day_words(case.day(-4))}")),
            fill(("Tại", one.address)),
            Text("Thành viên hộ gia đình tham dự gồm có:", bold=True),
            fill(("1. Họ và tên", one.name), ("Năm sinh", str(one.born.year)), shares=(3, 1)),
            fill(("2. Họ và tên", other.name), ("Năm sinh", str(other.born.year)), shares=(3, 1)),
            Text("Sau khi bàn bạc, các thành viên thống nhất:", bold=True),
            fill(("Thành lập hộ kinh doanh lấy tên", case.shop)),
            Text(
                f"Các thành viên đồng ý ủy quyền cho một thành viên làm chủ hộ kinh doanh là {one.title.lower()} {one.name}.",
                indent=10,
            ),
            Text("Biên bản được đọc lại cho mọi người cùng nghe, nhất trí và ký tên dưới đây.", indent=10),
            two_sign(("Thành viên thứ nhất", one), ("Thành viên thứ hai", other)),
        ),
    )


def gcn_hkd(case: Case) -> Form:
    owner = case.applicant
    return Form(
        (
            Header((f"UBND {case.commune.upper()}", "PHÒNG KINH TẾ")),
            Title("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH"),
            told(("Mã số hộ kinh doanh", f"9990{case.number:06d}"), bold=True),
            Text(f"Đăng ký lần đầu, {day_words(case.day(3))}", align="center", italic=True),
            told(("1. Tên hộ kinh doanh", case.shop.upper()), bold=True),
            told(("2. Địa chỉ trụ sở", owner.address)),
            told(("3. Ngành, nghề kinh doanh", "")),
            Table(("TT", "Tên ngành", "Mã ngành"), TRADES, (1, 6, 2)),
            told(("4. Vốn kinh doanh", "150.000.000 đồng")),
            Text("5. Thông tin về chủ hộ kinh doanh:", bold=True),
            told(("Họ và tên", owner.caps), ("Giới tính", owner.sex), shares=(3, 1)),
            told(("Sinh ngày", slashed(owner.born)), ("Dân tộc", owner.people)),
            told(("Số định danh cá nhân", owner.number)),
            told(("Nơi thường trú", owner.address)),
            Signatures(
                None,
                Signature(
                    ("TRƯỞNG PHÒNG",),
                    case.official,
                    seal=f"PHÒNG KINH TẾ {case.commune.upper()}|TỈNH\nAN LẠC",
                ),
            ),
        ),
        Paper(tint=(250, 250, 240), frame=(150, 130, 70), margins=(18, 20, 18, 26)),
    )


def don_gpxd(case: Case) -> Form:
    owner, land = case.applicant, case.land
    return Form(
        (
            Header(form_code="Mẫu số 01"),
            Title("ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP XÂY DỰNG", "(Sử dụng cho công trình: nhà ở riêng lẻ)"),
            Text(f"Kính gửi: Ủy ban nhân dân {case.commune}", align="center"),
            Text("1. Thông tin về chủ đầu tư:", bold=True),
            fill(("Tên chủ đầu tư (tên chủ hộ)", owner.name)),
            fill(("Số định danh cá nhân", owner.number), ("Điện thoại", f"0900 000 {case.number:03d}")),
            fill(("Địa chỉ liên hệ", owner.address)),
            Text("2. Thông tin công trình:", bold=True),
            fill(("Địa điểm xây dựng, thửa đất số", str(land.plot)), ("Tờ bản đồ số", str(land.sheet))),
            fill(("Diện tích", f"{land.area} m²"), ("Tại", case.commune)),
            Text("3. Tổ chức, cá nhân lập, thẩm tra thiết kế xây dựng:", bold=True),
            fill(("Tên cá nhân", case.neighbour.name), ("Chứng chỉ số", f"ALA-{case.number:05d}")),
            Text("4. Nội dung đề nghị cấp phép:", bold=True),
            fill(("Loại công trình", "Nhà ở riêng lẻ"), ("Cấp công trình", "IV")),
            fill(("Diện tích xây dựng tầng 1", "92,4 m²"), ("Tổng diện tích sàn", "184,8 m²")),
            fill(("Chiều cao công trình", "7,0 m"), ("Số tầng", "02")),
            fill(("Cốt xây dựng", "+0,45 m"), ("Chỉ giới xây dựng", "3,0 m")),
            fill(("5. Dự kiến thời gian hoàn thành công trình", "08 tháng")),
            Break(),
            Text("6. Cam kết:", bold=True),
            Text(
                "Tôi xin cam đoan làm theo đúng giấy phép xây dựng được cấp, nếu sai tôi xin hoàn toàn chịu trách nhiệm và bị xử lý theo quy định của pháp luật.",
                indent=10,
            ),
            Text("Gửi kèm theo Đơn này các tài liệu:", bold=True),
            fill(("1 -", "Giấy chứng nhận quyền sử dụng đất")),
            fill(("2 -", "Bản vẽ thiết kế xây dựng, 02 bộ")),
            asked_by(case, owner, "NGƯỜI LÀM ĐƠN"),
        ),
        Paper(size=12.5, leading=1.4),
    )


def ban_ve_xay_dung(case: Case) -> Form:
    rows = (
        ("Chủ đầu tư", case.applicant.name),
        ("Địa điểm", case.commune),
        ("Chủ nhiệm thiết kế", case.neighbour.name),
        ("Tỷ lệ", "1/100"),
    )
    return Form(
        (
            Title("BẢN VẼ THIẾT KẾ XÂY DỰNG", "CÔNG TRÌNH: NHÀ Ở RIÊNG LẺ"),
            Text("BẢN VẼ SỐ 02: MẶT ĐỨNG TRỤC 1-3", bold=True, align="center"),
            Picture("elevation", 95, ("MẶT ĐỨNG TRỤC 1-3",)),
            Text(
                "Ghi chú: kích thước ghi trên bản vẽ tính bằng mi-li-mét, cốt tính bằng mét. Xem cùng MẶT CẮT A-A và MẶT BẰNG TẦNG 1.",
                italic=True,
            ),
            Table(("Khung tên", "Nội dung"), rows, (2, 5)),
            Signatures(None, Signature(("CHỦ NHIỆM THIẾT KẾ",), case.neighbour.name)),
        ),
        Paper(family="be_vietnam", size=11.5),
    )


def giay_phep_xay_dung(case: Case) -> Form:
    owner, land = case.applicant, case.land
    return Form(
        (
            committee(case, f"Số: {case.number}/GPXD", case.day(9)),
            Title("GIẤY PHÉP XÂY DỰNG", "(Sử dụng cho nhà ở riêng lẻ)"),
            told(("1. Cấp cho", f"{owner.title} {owner.name}"), bold=True),
            told(("Địa chỉ", owner.address)),
            Text("2. Được phép xây dựng công trình theo các nội dung sau:", bold=True),
            told(("Tên công trình", "Nhà ở riêng lẻ")),
            told(("Theo thiết kế do", f"{case.neighbour.name} lập")),
            told(("Vị trí xây dựng, thửa đất số", str(land.plot)), ("Tờ bản đồ số", str(land.sheet))),
            told(("Diện tích thửa đất", f"{land.area} m²"), ("Mật độ xây dựng", "68%")),
            told(("Diện tích xây dựng tầng 1", "92,4 m²"), ("Tổng diện tích sàn", "184,8 m²")),
            told(("Chiều cao công trình", "7,0 m"), ("Số tầng", "02")),
            told(("Cốt nền công trình", "+0,45 m"), ("Chỉ giới xây dựng", "3,0 m")),
            told(("3. Giấy tờ về quyền sử dụng đất", f"Giấy chứng nhận số {land.serial}")),
            Text(
                "4. Giấy phép này có hiệu lực khởi công trong thời hạn 12 tháng kể từ ngày cấp; quá thời hạn trên thì phải đề nghị gia hạn giấy phép xây dựng.",
                indent=10,
            ),
            issued(case, f"{owner.title} {owner.name};", "Sở Xây dựng (báo cáo);", "Lưu: VT, KT."),
            Break(),
            Text("CHỦ ĐẦU TƯ PHẢI THỰC HIỆN CÁC NỘI DUNG SAU ĐÂY:", bold=True, align="center"),
            Text(
                "1. Phải hoàn toàn chịu trách nhiệm trước pháp luật nếu xâm phạm các quyền hợp pháp của các chủ sở hữu liền kề.",
                indent=10,
            ),
            Text(
                "2. Phải thực hiện đúng các quy định của pháp luật về đất đai, về đầu tư xây dựng và Giấy phép xây dựng này.",
                indent=10,
            ),
            Text(
                "3. Phải thông báo cho cơ quan cấp phép bằng văn bản về ngày khởi công trước khi khởi công xây dựng công trình.",
                indent=10,
            ),
            Text(
                "4. Xuất trình Giấy phép cho cơ quan có thẩm quyền khi được yêu cầu và treo biển báo tại địa điểm xây dựng.",
                indent=10,
            ),
            Text(
                "5. Khi điều chỉnh thiết kế làm thay đổi nội dung giấy phép thì phải đề nghị điều chỉnh và chờ quyết định.",
                indent=10,
            ),
            Text("ĐIỀU CHỈNH, GIA HẠN GIẤY PHÉP", bold=True, align="center"),
            fill(("1. Nội dung điều chỉnh, gia hạn", "")),
            fill(("2. Thời gian có hiệu lực của giấy phép", "")),
        ),
        Paper(size=13, leading=1.42),
    )


FORMS: Final[dict[str, Callable[[Case], Form]]] = {
    form.__name__: form
    for form in (giay_de_nghi_hkd, bien_ban_hop_hkd, gcn_hkd, don_gpxd, ban_ve_xay_dung, giay_phep_xay_dung)
}
