"""Papers of many procedures: identity, authorisation, residence, the counter's receipt; and two that are none."""

from collections.abc import Callable
from typing import Final

from samples.blocks import (
    Fill,
    Form,
    Gap,
    Header,
    Paper,
    Picture,
    Recipients,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
    fill,
    told,
)
from samples.forms.phrases import day_words, place_date, slashed, two_sign
from samples.people import PROVINCE, Case, Person


def cccd(case: Case) -> Form:
    person = case.applicant
    hamlet, commune = person.address.split(", ")[:2]
    residence = f"{commune}, {PROVINCE}"
    until = slashed(person.born.replace(year=person.born.year + 60, day=1))
    front = (
        person.number,
        person.caps,
        slashed(person.born),
        person.sex,
        residence,
        hamlet,
        residence,
        until,
    )
    issued = slashed(case.day(-900))
    back = ("Nốt ruồi c.1 cm dưới mắt trái", issued, case.official, *_machine_lines(person))
    return Form(
        (Gap(14), Picture("card_front", 62, front), Gap(16), Picture("card_back", 62, back)),
        Paper(tint=(250, 250, 248)),
    )


def _machine_lines(person: Person) -> tuple[str, str, str]:
    digits = person.number
    bare = "NGUYEN<<VAN<A"
    first = f"IDVNM{digits[3:12]}1{digits}<<2".ljust(30, "<")[:30]
    second = f"{person.born:%y%m%d}4{'M' if person.sex == 'Nam' else 'F'}3501019VNM".ljust(29, "<") + "6"
    return first, second, bare.ljust(30, "<")


def giay_uy_quyen(case: Case) -> Form:
    one, other = case.applicant, case.neighbour
    return Form(
        (
            Header(),
            Title("GIẤY ỦY QUYỀN", "(Dùng cho cá nhân)"),
            Text(
                f"Hôm nay, {day_words(case.day(-1))}, tại {case.commune}, {PROVINCE}, chúng tôi gồm có:",
                indent=10,
            ),
            Text("I. Bên ủy quyền", bold=True),
            *_side(one),
            Text("II. Bên được ủy quyền", bold=True),
            *_side(other),
            Text("III. Nội dung ủy quyền", bold=True),
            fill(
                (
                    "",
                    "Thay mặt tôi nộp hồ sơ và nhận kết quả giải quyết thủ tục tại Trung tâm Phục vụ hành chính công",
                )
            ),
            fill(("Thời hạn ủy quyền", "Đến khi nhận xong kết quả")),
            Text(
                "Hai bên cam kết chịu trách nhiệm trước pháp luật về những nội dung đã thỏa thuận ở trên.",
                indent=10,
            ),
            two_sign(("BÊN ỦY QUYỀN", one), ("BÊN ĐƯỢC ỦY QUYỀN", other)),
        ),
    )


def _side(person: Person) -> tuple[Fill, ...]:
    return (
        fill(("Họ và tên", person.name), ("Sinh ngày", slashed(person.born)), shares=(3, 2)),
        fill(("Số định danh cá nhân", person.number)),
        fill(("Nơi cư trú", person.address)),
    )


def ct07(case: Case) -> Form:
    person = case.applicant
    rows = (
        ("1", case.spouse.name, slashed(case.spouse.born), case.spouse.number, "Vợ, chồng"),
        ("2", case.child.name, slashed(case.child.born), case.child.number, "Con"),
    )
    body = ("CÔNG AN TỈNH AN LẠC", f"CÔNG AN {case.commune.upper()}")
    return Form(
        (
            Header(body, f"Số: {case.number}/XN", place_date(case, case.day(-5)), form_code="Mẫu CT07"),
            Title("XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ"),
            Text(
                f"Theo đề nghị của công dân, Công an {case.commune} xác nhận thông tin về cư trú của người sau đây:",
                indent=10,
            ),
            told(("1. Họ, chữ đệm và tên", person.caps), bold=True),
            told(("2. Ngày, tháng, năm sinh", slashed(person.born)), ("3. Giới tính", person.sex)),
            told(("4. Số định danh cá nhân", person.number)),
            told(("5. Dân tộc", person.people), ("6. Quốc tịch", "Việt Nam")),
            told(("7. Nơi thường trú", person.address)),
            told(("8. Nơi ở hiện tại", person.address)),
            Text("9. Thông tin các thành viên khác trong hộ gia đình:"),
            Table(
                ("TT", "Họ và tên", "Ngày sinh", "Số định danh cá nhân", "Quan hệ với chủ hộ"),
                rows,
                (1, 4, 3, 4, 3),
            ),
            Text(f"Xác nhận này có giá trị đến hết ngày {slashed(case.day(360))}.", indent=10),
            Signatures(
                Recipients(("Công dân;", "Lưu: CAX.")),
                Signature(
                    ("TRƯỞNG CÔNG AN",), case.official, seal=f"CÔNG AN {case.commune.upper()}|CÔNG AN\nAN LẠC"
                ),
            ),
        ),
        Paper(size=12.5),
    )


