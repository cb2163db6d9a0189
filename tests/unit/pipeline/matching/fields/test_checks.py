import pytest

from catalogue.model import FieldSpec
from pipeline.matching.fields.checks import ALONE, UNKNOWN_PLACE, checked
from pipeline.model import FieldValue

ID = FieldSpec("so_dinh_danh", "Số định danh", "personal_id", ("Số",), person="chinh")
BORN = FieldSpec("ngay_sinh", "Ngày sinh", "birth_date", ("Ngày sinh",), person="chinh")
SEX = FieldSpec("gioi_tinh", "Giới tính", "sex", ("Giới tính",), person="chinh")
MOTHER_BORN = FieldSpec("ngay_sinh_me", "Ngày sinh mẹ", "birth_date", ("Ngày sinh",), person="me")
PRICE = FieldSpec("gia", "Giá", "money", ("Giá",))
IN_WORDS = FieldSpec("gia_bang_chu", "Giá bằng chữ", "text", ("bằng chữ",))
SPECS = (ID, BORN, SEX, MOTHER_BORN, PRICE, IN_WORDS)
NUMBER = "999188001010"


def check(text="", **values):
    known = {name: FieldValue(value, 0.999, 1) for name, value in values.items()}
    return checked(SPECS, known, text)


def test_digits_alone_are_never_wholly_sure():
    assert check(so_dinh_danh=NUMBER)["so_dinh_danh"].confidence == ALONE


def test_day_of_birth_and_sex_vouch_for_a_number():
    found = check(so_dinh_danh=NUMBER, ngay_sinh="05/11/1988", gioi_tinh="Nữ")["so_dinh_danh"]
    assert (found.confidence, found.remark) == (0.999, "")


def test_a_number_that_stands_twice_vouches_for_itself():
    assert check(f"Số {NUMBER} IDVNM{NUMBER}", so_dinh_danh=NUMBER)["so_dinh_danh"].confidence == 0.999


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ngay_sinh": "05/11/1989"}, "Số định danh cho biết sinh năm 1988"),
        ({"gioi_tinh": "Nam"}, "Số định danh cho biết giới tính Nữ"),
    ],
)
def test_what_is_at_odds_is_remarked(values, words):
    assert words in check(so_dinh_danh=NUMBER, **values)["so_dinh_danh"].remark


def test_somebody_elses_birthday_says_nothing():
    assert not check(so_dinh_danh=NUMBER, ngay_sinh_me="01/01/1960")["so_dinh_danh"].remark


def test_a_province_that_does_not_exist_makes_a_number_doubtful():
    assert check(so_dinh_danh="003188001010")["so_dinh_danh"].confidence == UNKNOWN_PLACE


def test_amounts_in_digits_and_words():
    assert not check(gia="450.000.000", gia_bang_chu="Bốn trăm năm mươi triệu đồng")["gia"].remark
    odds = check(gia="450.000.000", gia_bang_chu="Bốn trăm triệu đồng")["gia"].remark
    assert "450.000.000 đồng" in odds
    assert "Bốn trăm triệu đồng" in odds
    assert not check(gia="450.000.000", gia_bang_chu="Bốn trăm năm mươi")["gia"].remark  # goes on below
    assert not check(gia="450.000.000", gia_bang_chu="abc")["gia"].remark  # misread words contradict nothing


def test_what_a_hand_wrote_is_not_checked():
    hand = FieldValue("", 0.0, 1, None, "hand")
    assert checked(SPECS, {"so_dinh_danh": hand})["so_dinh_danh"] == hand
