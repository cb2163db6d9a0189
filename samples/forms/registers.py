"""Deaths, corrections and extracts (hộ tịch)."""

from collections.abc import Callable
from typing import Final

from samples.blocks import Form, Header, Paper, Recipients, Signature, Signatures, Text, Title, fill, told
from samples.forms.civil import PLEDGE, to_committee, who
from samples.forms.phrases import asked_by, committee, day_words, place_date, seal_of, slashed
from samples.people import PROVINCE, Case


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


FORMS: Final[dict[str, Callable[[Case], Form]]] = {
    form.__name__: form
    for form in (
        to_khai_khai_tu,
        giay_bao_tu,
        trich_luc_khai_tu,
        to_khai_cai_chinh,
        trich_luc_ho_tich,
        to_khai_trich_luc,
    )
}
