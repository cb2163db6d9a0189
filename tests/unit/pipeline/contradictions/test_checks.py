from dataclasses import replace
from datetime import date

import pytest

from pipeline.contradictions import CHECKS, contradictions
from pipeline.contradictions.dossier import applicant_of
from pipeline.contradictions.expired import after_months
from pipeline.model import FieldValue, Part
from tests.unit.pipeline.contradictions.papers import dossier, of_kind, paper

AN = {"ho_ten": "LÊ THỊ AN", "so_dinh_danh": "999188001010", "ngay_sinh": "05/11/1988"}
BA = {"ho_ten": "NÔNG QUỐC VƯỢNG", "so_dinh_danh": "999075000017", "ngay_sinh": "01/02/1975"}
LONG = " ".join(f"điều {number} của văn bản này quy định" for number in range(20))


def codes(*papers, **more):
    return [found.remark.code for found in contradictions(dossier(*papers, **more))]


def told(*papers, **more):
    (found,) = contradictions(dossier(*papers, **more))
    return found


def test_papers_that_fit_one_another():
    papers = (paper("don", **AN), paper("the", page=2, **AN), paper("giay", page=3, **AN))
    assert codes(*papers) == []
    assert codes() == []


def test_every_check_says_nothing_of_no_papers_and_of_a_paper_without_values():
    for check in CHECKS.values():
        assert [*check(dossier())] == []
        assert [*check(dossier(paper(), replace(paper(), type=None)))] == []


# Somebody else's paper


def test_a_strangers_paper_among_those_of_one_person():
    found = told(paper("don", **AN), paper("the", **AN), paper("giay", page=7, **BA))
    assert found.remark.code == "stranger"
    assert found.remark.pages == (7,)
    assert found.papers[0] == 2
    for words in ("giay.pdf, trang 7", "NÔNG QUỐC VƯỢNG", "LÊ THỊ AN", "don.pdf, trang 1"):
        assert words in found.remark.text


def test_a_name_within_the_text_of_another_paper_belongs_to_the_dossier():
    contract = paper("hop_dong", text="Bên B: ông Nông Quốc Vượng, sinh năm 1975", **AN)
    assert codes(contract, paper("the", **AN), paper("giay", **BA)) == []


def test_a_name_misread_by_a_letter_is_the_same():
    other = {"ho_ten": "LÊ THI AN", "ngay_sinh": "05/11/1988"}
    assert codes(paper("don", **AN), paper("the", **AN), paper("giay", **other)) == []


def among(*others):
    """Return what is told of the paper of one person among several of another."""
    return codes(*others, paper("the", **AN), paper("the_2", **AN), paper("giay", **BA))


def test_a_name_that_could_not_be_read_may_be_anybodys():
    applying = of_kind("don", role="nguoi_yeu_cau")
    assert among(paper("don", kind=applying, so_dinh_danh=AN["so_dinh_danh"])) == []
    assert among(paper("don", kind=applying, confidence=0.7, **AN)) == []
    assert among(paper("don", text="", **AN)) == []
    nameless = replace(of_kind("to_khai"), fields=())
    assert among(paper("to_khai", kind=nameless)) == []
    assert among(replace(paper("to_khai"), type=None)) == []


def test_a_name_by_hand_is_no_strangers_where_somebody_known_plays_that_part():
    assert among(paper("don")) == ["stranger"]  # both name one "chinh", who is known
    unread = paper("don", kind=of_kind("don", role="nguoi_yeu_cau"))
    papers = (unread, paper("the", **AN), paper("the_2", **AN), paper("giay", **BA))
    assert codes(*papers, applicant="Lê Thị An") == ["stranger"]
    assert codes(*papers, applicant="Nông Quốc Vượng") == []


def test_print_hides_no_name_however_it_was_read():
    typed = replace(paper("don", kind=of_kind("don", role="nguoi_yeu_cau")), by_hand=False)
    assert among(typed) == ["stranger"]
    assert among(replace(typed, text="Tôi là Nôrg Quôc Vượmg")) == []
    assert among(replace(typed, text="")) == []


def test_a_paper_in_whose_text_somebody_known_stands_is_no_strangers():
    will = paper("di_chuc", text="để lại cho bà Lê Thị An", **BA)
    assert codes(paper("don", **AN), paper("the", **AN), will) == []


def test_who_handed_in_is_who_the_receipt_names():
    receipt = Part((1,), "giay_tiep_nhan", 1.0, fields={"nguoi_nop": FieldValue("LÊ THỊ AN", 0.95, 1)})
    unsure = replace(receipt, fields={"nguoi_nop": FieldValue("LÊ THỊ AM", 0.6, 1)})
    assert applicant_of([unsure, receipt]) == "LÊ THỊ AN"
    assert applicant_of([unsure]) == applicant_of([]) == ""


def test_two_papers_of_two_people_tell_not_who_is_the_stranger():
    assert codes(paper("the", **AN), paper("giay", **BA)) == []
    assert codes(paper("the", **AN), paper("giay", **BA), applicant="Lê Thị An") == ["stranger"]


