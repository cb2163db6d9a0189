"""Births (hộ tịch): declarations, proofs of birth, birth certificates."""

from collections.abc import Callable
from typing import Final

from samples.blocks import RED, Fill, Form, Header, Paper, Signature, Signatures, Text, Title, fill, told
from samples.forms.civil import BLUE_PAPER, PLEDGE, to_committee, who
from samples.forms.phrases import asked_by, day_words, seal_of, slashed
from samples.people import PROVINCE, Case


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


FORMS: Final[dict[str, Callable[[Case], Form]]] = {
    form.__name__: form
    for form in (to_khai_khai_sinh, giay_chung_sinh, van_ban_lam_chung, giay_cam_doan_sinh, giay_khai_sinh)
}
