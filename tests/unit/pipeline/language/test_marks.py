"""Marks taken off and put on."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.marks import Tone, bare, tone, toneless, variants, with_tone
from pipeline.language.syllables import canonical, is_possible, spelled

syllables = st.sampled_from(sorted(spelled()))


def in_some_case(word: str) -> st.SearchStrategy[str]:
    return st.sampled_from([word, word.upper(), word.capitalize()])


cased = syllables.flatmap(in_some_case)


def test_bare_letters_have_no_marks():
    assert bare("ĐỘC LẬP - Tự do, Nguyễn") == "DOC LAP - Tu do, Nguyen"
    assert bare(unicodedata.normalize("NFD", "Đường")) == "Duong"


def test_a_word_without_tone_keeps_its_other_marks():
    assert toneless("Tổng số Đường") == "Tông sô Đương"


@pytest.mark.parametrize(
    ("word", "its"), [("ban", Tone.NGANG), ("HỘI", Tone.NANG), ("nghĩa", Tone.NGA), ("đ", Tone.NGANG)]
)
def test_the_tone_of_a_word(word, its):
    assert tone(word) == its


@pytest.mark.parametrize(
    ("word", "new", "result"),
    [
        ("Hoà", Tone.SAC, "Hóa"),
        ("TOÀN", Tone.SAC, "TOÁN"),
        ("mua", Tone.HUYEN, "mùa"),
        ("quy", Tone.SAC, "quý"),
        ("gia", Tone.HUYEN, "già"),
        ("Thưởng", Tone.NGANG, "Thương"),
        ("Đăk", Tone.SAC, "Đắk"),
        ("krong", Tone.NANG, "krọng"),
        ("bcd", Tone.SAC, "bcd"),
    ],
)
def test_a_tone_goes_where_it_is_written(word, new, result):
    assert with_tone(word, new) == result


def test_variants_differ_by_tone_or_letter_marks_and_keep_the_case():
    found = variants("Đo")
    assert {"Đó", "Đỗ", "Do", "Dỡ"} <= set(found)
    assert "Đo" not in found
    assert set(variants("TẬP")) == {"TÁP", "TẠP", "TẮP", "TẶP", "TẤP"}
    assert variants("ubnd") == ()


@given(cased)
def test_variants_are_possible_and_of_the_same_bare_letters(word):
    for variant in variants(word):
        assert variant != word
        assert is_possible(variant)
        assert bare(variant) == bare(word)
        assert word in variants(variant)


@given(cased)
def test_a_tone_taken_off_and_put_on_again_gives_the_word(word):
    assert with_tone(toneless(word), tone(word)) == canonical(word)


@given(st.text(), st.sampled_from(Tone))
def test_marks_of_any_text_come_off(text, new):
    assert tone(toneless(text)) == Tone.NGANG
    assert not any(unicodedata.combining(letter) for letter in bare(text))
    assert bare(bare(text)) == bare(text)
    with_tone(text, new)