# One person, two numbers


def test_one_person_with_two_numbers_or_birthdays():
    other_number = {**AN, "so_dinh_danh": "999188009999"}  # several digits differ
    found = told(paper("don", **AN), paper("the", **other_number))
    assert found.remark.code == "other_number"
    assert "1010" in found.remark.text
    assert "9999" in found.remark.text
    assert AN["so_dinh_danh"] not in found.remark.text  # whole numbers are not shown
    earlier_digits = {**AN, "so_dinh_danh": "999188771010"}
    assert "từ chữ số thứ 7" in told(paper("don", **AN), paper("the", **earlier_digits)).remark.text
    other_day = {**AN, "ngay_sinh": "06/11/1988"}
    assert codes(paper("don", **AN), paper("the", **other_day)) == []  # one digit may be misread
    sure = (paper("don", confidence=0.99, **AN), paper("the", confidence=0.99, **other_day))
    assert "05/11/1988 và 06/11/1988" in told(*sure).remark.text
    far = {**AN, "ngay_sinh": "16/12/1988"}
    assert "05/11/1988 và 16/12/1988" in told(paper("don", **AN), paper("the", **far)).remark.text


def test_two_people_of_one_name_are_two():
    namesake = {"ho_ten": AN["ho_ten"], "so_dinh_danh": BA["so_dinh_danh"], "ngay_sinh": BA["ngay_sinh"]}
    assert codes(paper("don", **AN), paper("the", **namesake)) == []


# The same paper twice


def test_a_paper_twice_by_number_and_day():
    values = {"so": "12/QĐ-UBND", "so_ky_hieu": "12/QĐ-UBND", "ngay_ban_hanh": "01/10/2026"}
    found = told(paper(page=1, **values), paper(page=4, **values))
    assert found.remark.code == "twice"
    assert "trang 4" in found.remark.text
    assert "trang 1" in found.remark.text
    other_day = {**values, "ngay_ban_hanh": "02/10/2026"}
    assert codes(paper(**values), paper(page=4, **other_day)) == []
    assert codes(paper("a", **values), paper("b", **values)) == []


def test_a_paper_twice_by_its_text():
    values = {**AN, "text": LONG}
    assert codes(paper(**values), paper(page=2, **values)) == ["twice"]
    assert codes(paper(text=LONG), paper(page=2, text=LONG)) == []  # a form of which nothing else is known
    assert codes(paper(**{**values, **BA}), paper(page=2, **values)) == []


def test_a_certified_copy_is_not_its_original():
    one = paper(text=LONG, **AN)
    copy = replace(one, part=replace(one.part, certified_copy=True))
    assert codes(one, copy) == []


# Days


def test_expired_by_what_it_says():
    found = told(paper(het_han="02/11/2026"))
    assert found.remark.code == "expired"
    assert "hết hạn ngày 02/11/2026" in found.remark.text
    assert codes(paper(het_han="03/11/2026")) == []


def test_expired_by_the_months_of_its_type():
    assert codes(paper(kind=of_kind(months=6), ngay_ban_hanh="02/05/2026")) == ["expired"]
    assert codes(paper(kind=of_kind(months=6), ngay_ban_hanh="03/05/2026")) == []
    assert codes(paper(ngay_ban_hanh="03/05/2000")) == []


@pytest.mark.parametrize(
    ("day", "months", "until"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 7, 1), 6, date(2027, 1, 1)),
    ],
)
def test_months_later(day, months, until):
    assert after_months(day, months) == until


def test_days_in_an_order_that_cannot_be():
    found = told(paper(ngay_sinh="05/11/2020", ngay_dang_ky="01/01/2020"))
    assert found.remark.code == "order"
    assert "ngày đăng ký 01/01/2020 trước ngày sinh 05/11/2020" in found.remark.text
    assert codes(paper(ngay_sinh="04/11/2026")) == ["order"]
    assert codes(paper(ngay_sinh="03/11/2026", ngay_dang_ky="03/11/2026")) == []


# Within a paper


def test_what_was_remarked_of_a_sure_value():
    one = paper(**AN)
    value = FieldValue(AN["so_dinh_danh"], 0.95, 1, remark="Số định danh cho biết sinh năm 1980")
    marked = replace(one, part=replace(one.part, fields={**one.part.fields, "so_dinh_danh": value}))
    assert "Số định danh: Số định danh cho biết sinh năm 1980" in told(marked).remark.text
    coded = replace(value, source="code", remark="Mã QR ghi “999188001010”, chữ in đọc được “999188001011”")
    shown = told(replace(one, part=replace(one.part, fields={"so_dinh_danh": coded}))).remark.text
    assert "“…1010”" in shown  # in lists, numbers are shown by their ends
    assert "“…1011”" in shown
    unsure = replace(value, confidence=0.5)
    assert codes(replace(one, part=replace(one.part, fields={"so_dinh_danh": unsure}))) == []
