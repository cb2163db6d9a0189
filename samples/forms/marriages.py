"""Marriages (hộ tịch): declarations, marital status, certificates, divorce."""

from collections.abc import Callable
from typing import Final

from samples.blocks import (
    RED,
    Fill,
    Form,
    Header,
    Paper,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
    fill,
    told,
)
from samples.forms.civil import PINK_PAPER, PLEDGE, to_committee, who
from samples.forms.phrases import (
    asked_by,
    committee,
    day_words,
    issued,
    place_date,
    seal_of,
    slashed,
    two_sign,
)
from samples.people import PROVINCE, Case


def to_khai_ket_hon(case: Case) -> Form:
    bride, groom = case.mother, case.father
    rows = (
        ("Họ, chữ đệm, tên", bride.name, groom.name),
        ("Ngày, tháng, năm sinh", slashed(bride.born), slashed(groom.born)),
        ("Dân tộc", bride.people, groom.people),
        ("Quốc tịch", "Việt Nam", "Việt Nam"),
        ("Nơi cư trú", bride.address, groom.address),
        ("Số định danh cá nhân/Giấy tờ tùy thân", bride.number, groom.number),
        ("Kết hôn lần thứ mấy", "Thứ nhất", "Thứ nhất"),
    )
    return Form(
        (
            Header(),
            Title("TỜ KHAI ĐĂNG KÝ KẾT HÔN"),
            to_committee(case),
            Table(("Thông tin", "Bên nữ", "Bên nam"), rows, (4, 5, 5), hand=True),
            Text(
                "Chúng tôi cam đoan những lời khai trên đây là đúng sự thật, việc kết hôn của chúng tôi là tự nguyện, "
                "không vi phạm quy định của pháp luật về hôn nhân và gia đình.",
                indent=10,
            ),
            Text("Đề nghị Quý cơ quan đăng ký việc kết hôn cho chúng tôi.", indent=10),
            fill(("Số lượng bản sao đề nghị cấp", "02 bản")),
            Text(place_date(case, case.received_on), align="right", italic=True),
            two_sign(("Bên nữ", bride), ("Bên nam", groom)),
        ),
    )


def gcn_ket_hon(case: Case) -> Form:
    sides: list[Fill] = []
    for label, person in (("vợ", case.mother), ("chồng", case.father)):
        sides += [
            told((f"Họ, chữ đệm, tên {label}", person.caps), bold=True),
            told(("Ngày, tháng, năm sinh", slashed(person.born))),
            told(("Dân tộc", person.people), ("Quốc tịch", "Việt Nam")),
            told(("Nơi cư trú", person.address)),
            told(("Giấy tờ tùy thân", f"Căn cước số {person.number}")),
        ]
    return Form(
        (
            Header(
                (PROVINCE.upper(), "ỦY BAN NHÂN DÂN", case.commune.upper()),
                f"Số: {case.number}/{case.received_on.year}",
            ),
            Title("GIẤY CHỨNG NHẬN KẾT HÔN", colour=RED, size=19),
            *sides,
            told(("Nơi đăng ký kết hôn", f"Ủy ban nhân dân {case.commune}, {PROVINCE}")),
            Text(f"Giấy chứng nhận này có giá trị kể từ ngày {slashed(case.day(1))}.", bold=True),
            two_sign(("Vợ", case.mother), ("Chồng", case.father), "(Ký, ghi rõ họ tên)"),
            Signatures(
                None,
                Signature(
                    ("NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN", "CHỦ TỊCH"), case.official, seal=seal_of(case)
                ),
            ),
        ),
        PINK_PAPER,
    )


def to_khai_xntthn(case: Case) -> Form:
    person = case.applicant
    return Form(
        (
            Header(),
            Title("TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"),
            to_committee(case),
            fill(("Họ, chữ đệm, tên người yêu cầu", person.name)),
            fill(("Quan hệ với người được cấp Giấy xác nhận", "Bản thân")),
            Text(
                "Đề nghị cơ quan cấp Giấy xác nhận tình trạng hôn nhân cho người có tên dưới đây:", bold=True
            ),
            fill(("Họ, chữ đệm, tên", person.caps)),
            *who(person),
            fill(("Trong thời gian cư trú tại", f"{case.commune}, {PROVINCE}")),
            fill(("Tình trạng hôn nhân", "Chưa đăng ký kết hôn với ai")),
            fill(("Mục đích sử dụng Giấy xác nhận tình trạng hôn nhân", "Để đăng ký kết hôn")),
            Text(PLEDGE, indent=10),
            asked_by(case, person),
        ),
    )