def giay_tiep_nhan(case: Case) -> Form:
    rows = (
        ("1", "Tờ khai theo mẫu", "01 bản chính"),
        ("2", "Giấy tờ kèm theo quy định", "01 bản chính"),
        ("3", "Giấy tờ tùy thân", "Xuất trình"),
    )
    body = (f"UBND {case.commune.upper()}", "TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG")
    return Form(
        (
            Header(body, f"Số: {case.number}/TNHS", place_date(case, case.received_on)),
            Picture("code", 2, (case.code,)),
            Title("GIẤY TIẾP NHẬN HỒ SƠ", "VÀ HẸN TRẢ KẾT QUẢ"),
            told(("Mã hồ sơ", case.code), bold=True),
            Text(f"Trung tâm Phục vụ hành chính công {case.commune}"),
            told(("Tiếp nhận hồ sơ của", f"{case.applicant.title} {case.applicant.name}")),
            told(("Địa chỉ", case.applicant.address)),
            told(("Số điện thoại", f"0900 000 {case.number:03d}")),
            told(("Mã thủ tục", case.procedure or "1.001193")),
            Text("1. Thành phần hồ sơ nộp gồm:", bold=True),
            Table(("TT", "Tên giấy tờ", "Số lượng, hình thức"), rows, (1, 6, 4)),
            told(("2. Số lượng hồ sơ", "01 bộ")),
            told(
                (
                    "3. Thời gian nhận hồ sơ",
                    f"08 giờ {case.number % 60:02d} phút, {day_words(case.received_on)}",
                )
            ),
            told(("4. Thời gian trả kết quả giải quyết hồ sơ", f"16 giờ 30 phút, {day_words(case.day(5))}")),
            told(("5. Đăng ký nhận kết quả tại", "Trung tâm Phục vụ hành chính công")),
            Signatures(
                Signature(("NGƯỜI NỘP HỒ SƠ",), case.applicant.name, note="(Ký, ghi rõ họ tên)", hand=True),
                Signature(("NGƯỜI TIẾP NHẬN HỒ SƠ",), case.registrar, note="(Ký, ghi rõ họ tên)"),
            ),
        ),
        Paper(family="be_vietnam", size=11.5, leading=1.4),
    )


def thu_rieng(case: Case) -> Form:
    """Write a private letter: a paper that no catalogue knows."""
    lines = (
        f"Gửi cô {case.neighbour.name.split()[-1]} thân mến,",
        "Lâu rồi nhà mình chưa viết thư cho cô. Năm nay mưa thuận gió hòa, vườn bưởi sai quả, hai con trâu vẫn khỏe.",
        "Cuối tháng này cả nhà định gói bánh, nếu cô về được thì ở chơi với các cháu mấy hôm.",
        "Mẹ nhắc cô giữ ấm khi trời trở gió, đừng làm việc quá khuya. Các cháu hỏi cô suốt.",
        "Nhớ mang cho mẹ gói hạt giống rau cải hôm trước cô kể nhé.",
        f"Thân ái, {case.spouse.name.split()[-1]}",
    )
    return Form(
        (Gap(10), *(Text(line, hand=True, indent=12, size=15) for line in lines)),
        Paper(tint=(251, 250, 240), leading=1.7),
    )


def danh_sach_mua_hang(case: Case) -> Form:
    """Write a shopping list: a printed paper that no catalogue knows."""
    rows = tuple(
        (str(place), name, amount)
        for place, (name, amount) in enumerate(
            (
                ("Gạo tẻ", "20 kg"),
                ("Nước mắm", "3 chai"),
                ("Dầu ăn", "2 lít"),
                ("Đường trắng", "5 kg"),
                ("Mì sợi", "1 thùng"),
                ("Bột giặt", "2 túi"),
            ),
            1,
        )
    )
    return Form(
        (
            Title("ĐỒ CẦN MUA CUỐI TUẦN"),
            Table(("TT", "Tên hàng", "Số lượng"), rows, (1, 5, 3)),
            Text(f"Nhớ ghé quán {case.shop} trả tiền hôm trước và lấy lại cái ô để quên.", italic=True),
        ),
        Paper(family="be_vietnam", size=13),
    )


FORMS: Final[dict[str, Callable[[Case], Form]]] = {
    form.__name__: form for form in (cccd, giay_uy_quyen, ct07, giay_tiep_nhan)
}
STRANGE: Final[dict[str, Callable[[Case], Form]]] = {
    form.__name__: form for form in (thu_rieng, danh_sach_mua_hang)
}
