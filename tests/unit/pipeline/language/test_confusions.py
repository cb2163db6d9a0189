"""What a reader takes for what."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.confusions import kind_of, learn, load, log_likelihood, stretches, take_apart
from pipeline.language.syllables import spelled

words = st.sampled_from(sorted(spelled()))
short = st.text(alphabet="aăâeêoôơưdđrnmlI1O0áàảĐỐ,.", min_size=0, max_size=6)

COUNTED = {("ổ", "ổ"): 900, ("ổ", "ô"): 90, ("ổ", "o"): 10, ("n", "n"): 1000, ("rn", "m"): 5, ("r", "r"): 500}


@pytest.mark.parametrize(
    ("true", "read", "kind"),
    [
        ("ổ", "ổ", "same"),
        ("ổ", "ô", "tone"),
        ("ô", "ơ", "mark"),
        ("Đ", "D", "mark"),
        ("ố", "ơ", "both"),
        ("o", "O", "case"),
        ("Ố", "ó", "other"),
        ("l", "1", "other"),
        ("n", "", "lost"),
    ],
)
def test_mistakes_are_of_a_kind(true, read, kind):
    assert kind_of(true, read) == kind


def test_a_letter_is_taken_apart():
    assert take_apart("ỗ") == ("o", "\u0302", "\u0303")
    assert take_apart("đ") == ("d", "-", "")
    assert take_apart("7") == ("7", "", "")


@pytest.mark.parametrize(
    ("true", "read", "pairs"),
    [
        ("ổn", "ôn", (("ổ", "ô"), ("n", "n"))),
        ("mà", "rnà", (("m", "rn"), ("à", "à"))),
        ("bàn,", "bàn", (("b", "b"), ("à", "à"), ("n", "n"), (",", ""))),
        ("lan", "1an.", (("l", "1"), ("a", "a"), ("n", "n"), ("", "."))),
    ],
)
def test_read_letters_are_paired_with_printed_ones(true, read, pairs):
    assert stretches(read, true) == pairs


@given(short, short)
def test_paired_letters_are_the_words(true, read):
    pairs = stretches(read, true)
    assert ("".join(one for one, _ in pairs), "".join(other for _, other in pairs)) == (true, read)


def test_what_was_seen_often_is_likelier_than_what_was_never_seen():
    known = learn(COUNTED)
    assert known.letter("ổ", "ổ") > known.letter("ổ", "ô") > known.letter("ổ", "o") > known.letter("ổ", "ơ")
    assert math.exp(known.letter("ổ", "ô")) == pytest.approx(0.09, rel=0.1)
    together, apart = known.log("rn", "m"), known.letter("r", "") + known.letter("n", "m")
    assert together is not None
    assert together > apart
    assert known.log("mn", "w") is None


@pytest.mark.parametrize("true", ["a", "ổ", "Đ", "n", "7", "Ỹ"])
def test_readings_of_a_letter_take_no_more_than_the_whole(true):
    alphabet = {letter for word in spelled() for letter in word}
    readings = alphabet | {letter.upper() for letter in alphabet} | {"", *"0123456789.,;:()-"}
    assert sum(math.exp(load().letter(true, read)) for read in readings) < 1.000001


@pytest.mark.parametrize(
    ("read", "near", "far"),
    [
        ("tô", "tổ", "tà"),
        ("ban", "bàn", "hàn"),
        ("dất", "đất", "chất"),
        ("UY", "ỦY", "QUY"),
        ("hội", "hội", "hỏi"),
        ("nhân", "nhận", "nhiên"),
    ],
)
def test_a_word_that_differs_by_a_mark_is_likelier_than_another(read, near, far):
    assert log_likelihood(read, near) > log_likelihood(read, far)


def test_a_hook_over_a_roof_is_mostly_taken_for_an_acute():
    for read, true in (("tố", "tổ"), ("thế", "thể"), ("cấn", "cẩn"), ("TỐ", "TỔ")):
        assert log_likelihood(read, true) > log_likelihood(true, read) + 1


@given(words, words)
def test_a_word_is_read_as_itself_likelier_than_another_is(read, other):
    assert log_likelihood(read, other) <= 0
    assert other == read or log_likelihood(read, read) > log_likelihood(read, other)


@given(short, short)
def test_any_word_may_be_read_as_any(read, true):
    assert -math.inf < log_likelihood(read, true) <= 0


def test_decomposed_letters_are_the_same_letters():
    assert log_likelihood("to\u0302\u0309", "tổ") == log_likelihood("tổ", "tổ")
