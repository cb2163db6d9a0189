import pytest

from pipeline.weighing.candidates import candidates, is_code, parts
from pipeline.weighing.slots import FIRST, SECOND, Slot
from tests.unit.pipeline.weighing.written import words


def asked(first, second=""):
    seen = {FIRST: words(first), SECOND: words(second)}
    return candidates(Slot(0, {name: read for name, read in seen.items() if read}))


def test_what_witnesses_read_comes_first():
    assert asked("tông", "tống")[:2] == ("tông", "tống")


@pytest.mark.parametrize(
    ("read", "true"),
    [("tông", "tổng"), ("ĐÓC", "ĐỐC"), ("(đông,", "(đồng,"), ("Đo", "Do"), ("UBNDTỈNH", "UBND TỈNH")],
)
def test_what_paper_confuses_is_thought_of(read, true):
    assert true in asked(read)


@pytest.mark.parametrize("read", ["tỉnh)..", "tỉnh)./", "định./.", "định.I."])
def test_the_sign_that_closes_a_document_is_thought_of(read):
    assert any(text.endswith("./.") for text in asked(read))


@pytest.mark.parametrize(
    "code",
    ["275", "12/2017", "1743/QĐ-BGTVT,", "ttcbth@quangngai.gov.vn", "8h30", "079300000001", "52-CT/TW"],
)
def test_nothing_is_thought_of_in_place_of_a_code(code):
    assert is_code(code)
    assert asked(code) == (code,)


@pytest.mark.parametrize("word", ["tỉnh", "UBND", "ĐỐC", "(CNVCLĐ).", "-"])
def test_words_are_no_codes(word):
    assert not is_code(word)


def test_names_that_are_no_syllables_stay():
    assert asked("Krông") == ("Krông",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(đồng),", ("(", "đồng", "),")),
        ("./.", ("./.", "", "")),
        ("", ("", "", "")),
        ("a-b", ("", "a-b", "")),
    ],
)
def test_the_parts_of_a_word(text, found):
    assert parts(text) == found