def giay_xntthn(case: Case) -> Form:
    person = case.applicant
    return Form(
        (
            committee(case, f"Số: {case.number}/UBND-XNTTHN", case.day(1)),
            Title("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"),
            Text(
                f"Xét đề nghị của ông/bà {person.name} về việc cấp Giấy xác nhận tình trạng hôn nhân,",
                indent=10,
            ),
            Text(f"ỦY BAN NHÂN DÂN {case.commune.upper()} XÁC NHẬN:", align="center", bold=True),
            told(("Họ, chữ đệm, tên", person.caps), bold=True),
            told(("Ngày, tháng, năm sinh", slashed(person.born)), ("Giới tính", person.sex), shares=(2, 1)),
            told(("Dân tộc", person.people), ("Quốc tịch", "Việt Nam")),
            told(("Giấy tờ tùy thân", f"Căn cước số {person.number}")),
            told(("Nơi cư trú", person.address)),
            told(("Tình trạng hôn nhân", "Hiện tại chưa đăng ký kết hôn với ai."), bold=True),
            Text("Giấy này được cấp để làm thủ tục đăng ký kết hôn.", indent=10),
            Text("Giấy này có giá trị sử dụng trong thời hạn 6 tháng, kể từ ngày cấp.", indent=10),
            issued(case, f"{person.title} {person.name};", "Lưu: VT, HT.", vice=True),
        ),
    )


def quyet_dinh_ly_hon(case: Case) -> Form:
    one, other = case.applicant, case.spouse
    number = f"{case.number}/2025/QĐST-HNGĐ"
    return Form(
        (
            Header(
                ("TÒA ÁN NHÂN DÂN", "KHU VỰC 9 - AN LẠC"),
                f"Số: {number}",
                f"An Lạc, {day_words(case.day(-400))}",
            ),
            Title("QUYẾT ĐỊNH", "CÔNG NHẬN THUẬN TÌNH LY HÔN VÀ SỰ THỎA THUẬN CỦA CÁC ĐƯƠNG SỰ"),
            Text(
                f"Căn cứ hồ sơ việc hôn nhân và gia đình thụ lý số {case.number + 31}/2025/TLST-HNGĐ;",
                indent=10,
            ),
            Text("Căn cứ biên bản ghi nhận sự tự nguyện ly hôn và hòa giải đoàn tụ không thành;", indent=10),
            Text("Xét thấy việc thuận tình ly hôn là tự nguyện, không trái đạo đức xã hội,", indent=10),
            Text("QUYẾT ĐỊNH:", align="center", bold=True),
            Text(
                f"1. Về quan hệ hôn nhân: công nhận sự thuận tình ly hôn giữa {one.title.lower()} {one.name} và {other.title.lower()} {other.name}.",
                indent=10,
            ),
            Text(
                f"{one.title} {one.name}, sinh ngày {slashed(one.born)}, cư trú tại {one.address}.", indent=10
            ),
            Text(
                f"{other.title} {other.name}, sinh ngày {slashed(other.born)}, cư trú tại {other.address}.",
                indent=10,
            ),
            Text(
                "2. Về con chung, tài sản chung và nợ chung: các đương sự tự thỏa thuận, không yêu cầu Tòa án giải quyết.",
                indent=10,
            ),
            Text(
                "3. Quyết định này có hiệu lực pháp luật ngay sau khi được ban hành và không bị kháng cáo, kháng nghị.",
                indent=10,
            ),
            Signatures(
                None, Signature(("THẨM PHÁN",), case.official, seal="TÒA ÁN NHÂN DÂN KHU VỰC 9|TỈNH\nAN LẠC")
            ),
        ),
        Paper(size=13.5),
    )


FORMS: Final[dict[str, Callable[[Case], Form]]] = {
    form.__name__: form
    for form in (to_khai_ket_hon, gcn_ket_hon, to_khai_xntthn, giay_xntthn, quyet_dinh_ly_hon)
}
