import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.strip import Strip, alphabet

LETTERS = alphabet(("a", "b", "ô", "-", "“", " "))


def strip(text, *, sure=0.9, left=10.0, step=2.0):
    """A strip on which each sign of `text` is seen for one frame; "_" is none."""
    rows = np.full((len(text), len(LETTERS.letters) + 1), (1 - sure) / len(LETTERS.letters), np.float32)
    for row, sign in zip(rows, text, strict=True):
        row[0 if sign == "_" else LETTERS.column[sign]] = sure
    return Strip(np.log(rows), LETTERS, left, step)


def test_the_likeliest_letters_are_read():
    read = strip("_aa_abb").letters()
    assert [(letter.text, letter.frame) for letter in read] == [("a", 1), ("a", 4), ("b", 5)]


def test_a_strip_knows_where_it_ends():
    assert strip("abab").right == 18.0


def test_frames_of_a_strip_know_where_they_lie():
    piece = strip("_ab_").frames(1, 3)
    assert (piece.left, piece.right) == (12.0, 16.0)
    assert [letter.text for letter in piece.letters()] == ["a", "b"]


@pytest.mark.parametrize(("true", "other"), [("ab", "aô"), ("ab", "a"), ("ab", "aab"), ("ab", "")])
def test_what_stands_there_is_likeliest(true, other):
    seen = strip("_a_b_")
    assert seen.log_likelihood(true) > seen.log_likelihood(other)


def test_double_letters_need_a_gap():
    assert strip("a_a").log_likelihood("aa") > strip("aaa").log_likelihood("aa")


def test_blanks_between_words_do_not_matter():
    assert strip("a b").log_likelihood("a b") == strip("a b").log_likelihood("ab")
    assert strip("a b").log_likelihood("ab") > np.log(0.9) * 3 - 0.2


def test_a_letter_that_is_not_known_has_no_likelihood():
    assert strip("ab").log_likelihood("aß") is None


def test_quotes_and_dashes_share_a_column():
    assert LETTERS.columns('a"') == LETTERS.columns("a”") == LETTERS.columns("a“")
    assert LETTERS.columns("–") == LETTERS.columns("-")


@given(st.text("abô- ", max_size=8), st.text("ab_ ô", min_size=1, max_size=8))
def test_a_likelihood_is_a_probability(asked, seen):
    assert strip(seen).log_likelihood(asked) <= 1e-6
