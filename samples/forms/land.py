"""Land (đất đai): certificates, applications, transfer contracts, survey sheets."""

from collections.abc import Callable
from typing import Final

from samples.blocks import (
    RED,
    Break,
    Fill,
    Form,
    Gap,
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
from samples.forms.phrases import asked_by, committee, day_words, issued, place_date, slashed, two_sign
from samples.people import PROVINCE, Case, Person

LOTUS: Final = Paper(tint=(252, 240, 240), pattern=(246, 220, 224), margins=(18, 18, 16, 24), size=12.5)
OFFICE_SEAL: Final = "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI|TỈNH\nAN LẠC"


def plot_rows(case: Case) -> tuple[Fill, ...]:
    land = case.land
    return (
        told(("a) Thửa đất số", str(land.plot)), ("Tờ bản đồ số", str(land.sheet))),
        told(("b) Diện tích", f"{land.area} m²")),
        told(("c) Loại đất", "Đất ở tại nông thôn")),
        told(("d) Thời hạn sử dụng đất", "Lâu dài")),
        told(("đ) Hình thức sử dụng đất", "Sử dụng riêng")),
        told(("e) Địa chỉ", case.neighbour.address)),
    )


def gcn_qsdd_2025(case: Case) -> Form:
    land, owner = case.land, case.applicant
    return Form(
        (
            Header(("TỈNH AN LẠC", "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI")),
            Picture("code", 10, (f"{land.serial}|{land.plot}|{land.sheet}",)),
            Gap(12),
            Title(
                "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT",
                colour=RED,
                size=16,
            ),
            Text("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", bold=True),
            told((owner.title, owner.caps), bold=True),
            told(("Căn cước số", owner.number)),
            Text("2. Thông tin thửa đất:", bold=True),
            *plot_rows(case),
            Text("3. Thông tin tài sản gắn liền với đất: -/-", bold=True),
            Text("Thông tin chi tiết được thể hiện tại mã QR.", italic=True),
            told(("Số vào sổ cấp Giấy chứng nhận", land.book)),
            Signatures(
                None,
                Signature(
                    ("CHI NHÁNH VĂN PHÒNG", "ĐĂNG KÝ ĐẤT ĐAI"),
                    case.official,
                    date_line=place_date(case, case.day(20)),
                    seal=OFFICE_SEAL,
                ),
            ),
            Text(land.serial, align="center", bold=True),
            Break(),
            Text("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", bold=True),
            Picture("plan", 92, (str(land.plot), f"{land.area} m²", "12,50", "8,32", "12,64", "8,40")),
            Text("5. Ghi chú: Giấy chứng nhận này thay cho giấy đã thu hồi.", bold=True),
            Text("6. Những thay đổi sau khi cấp Giấy chứng nhận:", bold=True),
            Table(
                ("Nội dung thay đổi và cơ sở pháp lý", "Xác nhận của cơ quan có thẩm quyền"),
                ((" ", " "),) * 4,
                (3, 2),
            ),
        ),
        LOTUS,
    )


def gcn_qsdd_cu(case: Case) -> Form:
    land, owner = case.land, case.neighbour
    return Form(
        (
            Header(),
            Title(
                "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT",
                colour=RED,
                size=16,
            ),
            Text("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", bold=True),
            told((owner.title, owner.caps), bold=True),
            told(("Năm sinh", str(owner.born.year)), ("CCCD số", owner.number)),
            told(("Địa chỉ thường trú", owner.address)),
            Text(land.old_serial, align="right", bold=True),
            Text("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", bold=True),
            told(("1. Thửa đất số", str(land.plot)), ("tờ bản đồ số", str(land.sheet))),
            told(("Địa chỉ", owner.address)),
            told(("Diện tích", f"{land.area} m²"), ("Hình thức sử dụng", "riêng")),
            told(("Mục đích sử dụng", "Đất ở tại nông thôn"), ("Thời hạn sử dụng", "Lâu dài")),
            told(("Nguồn gốc sử dụng", "Công nhận quyền sử dụng đất như giao đất có thu tiền")),
            told(("2. Nhà ở", "-/-"), ("3. Công trình xây dựng khác", "-/-")),
            Signatures(
                None,
                Signature(
                    ("TM. ỦY BAN NHÂN DÂN HUYỆN", "CHỦ TỊCH"),
                    case.official,
                    date_line=f"Sơn Thủy, {day_words(case.day(-3300))}",
                    seal=f"ỦY BAN NHÂN DÂN {case.district.upper()}|TỈNH\nAN LẠC",
                ),
            ),
            told(("Số vào sổ cấp GCN", f"CH {case.number:05d}")),
        ),
        LOTUS,
    )


def don_bien_dong(case: Case) -> Form:
    buyer, land = case.applicant, case.land
    return Form(
        (
            Header(form_code="Mẫu số 18"),
            Title("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT"),
            Text("Kính gửi: Chi nhánh Văn phòng đăng ký đất đai Sơn Thủy", align="center"),
            Text("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất", bold=True),
            fill(("a) Tên", buyer.caps)),
            fill(("b) Giấy tờ nhân thân/pháp nhân số", buyer.number)),
            fill(("c) Địa chỉ", buyer.address)),
            fill(("d) Điện thoại liên hệ", f"0900 000 {case.number:03d}")),
            Text("2. Nội dung biến động về:", bold=True),
            fill(
                (
                    "",
                    f"Nhận chuyển nhượng toàn bộ thửa đất số {land.plot}, tờ bản đồ số {land.sheet}, diện tích {land.area} m²",
                )
            ),
            fill(("Tên người chuyển nhượng", case.neighbour.name)),
            Text("3. Giấy chứng nhận đã cấp", bold=True),
            fill(("Số phát hành", land.old_serial), ("Số vào sổ", f"CH {case.number:05d}")),
            fill(("Ngày cấp", slashed(case.day(-3300)))),
            Text("4. Tình hình thực hiện nghĩa vụ tài chính về đất đai đối với thửa đất", bold=True),
            fill(("", "Đã thực hiện xong, không còn nợ")),
            Text("5. Giấy tờ liên quan đến nội dung biến động nộp kèm theo đơn này:", bold=True),
            fill(("(1)", f"Giấy chứng nhận đã cấp số {land.old_serial}")),
            fill(("(2)", "Hợp đồng chuyển nhượng đã chứng thực")),
            Text(
                "Tôi cam đoan nội dung kê khai trên đơn là đúng sự thật và chịu trách nhiệm trước pháp luật về nội dung đã kê khai.",
                indent=10,
            ),
            asked_by(case, buyer, "Người viết đơn"),
        ),
        Paper(size=12.5),
    )


def don_dk_dat_dai(case: Case) -> Form:
    owner, land = case.applicant, case.land
    return Form(
        (
            Header(form_code="Mẫu số 15"),
            Title("ĐƠN ĐĂNG KÝ ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT"),
            Text(f"Kính gửi: Ủy ban nhân dân {case.commune}", align="center"),
            Text("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất, người quản lý đất", bold=True),
            fill(("a) Họ và tên", owner.caps)),
            fill(("b) Giấy tờ nhân thân số", owner.number)),
            fill(("c) Địa chỉ", owner.address)),
            Text("2. Thửa đất đăng ký", bold=True),
            fill(("a) Thửa đất số", str(land.plot)), ("Tờ bản đồ số", str(land.sheet))),
            fill(("b) Địa chỉ", owner.address)),
            fill(("c) Diện tích", f"{land.area} m²"), ("Sử dụng riêng", f"{land.area} m²")),
            fill(("d) Sử dụng vào mục đích", "Đất ở"), ("Từ thời điểm", "năm 1992")),
            fill(("đ) Nguồn gốc sử dụng", "Cha mẹ để lại, khai phá từ trước năm 1993")),
            Text("3. Nhà ở, công trình xây dựng", bold=True),
            fill(("Loại nhà", "Nhà ở riêng lẻ, cấp IV"), ("Diện tích", "86,0 m²")),
            Text("4. Đề nghị của người sử dụng đất", bold=True),
            Text(
                "Tôi đề nghị cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất cho thửa đất nêu trên.",
                indent=10,
            ),
            fill(("Giấy tờ nộp kèm theo", "Giấy xác nhận nguồn gốc, mảnh trích đo")),
            Text(
                "Tôi cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai xin chịu trách nhiệm trước pháp luật.",
                indent=10,
            ),
            asked_by(case, owner, "Người viết đơn"),
        ),
        Paper(family="gelasio", size=12),
    )


def giay_xn_nguon_goc(case: Case) -> Form:
    owner, land = case.applicant, case.land
    return Form(
        (
            committee(case, f"Số: {case.number}/GXN-UBND", case.day(-12)),
            Title("GIẤY XÁC NHẬN NGUỒN GỐC SỬ DỤNG ĐẤT"),
            Text(
                f"Theo đề nghị của {owner.title.lower()} {owner.name}, Ủy ban nhân dân {case.commune} xác nhận nguồn gốc và thời điểm sử dụng đất như sau:",
                indent=10,
            ),
            told(("1. Thửa đất số", str(land.plot)), ("Tờ bản đồ số", str(land.sheet))),
            told(("2. Diện tích", f"{land.area} m²"), ("Địa chỉ", case.commune)),
            Text(
                "3. Nguồn gốc: do ông bà, cha mẹ khai hoang và để lại, gia đình sử dụng liên tục từ năm 1992 đến nay.",
                indent=10,
            ),
            Text(
                "4. Thửa đất hiện không có tranh chấp với các hộ liền kề; ranh giới rõ ràng, ổn định.",
                indent=10,
            ),
            Text("5. Việc sử dụng đất phù hợp với quy hoạch sử dụng đất đã được phê duyệt.", indent=10),
            issued(case, f"{owner.title} {owner.name};", "Chi nhánh VPĐKĐĐ;", "Lưu: VT, ĐC."),
        ),
    )


def hop_dong_chuyen_nhuong(case: Case) -> Form:
    seller, buyer = case.neighbour, case.applicant
    return Form(
        (
            Header(),
            Title("HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT"),
            Text(
                f"Hôm nay, {day_words(case.day(-6))}, tại Ủy ban nhân dân {case.commune}, {PROVINCE}, chúng tôi gồm:",
                indent=10,
            ),
            Text("BÊN CHUYỂN NHƯỢNG (BÊN A)", bold=True),
            *_party(seller),
            Text("BÊN NHẬN CHUYỂN NHƯỢNG (BÊN B)", bold=True),
            *_party(buyer),
            Text("Hai bên thống nhất giao kết hợp đồng này với các thỏa thuận sau đây:", indent=10),
            *_articles(case),
            two_sign(("BÊN A", seller), ("BÊN B", buyer)),
            Break(),
            *_testimony(case),
        ),
        Paper(size=13.5, leading=1.42),
    )


def _party(person: Person) -> tuple[Fill, ...]:
    return (
        told((person.title, person.caps), bold=True),
        told(("Sinh ngày", slashed(person.born)), ("Căn cước số", person.number)),
        told(("Nơi cư trú", person.address)),
    )


def _articles(case: Case) -> tuple[Text, ...]:
    land = case.land
    articles = (
        (
            "Điều 1. Quyền sử dụng đất chuyển nhượng",
            f"Bên A chuyển nhượng cho bên B toàn bộ thửa đất số {land.plot}, tờ bản đồ số {land.sheet}, diện tích {land.area} m², loại đất ở, tại {case.commune}, {PROVINCE}, theo Giấy chứng nhận số {land.old_serial}.",
        ),
        (
            "Điều 2. Giá chuyển nhượng và phương thức thanh toán",
            f"Giá chuyển nhượng là {land.price} đồng (bằng chữ: {land.price_words}). Bên B thanh toán một lần bằng chuyển khoản ngay sau khi hợp đồng được chứng thực.",
        ),
        (
            "Điều 3. Việc giao đất và đăng ký",
            "Bên A giao thửa đất cùng giấy tờ về quyền sử dụng đất cho bên B trong vòng bảy ngày. Bên B có nghĩa vụ đăng ký quyền sử dụng đất tại cơ quan có thẩm quyền.",
        ),
        (
            "Điều 4. Nghĩa vụ nộp thuế, phí, lệ phí",
            "Thuế thu nhập cá nhân do bên A nộp; lệ phí trước bạ và chi phí chứng thực do bên B nộp.",
        ),
        (
            "Điều 5. Cam đoan của các bên",
            "Thửa đất không có tranh chấp, không bị kê biên, còn trong thời hạn sử dụng. Hai bên tự nguyện, không bị lừa dối hay ép buộc.",
        ),
        (
            "Điều 6. Giải quyết tranh chấp",
            "Tranh chấp phát sinh trước hết được thương lượng; nếu không thành thì một trong hai bên có quyền khởi kiện tại Tòa án có thẩm quyền.",
        ),
        (
            "Điều 7. Điều khoản cuối cùng",
            "Hợp đồng có hiệu lực từ ngày được chứng thực, lập thành ba bản, mỗi bên giữ một bản, một bản lưu tại cơ quan chứng thực.",
        ),
    )
    return tuple(text for head, body in articles for text in (Text(head, bold=True), Text(body, indent=10)))


def _testimony(case: Case) -> tuple[Text | Signatures, ...]:
    return (
        Text("LỜI CHỨNG CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN", align="center", bold=True),
        Text(
            f"Tại trụ sở Ủy ban nhân dân {case.commune}, {day_words(case.day(-6))}, tôi là {case.official}, chứng thực:",
            indent=10,
        ),
        Text(
            f"Hợp đồng này được lập giữa bên A là {case.neighbour.name} và bên B là {case.applicant.name}. Các bên đã cam đoan chịu trách nhiệm trước pháp luật về nội dung hợp đồng.",
            indent=10,
        ),
        Text(
            "Tại thời điểm chứng thực, các bên minh mẫn, nhận thức và làm chủ được hành vi, đã ký vào hợp đồng trước mặt tôi.",
            indent=10,
        ),
        Text(
            f"Số công chứng, chứng thực: {case.number}. Quyển số: 01/{case.received_on.year}-HĐGD.", indent=10
        ),
        issued(case, "Bên A;", "Bên B;", "Lưu."),
    )


def trich_do(case: Case) -> Form:
    land = case.land
    rows = tuple(
        (
            str(n),
            f"{2_318_100 + 13 * n * case.number % 900},{n}4",
            f"{447_200 + 7 * n * case.number % 900},{n}1",
            side,
        )
        for n, side in enumerate(("12,50", "8,32", "12,64", "8,40"), 1)
    )
    return Form(
        (
            Header(("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "TRUNG TÂM KỸ THUẬT ĐO ĐẠC")),
            Title("MẢNH TRÍCH ĐO BẢN ĐỒ ĐỊA CHÍNH", f"(tỷ lệ 1:500, số {case.number}-2026)"),
            told(("1. Số hiệu thửa đất", str(land.plot)), ("Tờ bản đồ số", str(land.sheet))),
            told(("2. Diện tích", f"{land.area} m²"), ("Mục đích sử dụng đất", "ODT")),
            told(("3. Tên người sử dụng đất", case.applicant.name)),
            Picture("plan", 92, (str(land.plot), f"{land.area} m²", "12,50", "8,32", "12,64", "8,40")),
            Text("4. Tọa độ đỉnh thửa và Kích thước cạnh:", bold=True),
            Table(("Số hiệu đỉnh", "X (m)", "Y (m)", "Kích thước cạnh (m)"), rows, (2, 3, 3, 3)),
            Signatures(
                Signature(("NGƯỜI ĐO",), case.registrar),
                Signature(("GIÁM ĐỐC",), case.official, seal="TRUNG TÂM KỸ THUẬT ĐO ĐẠC|TỈNH\nAN LẠC"),
            ),
        ),
        Paper(size=12),
    )


FORMS: Final[dict[str, Callable[[Case], Form]]] = {
    form.__name__: form
    for form in (
        gcn_qsdd_2025,
        gcn_qsdd_cu,
        don_bien_dong,
        don_dk_dat_dai,
        giay_xn_nguon_goc,
        hop_dong_chuyen_nhuong,
        trich_do,
    )
}
