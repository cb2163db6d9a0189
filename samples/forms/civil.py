"""Civil status (hộ tịch): births, marriages, deaths, corrections, extracts."""

from collections.abc import Callable
from typing import Final

from samples.blocks import (
    RED,
    Fill,
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
from samples.people import PROVINCE, Case, Person

PLEDGE: Final = (
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật, được sự thỏa thuận nhất trí của những người liên "
    "quan theo quy định pháp luật và chịu hoàn toàn trách nhiệm trước pháp luật về lời khai của mình."
)
BLUE_PAPER: Final = Paper(
    tint=(244, 250, 252), pattern=(226, 240, 244), frame=(72, 120, 150), margins=(16, 20, 18, 26)
)
PINK_PAPER: Final = Paper(
    tint=(253, 246, 243), pattern=(246, 228, 224), frame=(184, 88, 84), margins=(16, 20, 18, 26)
)


def to_committee(case: Case) -> Text:
    return Text(f"Kính gửi: Ủy ban nhân dân {case.commune}, {PROVINCE}", align="center")


def who(person: Person) -> tuple[Fill, ...]:
    """Return the rows by which a form asks about one person."""
    return (
        fill(
            ("Ngày, tháng, năm sinh", slashed(person.born)),
            ("Dân tộc", person.people),
            ("Quốc tịch", "Việt Nam"),
            shares=(5, 3, 3),
        ),
        fill(("Nơi cư trú", person.address)),
        fill(("Số định danh cá nhân/Giấy tờ tùy thân", person.number)),
    )


def to_khai_khai_sinh(case: Case) -> Form:
    child, mother, father = case.child, case.mother, case.father
    return Form(
        (
            Header(),
            Title("TỜ KHAI ĐĂNG KÝ KHAI SINH"),
            to_committee(case),
            fill(("Họ, chữ đệm, tên người yêu cầu", case.applicant.name)),
            fill(("Nơi cư trú", case.applicant.address)),
            fill(("Số định danh cá nhân/Giấy tờ tùy thân", case.applicant.number)),
            fill(("Quan hệ với người được khai sinh", "Cha" if case.applicant.sex == "Nam" else "Mẹ")),
            Text("Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:", bold=True),
            fill(("Họ, chữ đệm, tên", child.caps)),
            fill(
                ("Ngày, tháng, năm sinh", slashed(child.born)),
                ("ghi bằng chữ", day_words(child.born)),
                shares=(4, 5),
            ),
            fill(("Giới tính", child.sex), ("Dân tộc", child.people), ("Quốc tịch", "Việt Nam")),
            fill(("Nơi sinh", f"{case.hospital}, {PROVINCE}")),
            fill(("Quê quán", f"{case.commune}, {PROVINCE}")),
            fill(("Họ, chữ đệm, tên người mẹ", mother.name)),
            *who(mother),
            fill(("Họ, chữ đệm, tên người cha", father.name)),
            *who(father),
            Text(PLEDGE, indent=10),
            asked_by(case, case.applicant),
        ),
        Paper(size=12.5, leading=1.4),
    )


def giay_chung_sinh(case: Case) -> Form:
    mother, child = case.mother, case.child
    body = ("SỞ Y TẾ AN LẠC", case.hospital.upper())
    return Form(
        (
            Header(body, f"Số: {case.number:03d}    Quyển số: 02/{child.born.year}"),
            Title("GIẤY CHỨNG SINH"),
            fill(("Họ và tên mẹ/Người nuôi dưỡng", mother.caps)),
            fill(("Năm sinh", str(mother.born.year)), ("Dân tộc", mother.people)),
            fill(("Nơi đăng ký thường trú", mother.address)),
            fill(("Mã số BHXH/Thẻ BHYT số", f"99 {case.number:08d}")),
            fill(("Số CCCD/Hộ chiếu", mother.number)),
            fill(("Họ và tên cha", case.father.name)),
            fill(
                (
                    "Đã sinh con vào lúc",
                    f"{7 + case.number % 12} giờ {case.number % 60:02d} phút, {day_words(child.born)}",
                )
            ),
            fill(("Tại", case.hospital)),
            fill(("Số lần sinh", "1"), ("Số con hiện sống", "1")),
            fill(("Số con trong lần sinh này", "1"), ("Giới tính của con", child.sex)),
            fill(("Cân nặng", f"{2800 + case.number} gam"), ("Tình trạng của con", "Bình thường")),
            fill(("Dự định đặt tên con là", child.name)),
            fill(("Người đỡ đẻ", case.registrar)),
            Text(f"{case.place}, {day_words(child.born)}", align="right", italic=True),
            Signatures(
                Signature(("Cha, mẹ hoặc người thân",), mother.name, note="(Ký, ghi rõ họ tên)", hand=True),
                Signature(
                    ("Thủ trưởng cơ sở y tế",),
                    case.official,
                    note="(Ký tên, đóng dấu)",
                    seal=f"{case.hospital.upper()}|SỞ Y TẾ\nAN LẠC",
                ),
            ),
            Text(
                "Lưu ý: Giấy chứng sinh chỉ có giá trị để làm thủ tục đăng ký khai sinh cho trẻ.",
                italic=True,
                size=11,
            ),
        ),
        Paper(family="be_vietnam", size=11.5, leading=1.45),
    )


def giay_khai_sinh(case: Case) -> Form:
    child = case.child
    parents: list[Fill] = []
    for label, person in (("mẹ", case.mother), ("cha", case.father)):
        parents += [
            told((f"Họ, chữ đệm, tên người {label}", person.caps), bold=True),
            told(("Năm sinh", str(person.born.year)), ("Dân tộc", person.people), ("Quốc tịch", "Việt Nam")),
            told(("Nơi cư trú", person.address)),
        ]
    return Form(
        (
            Header(
                (PROVINCE.upper(), "ỦY BAN NHÂN DÂN", case.commune.upper()),
                f"Số: {case.number}/{case.received_on.year}",
            ),
            Title("GIẤY KHAI SINH", colour=RED, size=20),
            told(("Họ, chữ đệm, tên", child.caps), bold=True),
            told(
                ("Ngày, tháng, năm sinh", slashed(child.born)),
                ("Ghi bằng chữ", day_words(child.born)),
                shares=(4, 5),
            ),
            told(("Giới tính", child.sex), ("Dân tộc", child.people), ("Quốc tịch", "Việt Nam")),
            told(("Nơi sinh", f"{case.hospital}, {PROVINCE}")),
            told(("Quê quán", f"{case.commune}, {PROVINCE}")),
            told(("Số định danh cá nhân", child.number)),
            *parents,
            told(("Họ, chữ đệm, tên người đi khai sinh", case.applicant.name)),
            told(("Giấy tờ tùy thân", f"Căn cước số {case.applicant.number}")),
            told(("Nơi đăng ký khai sinh", f"Ủy ban nhân dân {case.commune}, {PROVINCE}")),
            told(("Ngày, tháng, năm đăng ký", slashed(case.day(1)))),
            Signatures(
                Signature(("CÔNG CHỨC TƯ PHÁP - HỘ TỊCH",), case.registrar),
                Signature(("NGƯỜI KÝ GIẤY KHAI SINH", "CHỦ TỊCH"), case.official, seal=seal_of(case)),
            ),
        ),
        BLUE_PAPER,
    )


def trich_luc_ho_tich(case: Case) -> Form:
    person = case.applicant
    return Form(
        (
            committee(case, f"Số: {case.number}/TLCC", case.day(1)),
            Title("TRÍCH LỤC CẢI CHÍNH HỘ TỊCH"),
            told(("Họ, chữ đệm, tên", person.caps), bold=True),
            told(("Ngày, tháng, năm sinh", slashed(person.born)), ("Giới tính", person.sex), shares=(2, 1)),
            told(("Dân tộc", person.people), ("Quốc tịch", "Việt Nam")),
            told(("Nơi cư trú", person.address)),
            told(("Giấy tờ tùy thân", f"Căn cước số {person.number}")),
            Text("Đã đăng ký việc cải chính năm sinh trong Giấy khai sinh:", bold=True),
            told(("Từ", f"năm {person.born.year - 1}"), ("Thành", f"năm {person.born.year}")),
            told(("Nơi đăng ký", f"Ủy ban nhân dân {case.commune}, {PROVINCE}")),
            Text(
                f"Việc cải chính được ghi vào Sổ đăng ký thay đổi, cải chính số {case.number}/{case.received_on.year}.",
                indent=10,
            ),
            Signatures(
                Recipients((f"{person.title} {person.name};", "Lưu: VT, HT.")),
                Signature(("NGƯỜI KÝ TRÍCH LỤC", "CHỦ TỊCH"), case.official, seal=seal_of(case)),
            ),
        ),
        Paper(size=13.5, leading=1.4),
    )


def to_khai_trich_luc(case: Case) -> Form:
    return Form(
        (
            Header(),
            Title("TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH"),
            to_committee(case),
            fill(("Họ, chữ đệm, tên người yêu cầu", case.applicant.name)),
            fill(("Nơi cư trú", case.applicant.address)),
            fill(("Số định danh cá nhân/Giấy tờ tùy thân", case.applicant.number)),
            fill(("Quan hệ với người được cấp bản sao trích lục hộ tịch", "Cha, mẹ")),
            Text("Đề nghị cơ quan cấp bản sao trích lục khai sinh cho người có tên dưới đây:", bold=True),
            fill(("Họ, chữ đệm, tên", case.child.caps)),
            *who(case.child),
            fill(("Đã đăng ký tại", f"UBND {case.commune}, {PROVINCE}")),
            fill(("Số đăng ký", f"{case.number}"), ("Quyển số", f"01/{case.received_on.year}")),
            fill(("Số lượng bản sao yêu cầu cấp", "03 bản")),
            Text(PLEDGE, indent=10),
            asked_by(case, case.applicant),
        ),
    )


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


def to_khai_khai_tu(case: Case) -> Form:
    dead, day = case.elder, case.day(-3)
    return Form(
        (
            Header(),
            Title("TỜ KHAI ĐĂNG KÝ KHAI TỬ"),
            to_committee(case),
            fill(("Họ, chữ đệm, tên người yêu cầu", case.applicant.name)),
            fill(("Nơi cư trú", case.applicant.address)),
            fill(("Số định danh cá nhân/Giấy tờ tùy thân", case.applicant.number)),
            fill(("Quan hệ với người đã chết", "Cháu ruột")),
            Text("Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:", bold=True),
            fill(("Họ, chữ đệm, tên", dead.caps), ("Giới tính", dead.sex), shares=(3, 1)),
            fill(("Ngày, tháng, năm sinh", slashed(dead.born)), ("Dân tộc", dead.people)),
            fill(("Nơi cư trú cuối cùng", dead.address)),
            fill(("Số định danh cá nhân/Giấy tờ tùy thân", dead.number)),
            fill(("Đã chết vào lúc", f"04 giờ 15 phút, {day_words(day)}")),
            fill(("Nơi chết", "Tại nhà riêng")),
            fill(("Nguyên nhân chết", "Tuổi già, bệnh tim mạch")),
            fill(("Số Giấy báo tử", f"{case.number}/GBT"), ("Ngày cấp", slashed(case.day(-2)))),
            Text(PLEDGE, indent=10),
            asked_by(case, case.applicant),
        ),
        Paper(family="gelasio", size=12.5),
    )


def giay_bao_tu(case: Case) -> Form:
    dead = case.elder
    return Form(
        (
            Header(
                ("SỞ Y TẾ AN LẠC", case.hospital.upper()),
                f"Số: {case.number}/GBT",
                place_date(case, case.day(-2)),
            ),
            Title("GIẤY BÁO TỬ"),
            Text(f"Cơ sở khám bệnh, chữa bệnh: {case.hospital} báo tử cho người có tên sau đây:", indent=10),
            told(("Họ, chữ đệm, tên", dead.caps), bold=True),
            told(("Ngày, tháng, năm sinh", slashed(dead.born)), ("Giới tính", dead.sex)),
            told(("Dân tộc", dead.people), ("Quốc tịch", "Việt Nam")),
            told(("Nơi thường trú", dead.address)),
            told(("Căn cước số", dead.number)),
            told(("Đã tử vong vào lúc", f"04 giờ 15 phút, {day_words(case.day(-3))}"), bold=True),
            told(("Nguyên nhân tử vong", "Suy tim do tuổi cao")),
            told(("Người thân nhận giấy", case.applicant.name)),
            Text(
                "Giấy này được cấp để người thân làm thủ tục đăng ký với Ủy ban nhân dân nơi cư trú cuối cùng.",
                indent=10,
            ),
            Signatures(
                Signature(("NGƯỜI NHẬN",), case.applicant.name, note="(Ký, ghi rõ họ tên)", hand=True),
                Signature(("GIÁM ĐỐC",), case.official, seal=f"{case.hospital.upper()}|SỞ Y TẾ\nAN LẠC"),
            ),
        ),
    )


def trich_luc_khai_tu(case: Case) -> Form:
    dead = case.elder
    return Form(
        (
            committee(case, f"Số: {case.number}/TLKT-BS", case.day(1)),
            Title("TRÍCH LỤC KHAI TỬ", "(BẢN SAO)"),
            told(("Họ, chữ đệm, tên", dead.caps), bold=True),
            told(("Ngày, tháng, năm sinh", slashed(dead.born)), ("Giới tính", dead.sex)),
            told(("Dân tộc", dead.people), ("Quốc tịch", "Việt Nam")),
            told(("Số định danh cá nhân", dead.number)),
            told(("Đã chết vào lúc", f"04 giờ 15 phút, {day_words(case.day(-3))}")),
            told(("Nơi chết", dead.address)),
            told(("Nguyên nhân chết", "Tuổi già, bệnh tim mạch")),
            told(("Đăng ký khai tử tại", f"Ủy ban nhân dân {case.commune}, {PROVINCE}")),
            told(("Số", f"{case.number}/{case.received_on.year}"), ("Ngày đăng ký", slashed(case.day(1)))),
            Signatures(
                None, Signature(("NGƯỜI KÝ TRÍCH LỤC", "PHÓ CHỦ TỊCH"), case.official, seal=seal_of(case))
            ),
        ),
        Paper(size=13.5, leading=1.5),
    )


def to_khai_cai_chinh(case: Case) -> Form:
    person = case.applicant
    return Form(
        (
            Header(),
            Title(
                "TỜ KHAI ĐĂNG KÝ VIỆC THAY ĐỔI, CẢI CHÍNH, BỔ SUNG THÔNG TIN HỘ TỊCH, XÁC ĐỊNH LẠI DÂN TỘC"
            ),
            to_committee(case),
            fill(("Họ, chữ đệm, tên người yêu cầu", person.name)),
            fill(("Nơi cư trú", person.address)),
            fill(("Số định danh cá nhân/Giấy tờ tùy thân", person.number)),
            fill(("Quan hệ với người được thay đổi, cải chính", "Bản thân")),
            Text("Đề nghị cơ quan đăng ký việc cải chính cho người có tên dưới đây:", bold=True),
            fill(("Họ, chữ đệm, tên", person.caps)),
            *who(person),
            fill(("Đã đăng ký khai sinh tại", f"UBND {case.commune}, {PROVINCE}")),
            Text("Nội dung cải chính:", bold=True),
            fill(("Từ", f"Năm sinh ghi trong Giấy khai sinh là {person.born.year - 1}")),
            fill(("Thành", f"Năm sinh đúng là {person.born.year}")),
            fill(("Lý do thay đổi, cải chính", "Có sai sót khi ghi vào sổ đăng ký")),
            Text(PLEDGE, indent=10),
            asked_by(case, person),
        ),
    )


def van_ban_lam_chung(case: Case) -> Form:
    witness = case.neighbour
    return Form(
        (
            Header(),
            Title("VĂN BẢN CỦA NGƯỜI LÀM CHỨNG VỀ VIỆC SINH"),
            to_committee(case),
            fill(("Họ và tên người làm chứng", witness.name)),
            *who(witness),
            Text("Tôi xin làm chứng về việc sinh con sau đây:", bold=True),
            fill(("Họ, chữ đệm, tên người mẹ", case.mother.name)),
            fill(
                ("Đã sinh tại nhà một cháu", case.child.sex.lower()), ("Vào ngày", slashed(case.child.born))
            ),
            fill(("Tại", case.applicant.address)),
            fill(("Tên cháu dự định đặt", case.child.name)),
            Text("Tôi là người trực tiếp chứng kiến việc sinh nêu trên và biết rõ sự việc.", indent=10),
            Text("Tôi xin chịu trách nhiệm trước pháp luật về lời làm chứng của mình.", indent=10),
            asked_by(case, witness, "Người làm chứng"),
        ),
    )


def giay_cam_doan_sinh(case: Case) -> Form:
    person = case.mother
    return Form(
        (
            Header(),
            Title("GIẤY CAM ĐOAN VỀ VIỆC SINH"),
            to_committee(case),
            fill(("Tôi tên là", person.name)),
            *who(person),
            Text("Tôi xin cam đoan về việc sinh con của tôi như sau:", bold=True),
            fill(("Tôi đã sinh cháu", case.child.caps)),
            fill(("Vào ngày", day_words(case.child.born))),
            fill(("Tại", case.applicant.address)),
            Text("Cháu được sinh tại nhà, không có người làm chứng nên không có Giấy chứng sinh.", indent=10),
            fill(("Lý do không sinh ở cơ sở y tế", "Nhà xa, trời mưa lũ")),
            Text("Nếu cam đoan sai sự thật, tôi xin chịu hoàn toàn trách nhiệm trước pháp luật.", indent=10),
            asked_by(case, person, "Người cam đoan"),
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
    for form in (
        to_khai_khai_sinh,
        giay_chung_sinh,
        giay_khai_sinh,
        trich_luc_ho_tich,
        to_khai_trich_luc,
        to_khai_ket_hon,
        gcn_ket_hon,
        to_khai_xntthn,
        giay_xntthn,
        to_khai_khai_tu,
        giay_bao_tu,
        trich_luc_khai_tu,
        to_khai_cai_chinh,
        van_ban_lam_chung,
        giay_cam_doan_sinh,
        quyet_dinh_ly_hon,
    )
}
