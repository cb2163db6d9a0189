import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.legible import is_odd, is_syllable, is_vietnamese

from .typed import LINES, WORDS

SYLLABLES = [
    "giếng",
    "gì",
    "quốc",
    "quyết",
    "nghiêng",
    "khuỷu",
    "thuở",
    "giữa",
    "Việt",
    "oanh",
    "uống",
    "yên",
    "huyện",
    "thoả",
    "xoong",
    "quý",
    "khuya",
    "ngoẹo",
    "quê",
    "quơ",
    "hươu",
    "quyển",
    "loét",
    "thuế",
    "đoàn",
    "ghế",
    "chuyện",
    "ĐƯỜNG",
    "Ễnh",
    "ương",
    "rượu",
    "tiểu",
    "nguyễn",
    "kiêng",
    "vườn",
    "oằn",
    "hoặc",
    "thường",
    "huých",
]
IMPOSSIBLE = ["Vit", "cp", "Cng", "chnh", "Nghp", "tong1", "hoq", "đuợngg", "xyz", "Dq", "Nvm", "thườngg"]
# The letters of TCVN3 as a program shows them that takes them for Latin-1.
TCVN3 = str.maketrans(
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô­õö÷øùúûüýþ",
)


@pytest.mark.parametrize("word", SYLLABLES)
def test_syllables_are_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", IMPOSSIBLE)
def test_other_letters_make_none(word):
    assert not is_syllable(word)


@pytest.mark.parametrize("word", ["cap", "cách", "cạp", "cat", "cát"])
def test_a_stop_asks_for_its_tones(word):
    assert is_syllable(word) == (not word.isascii())


@pytest.mark.parametrize(
    "word", ["Nguyễn", "12/QĐ-UBND", "“Đơn”", "……", "1.200.000₫", "•", "m²", "☐", "ttcb@gov.vn"]
)
def test_signs_of_vietnamese_text_are_not_odd(word):
    assert not is_odd(word)


@pytest.mark.parametrize("word", ["nghÜa", "\ufffd", "\uf0b7", "X·ñ", "Ӝ1*", "a\u0301", "\x01", "ﬁ", "Ɵếng"])
def test_signs_of_no_vietnamese_text_are_odd(word):
    assert is_odd(word)


def test_true_text_is_vietnamese():
    assert is_vietnamese(WORDS)
    assert is_vietnamese([*WORDS, "UBND", "HĐND", "CCCD", "12/2025/TT-BTP"])


def test_a_name_from_abroad_does_no_harm():
    assert is_vietnamese([*WORDS * 2, "Müller"])


def test_few_words_prove_nothing():
    assert not is_vietnamese(["Quyết", "định", "số", "12"])
    assert not is_vietnamese([])


def test_letters_of_an_old_code_are_not_vietnamese():
    assert not is_vietnamese(" ".join(LINES).lower().translate(TCVN3).split())


def test_words_in_pieces_are_not_vietnamese():
    assert not is_vietnamese([letter for word in WORDS for letter in word])


def test_text_without_its_marks_is_not_vietnamese():
    plain = unicodedata.normalize("NFD", " ".join(LINES)).replace("Đ", "D").encode("ascii", "ignore").decode()
    assert not is_vietnamese(plain.split())


def test_text_that_lost_its_rarer_letters_is_not_vietnamese():
    holey = " ".join(LINES).encode("latin-1", "ignore").decode("latin-1").split()
    assert not is_vietnamese(holey)


@given(st.lists(st.text(max_size=12), max_size=40))
def test_any_signs_are_judged(words):
    assert is_vietnamese(words) in {True, False}
